import type { Reading } from './reading.ts'
import type { Milestone } from './schedule.ts'

const GOES_ON = /(?:并|，|、)(?:持续|长期|常态|逐步|视).*$|^每.*|^(?:左右|的?时间|以内)+/
const SUBJECT_END = /(?:应|要|须|需|确保|力争|原则上|计划|预计|并)*(?:[在于到至])?$/
const NO_SUBJECT = /^(?:最迟|截[至止]|务必|即日|自|从|现在|各地|应当?|\d)/
const EMPTY = /^(?:基本|全部|全面)?(?:完成|实现|到位)?$/

/** The dates once each, with what is to be done by them. */
export function labelled(r: Reading): Milestone[] {
  const milestones = new Map<string, Milestone>()
  for (const { due, at, end } of r.milestones) {
    if (milestones.has(due)) continue
    const label = labelOf(r, at, end)
    milestones.set(due, label ? { due, label } : { due })
  }
  return [...milestones.values()]
}

/** The words after the date, or those it is said of: 单一产权单位小区在2025年底前完成. */
function labelOf(r: Reading, at: number, end: number): string | undefined {
  const [said, words] = /^[，：)]?([^，；。：()]*)/.exec(r.text.slice(end))!
  const next = r.milestones.find((m) => m.at >= end && m.at < end + said.length)
  const own = next ? words!.slice(0, words!.length - (end + said.length - next.at)).replace(/、[^、]*$/, '') : words!
  const after = next && /^[，、]/.test(said) ? '' : own.replace(GOES_ON, '')
  const before = r.text.slice(r.clauseStart(at), at).replace(SUBJECT_END, '')
  if (EMPTY.test(after) && before.length > 2 && !NO_SUBJECT.test(before)) return before
  return after || undefined
}
