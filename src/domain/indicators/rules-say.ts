/** What a person means by a line behind 诉求. */
export type AppealsSaid =
  | { want: 'show'; month?: string; street?: string }
  | { want: 'define'; numerator: string; denominator: string; basis: string }
  | { want: 'unknown'; said: string }

export function readAppeals(text: string): AppealsSaid {
  const said = text.trim()
  if (/^定义/.test(said)) return readDefinition(said)
  let month: string | undefined
  let street: string | undefined
  for (const word of said.split(/[\s,，]+/).filter(Boolean)) {
    const named = /^(\d{4})[-年./](\d{1,2})月?$/.exec(word)
    if (named && Number(named[2]) >= 1 && Number(named[2]) <= 12) month = `${named[1]}-${named[2]!.padStart(2, '0')}`
    else if (/(街道|镇|地区)$/.test(word)) street = word
    else return { want: 'unknown', said: word }
  }
  return { want: 'show', ...(month ? { month } : {}), ...(street ? { street } : {}) }
}

/** 定义 分子：物业类诉求件数 分母：常住人口 依据：专班会议纪要 */
function readDefinition(said: string): AppealsSaid {
  const part = (name: string) => new RegExp(`${name}[:：]\\s*(.*?)\\s*(?=分子[:：]|分母[:：]|依据[:：]|$)`, 's').exec(said)?.[1]
  const [numerator, denominator, basis] = [part('分子'), part('分母'), part('依据')]
  return numerator && denominator && basis ? { want: 'define', numerator, denominator, basis } : { want: 'unknown', said }
}
