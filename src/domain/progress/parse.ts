import type { ProgressStatus } from '#storage/schema/index.ts'

export type Said = { taskNo?: number; status?: ProgressStatus; percent?: number; remark: string }

const named = /^(?:任务|第|序号)?\s*(\d{1,3})\s*(?:号任务|号|项任务|项)?(?=[\s:：,，、。]|$)/
const percentage = /(\d{1,3})\s*[%％]|百分之(\d{1,3})/
/** a figure of its own before the words, already told by `percent` */
const leadingPercentage = /^(?:\d{1,3}\s*[%％]|百分之\d{1,3})[\s，,、。：:]*/
const finished = /已(?:全部)?完成|全部完成|完成了|办结|已经?做完/
const notFinished = /未完成|没完成|没有完成|尚未|还没|完成不了/
const stuck = /卡在|受阻|受限|停滞|推进不了|推不动|遇到困难|无法推进|难以推进|存在困难/

/** Reads a person's own words: which task, how far, and whether something is in the way. The words stay as the remark. */
export function readProgress(text: string): Said {
  const said = text.trim()
  const task = said.match(named) ?? said.match(/任务\s*(\d{1,3})/)
  const remark = said.replace(named, '').replace(/^[\s:：,，、。]+/, '')
  const percent = remark.match(percentage)
  const words = remark.replace(leadingPercentage, '')
  const value = percent ? Number(percent[1] ?? percent[2]) : undefined
  const status = statusOf(remark, value)
  return {
    ...(task ? { taskNo: Number(task[1]) } : {}),
    ...(status ? { status } : {}),
    ...(value === undefined ? {} : { percent: value }),
    remark: words,
  }
}

function statusOf(text: string, percent: number | undefined): ProgressStatus | undefined {
  if (stuck.test(text)) return 'blocked'
  if (percent !== undefined) return percent === 100 ? 'done' : 'doing'
  if (notFinished.test(text)) return 'doing'
  return finished.test(text) ? 'done' : undefined
}
