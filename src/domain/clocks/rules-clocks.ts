import { addDays, addMonths, daysBetween } from '#src/domain/calendar/dates.ts'

/** What is on record of an estate that the law ties a day to; calendar dates. */
export type EstateFacts = {
  contract?: { kind: '前期' | '正式' | '事实' | '应急'; startOn: string; endOn: string; signedOn?: string; filedOn?: string }
  committee?: { kind: '业委会' | '物管会'; termEndOn: string }
  emergencyFromOn?: string
  facilities: { type: string; code: string; inspectionDueOn?: string }[]
  /** items that were published for a time, and the day of the newest version */
  published: { code: string; title: string; basis: string; on: string; goodForMonths: number }[]
}

export type Clock = {
  code: string
  title: string
  due: string
  basis: string
  /** who must act */
  by: string
}

type Rule = { code: string; by: string; basis: string; read(facts: EstateFacts): { title: string; due: string }[] }

const regulation = '《北京市物业管理条例》'

const one = (title: string, due: string | undefined) => (due === undefined ? [] : [{ title, due }])
const regular = ({ contract }: EstateFacts) => (contract?.kind === '正式' ? contract : undefined)
const early = ({ contract }: EstateFacts) => (contract?.kind === '前期' ? contract : undefined)

/** One row per duty that has a day; a new duty is a new row. */
const rules: readonly Rule[] = [
  {
    code: 'contract-renewal',
    by: '业主大会、业委会（物管会）',
    basis: `${regulation}第七十五条`,
    read: (facts) => one('物业服务合同届满前6个月决定续聘或者另聘', regular(facts) && addMonths(regular(facts)!.endOn, -6)),
  },
  {
    code: 'contract-notice',
    by: '物业服务人',
    basis: '《中华人民共和国民法典》第九百四十七条',
    read: (facts) => one('不续约的物业服务人届满前90日书面通知', regular(facts) && addDays(regular(facts)!.endOn, -90)),
  },
  {
    code: 'early-length',
    by: '建设单位、物业服务人',
    basis: `${regulation}第十九条`,
    read: (facts) => {
      const contract = early(facts)
      const last = contract && addMonths(contract.startOn, 24)
      return one('前期物业服务合同期限最长不超过二年', contract && last && contract.endOn > last ? last : undefined)
    },
  },
  {
    code: 'early-organise',
    by: '街道办事处、乡镇人民政府',
    basis: `${regulation}第二十四条`,
    read: (facts) => one('前期合同期满前6个月组织成立业主大会或者组建物管会', early(facts) && addMonths(early(facts)!.endOn, -6)),
  },
  {
    code: 'early-decide',
    by: '业主',
    basis: `${regulation}第十九条`,
    read: (facts) => one('前期合同期满前3个月共同决定续聘或者另聘', early(facts) && addMonths(early(facts)!.endOn, -3)),
  },
  {
    code: 'contract-filing',
    by: '物业服务人',
    basis: `${regulation}第六十三条`,
    read: ({ contract }) =>
      one('物业服务合同签订后15日内备案', contract?.signedOn && !contract.filedOn ? addDays(contract.signedOn, 15) : undefined),
  },
  {
    code: 'committee-report',
    by: '业主委员会',
    basis: `${regulation}第四十九条`,
    read: ({ committee }) =>
      one('业委会任期届满前6个月书面报告街镇', committee?.kind === '业委会' ? addMonths(committee.termEndOn, -6) : undefined),
  },
  {
    code: 'council-term',
    by: '街道办事处、乡镇人民政府',
    basis: `${regulation}第五十八条`,
    read: ({ committee }) =>
      one('物管会任期（一般不超过3年）届满，重新组建', committee?.kind === '物管会' ? committee.termEndOn : undefined),
  },
  {
    code: 'emergency-end',
    by: '街道办事处、乡镇人民政府',
    basis: `${regulation}第七十七条`,
    read: ({ emergencyFromOn }) => one('应急物业服务期限不超过6个月', emergencyFromOn && addMonths(emergencyFromOn, 6)),
  },
  {
    code: 'lift-inspection',
    by: '电梯使用单位',
    basis: '《中华人民共和国特种设备安全法》第四十条',
    read: ({ facilities }) =>
      facilities.flatMap(({ type, code, inspectionDueOn }) =>
        type === '电梯' ? one(`电梯${code}检验到期前1个月申请检验`, inspectionDueOn && addMonths(inspectionDueOn, -1)) : [],
      ),
  },
  {
    code: 'disclosure',
    by: '公示责任单位',
    basis: '',
    read: ({ published }) =>
      published.flatMap(({ code, title, on, goodForMonths }) => one(`${code} ${title}`, addMonths(on, goodForMonths))),
  },
]

/** The estate's clocks, the next due first. */
export function clocksOf(facts: EstateFacts): Clock[] {
  return rules
    .flatMap(({ code, by, basis, read }) =>
      read(facts).map(({ title, due }) => ({ code, title, due, by, basis: basis || basisOf(facts, title) })),
    )
    .toSorted((a, b) => a.due.localeCompare(b.due) || a.title.localeCompare(b.title))
}

const basisOf = ({ published }: EstateFacts, title: string) => published.find(({ code }) => title.startsWith(`${code} `))!.basis

/** How long before its day a clock is on the card, in days. */
const shownFor = 60

/** Clocks that have come near, and those past their day for less than a year: older ones are for the register, not for a card. */
export const nearOf = (clocks: Clock[], on: string): Clock[] =>
  clocks.filter(({ due }) => daysBetween(on, due) <= shownFor && daysBetween(due, on) <= 365)
