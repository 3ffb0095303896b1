const RESPONSIBLE = /[（(〔]责任单位[：:](.+)[）)〕]\s*$/

/** The units of "（责任单位：…）" at the end of a clause; none when it names none. */
export function responsibleUnits(text: string): string[] {
  const list = RESPONSIBLE.exec(text)?.[1]
  return list ? splitUnits(list.replace(/（各区政府含[^）]*）$/, '')) : []
}

/** The text without its list of responsible units. */
export const withoutUnits = (text: string) => text.replace(RESPONSIBLE, '').trimEnd()

/** 区房管局、区司法局，各街镇 → three names; brackets inside a name stay: 区城市管理委（交通委）. */
export const splitUnits = (list: string): string[] =>
  list
    .split(/[、，,；;](?![^（(]*[）)])/)
    .map((name) => name.trim().replace(/等(?:相关)?部门$/, ''))
    .filter(Boolean)
