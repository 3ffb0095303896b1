/** Who acts in the work of a task force. `operator` is the command line. */
export type Actor = 'lead' | 'head' | 'liaison' | 'street' | 'community' | 'committee' | 'property' | 'owner' | 'operator'

/** `all`: for every unit of the task force; `own`: for the unit or street somebody belongs to. */
export type Reach = 'all' | 'own'

export type WorkAction =
  /** 进度、完成、延期 */
  | 'report'
  /** 委托: for one's own unit, or for any */
  | 'delegate'
  | 'delegateAny'
  /** 审核: grants and refuses what was asked; 撤销 of what others asked or declared */
  | 'decide'
  | 'takeBack'
  /** 重开、声明、更正、裁定 */
  | 'reopen'
  | 'declare'
  | 'correct'
  | 'rule'
  /** 提醒 of a unit on request */
  | 'remind'
  /** 点评 on request */
  | 'brief'
  /** 绑定 of a group */
  | 'bind'
  /** 台账: rows, the base; 销账: the street's review, the district's */
  | 'keepLedger'
  | 'adjustBase'
  | 'passStreet'
  | 'passDistrict'
  /** 诉求: estates and small counts; what the rate is made of */
  | 'seeAppeals'
  | 'defineIndicator'
  /** 公示覆盖: a street sees its own estates */
  | 'seeCoverage'
  /** 待答: an answer put forward, and made to count */
  | 'answerQuestion'
  | 'judgeAnswer'
  /** what else is the task force's own: settings of estates, parked messages */
  | 'manage'

const lead = { lead: 'all', operator: 'all' } as const
const government = { lead: 'all', head: 'all', liaison: 'all', street: 'all', community: 'all', operator: 'all' } as const

/** What is not listed is refused. */
export const permissions: Record<WorkAction, Partial<Record<Actor, Reach>>> = {
  report: { lead: 'own', head: 'own', liaison: 'own', street: 'own', community: 'own' },
  delegate: { head: 'own', liaison: 'own', street: 'own' },
  delegateAny: lead,
  decide: lead,
  takeBack: lead,
  reopen: lead,
  declare: lead,
  correct: lead,
  rule: lead,
  remind: lead,
  brief: lead,
  bind: lead,
  keepLedger: { ...government, street: 'own' },
  adjustBase: lead,
  passStreet: { street: 'own' },
  passDistrict: lead,
  seeAppeals: government,
  defineIndicator: lead,
  seeCoverage: { lead: 'all', head: 'all', liaison: 'all', street: 'own', operator: 'all' },
  answerQuestion: government,
  judgeAnswer: lead,
  manage: lead,
}

/** Whether somebody of this role and unit may do it for `unit`; without one, for all. */
export function reaches(action: WorkAction, who: { role: Actor; unit?: string }, unit?: string | null): boolean {
  const reach = permissions[action][who.role]
  return reach === 'all' || (reach === 'own' && who.unit !== undefined && who.unit === unit)
}
