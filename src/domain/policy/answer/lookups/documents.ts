import type { DocumentManifest } from '../../document.ts'
import { statusOf } from '../../status.ts'
import type { Entry } from '../entry.ts'
import type { PolicyIndex } from '../index.ts'
import type { Understanding } from '../understand.ts'
import { namedUnits } from '../unit-names.ts'

/** Questions about a document itself: is it in force, who issued it and when, how many clauses it has. */
export function findDocument(index: PolicyIndex, asked: Understanding, documents: string[]): DocumentManifest | undefined {
  const { intents, question } = asked
  const counts = COUNTING.test(question)
  if (!intents.has('validity') && !intents.has('issue') && !counts) return undefined
  if (!counts && /几[轮次回]|程序|流程|步骤|哪些会/.test(question)) return undefined
  const bare = index.segment(asked.topic.replace(FRAME, ' ')).filter((word) => index.weightOf(word) > 0.3 && index.isKnown(word))
  if (bare.length > (intents.has('validity') ? 1 : 0)) return undefined
  return index.documents.find((one) => one.manifest.id === documents[0])?.manifest
}

const COUNTING = /(一共|总共|共|合计|都?有|分成?|含|方案|计划|意见|说明|^)(多少|几)(条|项|大?类|个?部分|章|款|个?任务|个?条款|项?内容)/

const FRAME =
  /文件|方案|计划|意见|三年|行动|说明|稿|通知|有效期?|生效|失效|作废|过期|到期|废止|算数|正式|印发|发布|出台|制定|公布|下发|起草|单位|部门|机关|日期|时间|文号|哪年|哪天|什么时候|现在|目前|还|已经|了|没有?|吗|是不是|管用|执行|实施|现行|最新|新|旧|征求|定稿|适用|一共|总共|重点|任务|分解表?|条款?|项|类|内容|部分|行动|分成?|有|多少|几|这|那|个|份|的|谁|的呢|今年|2026年|实行|施行|效力|定下来|下来|通过|落地|政策|以|按|照|为准|哪个|哪份|哪版|更|与|和|当|用|能|作为?|依据|参考|东西|作准|照|版|阶段|状态|还是|草案|开会|哪月|发(?=了)|牵头|编制?|拟|讲法|说法|还没|批了?/g

/** Whether the very fact asked for (number, date, issuer) is not known of the document. */
export function isUntold(document: DocumentManifest, { question, intents }: Understanding): boolean {
  if (!intents.has('issue') || intents.has('validity')) return false
  if (/文号/.test(question)) return document.docNo === undefined
  return document.issuedOn === undefined && (document.issuer === undefined || !/谁|单位|部门|机关/.test(question))
}

/** One plain line on the document's standing. */
export function describeDocument(index: PolicyIndex, document: DocumentManifest, asked: Understanding, todayOn: string): string {
  const status = statusOf(document, todayOn)
  const issued = document.issuedOn ? `，${document.issuer ?? ''}${spoken(document.issuedOn)}印发` : '，文本没有载明印发日期'
  const number = document.docNo ? `，文号${document.docNo}` : asked.intents.has('issue') ? '，文本没有载明文号' : ''
  const period = document.periodStart ? `，计划期${document.periodStart.slice(0, 4)}-${document.periodEnd!.slice(0, 4)}年` : ''
  const standing = `《${document.shortTitle.replace(`（${status}）`, '')}》${STANDING[status] ?? status}${period}${issued}${number}`
  const successor = index.documents
    .map((one) => one.manifest)
    .find((one) => status === '期满' && one.level === document.level && one.periodStart && one.periodStart > document.periodEnd!)
  const counts = COUNTING.test(asked.question) ? `；${countsOf(index, document)}` : ''
  return `${standing}${counts}${successor ? `；现行的是《${successor.shortTitle}》` : ''}${document.remark ? `；${document.remark}` : ''}`
}

const STANDING: Record<string, string> = {
  征求意见稿: '还是征求意见稿，未见正式印发',
  现行: '现行有效',
  期满: '计划期已满，不再作为现行依据',
  起草说明: '只是起草说明，不是方案正文',
}

const spoken = (date: string) => `${Number(date.slice(0, 4))}年${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`

function countsOf(index: PolicyIndex, document: DocumentManifest): string {
  const parsed = index.documents.find((one) => one.manifest.id === document.id)!
  const items = parsed.clauses.filter((clause) => /\/(\d+|\d+-\d+)$/.test(clause.id))
  const parts = new Set(items.map((clause) => clause.path.at(-1)))
  return `共${parts.size}类${items.length}项${parsed.rows.length ? `、任务分解表${parsed.rows.length}项` : ''}`
}

/** Who drew a document up, where it says so itself: 区住建委…牵头编制了《…》. */
export function drafterIn(index: PolicyIndex, document: DocumentManifest): { entry: Entry; unit: string } | undefined {
  for (const entry of index.entries) {
    if (entry.row || entry.document.id !== document.id) continue
    const before = /([^。]*)(?:编制|起草)了《/.exec(entry.clause.text)?.[1]
    const [unit] = before ? namedUnits(index.units, index.fold(before)) : []
    if (unit) return { entry, unit: unit.unit }
  }
  return undefined
}

/** What a draft says of its own way to approval, where it does: 待审议通过后印发实施. */
export function pendingIn(index: PolicyIndex, document: DocumentManifest): { entry: Entry; sentence: string } | undefined {
  for (const entry of index.entries) {
    if (entry.row || entry.document.id !== document.id) continue
    const sentence = entry.clause.text
      .split(/[。；\n]/)
      .find((one) => /^待?.{0,12}(审议|审定|批准)通过后.{0,6}(印发|发布|实施)/.test(one.trim()))
    if (sentence) return { entry, sentence: sentence.trim() }
  }
  return undefined
}

/** The clause that stands for a document as a whole. */
export const openingOf = (index: PolicyIndex, document: DocumentManifest): Entry =>
  index.entries.find((entry) => entry.document.id === document.id && /goal|background/.test(entry.clause.id)) ??
  index.entries.find((entry) => entry.document.id === document.id)!
