import type { Calendar } from '#src/domain/calendar/calendar.ts'
import { addDays } from '#src/domain/calendar/dates.ts'
import { addWorkdays } from '#src/domain/calendar/workdays.ts'
import type { Clock } from './rules-clocks.ts'

export type EstateEvent = { kind: string; on: string }

/** `after` starts the clock, `until` stops it. */
type Step = { code: string; after: string; until: string; days: number; workdays?: true; title: string; by: string; article: string }

const street = '街道办事处、乡镇人民政府'
const committee = '业主委员会'

/** 《北京市物业管理条例》: one row per duty that runs from something that happened; a new duty is a new row. */
export const steps: readonly Step[] = [
  {
    ...{ code: 'handover-mend', after: '承接查验发现问题', until: '承接查验整改完成', days: 30, by: '建设单位', article: '第二十条' },
    title: '承接查验发现的问题30日内整改',
  },
  {
    ...{
      code: 'assembly-check',
      after: '收到成立业主大会申请',
      until: '业主大会申请审核完成',
      days: 30,
      by: street,
      article: '第三十一条',
    },
    title: '成立业主大会的申请30日内审核',
  },
  {
    ...{ code: 'preparers-meet', after: '业主大会申请审核完成', until: '筹备组成立', days: 30, by: '筹备组组长', article: '第三十一条' },
    title: '30日内召开首次筹备组会议、成立筹备组',
  },
  {
    ...{ code: 'preparers-list', after: '筹备组成立', until: '筹备组名单公示', days: 7, by: '筹备组组长', article: '第三十一条' },
    title: '筹备组成立7日内公示成员名单',
  },
  {
    ...{ code: 'assembly-meet', after: '筹备组成立', until: '首次业主大会', days: 60, by: '筹备组', article: '第三十二条' },
    title: '筹备组成立60日内召开首次业主大会会议',
  },
  {
    ...{ code: 'assembly-publish', after: '业主大会作出决定', until: '业主大会决定公示', days: 3, by: committee, article: '第三十七条' },
    title: '业主大会决定3日内公示',
  },
  {
    ...{ code: 'committee-meet', after: '业委会选举产生', until: '业委会首次会议', days: 7, by: committee, article: '第四十二条' },
    title: '业委会选举产生7日内召开首次会议',
  },
  {
    ...{ code: 'committee-list', after: '业委会首次会议', until: '业委会名单公示', days: 3, by: committee, article: '第四十二条' },
    title: '推选完成3日内公示业委会名单',
  },
  {
    ...{ code: 'committee-file', after: '业委会选举产生', until: '业委会申请备案', days: 30, by: committee, article: '第四十三条' },
    title: '业委会选举产生30日内申请备案',
  },
  {
    ...{
      code: 'committee-record',
      after: '业委会申请备案',
      until: '业委会备案',
      days: 5,
      workdays: true,
      by: street,
      article: '第四十三条',
    },
    title: '材料符合要求的5个工作日内备案',
  },
  {
    ...{ code: 'committee-renew', after: '收到业委会届满报告', until: '换届小组组建', days: 60, by: street, article: '第四十九条' },
    title: '收到届满报告60日内组建换届小组',
  },
  {
    ...{ code: 'committee-change', after: '业委会变更', until: '业委会变更备案', days: 30, by: committee, article: '第五十条' },
    title: '业委会委员、议事规则或者规约变更30日内备案',
  },
  {
    ...{ code: 'council-file', after: '物管会成立', until: '物管会申请备案', days: 30, by: '物业管理委员会', article: '第五十五条' },
    title: '物管会成立30日内申请备案',
  },
  {
    ...{ code: 'council-publish', after: '物管会会议', until: '物管会会议公示', days: 3, by: '物业管理委员会', article: '第五十七条' },
    title: '物管会会议情况3日内公示（公示10个工作日）',
  },
  {
    ...{ code: 'council-dissolve', after: '业委会备案', until: '物管会解散', days: 30, by: street, article: '第五十九条' },
    title: '业委会备案后30日内解散物管会',
  },
  {
    ...{ code: 'lead-report', after: '项目负责人到岗', until: '项目负责人报到', days: 3, by: '物业服务人', article: '第六十六条' },
    title: '项目负责人到岗3日内到居（村）委会报到',
  },
  {
    ...{
      code: 'de-facto-end',
      after: '提出终止延续期服务',
      until: '延续期服务终止',
      days: 60,
      by: '提出终止的一方',
      article: '第七十五条',
    },
    title: '延续期内终止合同提前60日书面告知，满60日方可终止',
  },
  {
    ...{ code: 'handover-leave', after: '收到解聘通知', until: '物业交接退出', days: 30, by: '物业服务人', article: '第七十六条' },
    title: '接到解聘通知30日内交接并退出',
  },
]

/** Every kind of event there is, in the order people meet them. */
export const eventKinds: readonly string[] = [...new Set(steps.flatMap(({ after, until }) => [after, until]))]

/** Clocks that run: what started them has happened last, and what stops them has not happened since. */
export function eventClocks(events: EstateEvent[], calendar: Calendar): Clock[] {
  const last = (kind: string) => events.filter((event) => event.kind === kind).reduce((latest, { on }) => (on > latest ? on : latest), '')
  return steps.flatMap(({ code, after, until, days, workdays, title, by, article }): Clock[] => {
    const since = last(after)
    if (since === '' || last(until) >= since) return []
    if (code === 'council-dissolve' && last('物管会成立') === '') return []
    const due = workdays ? addWorkdays(since, days, calendar) : addDays(since, days)
    return [{ code, title, due, by, basis: `《北京市物业管理条例》${article}` }]
  })
}
