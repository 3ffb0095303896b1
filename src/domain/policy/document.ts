/** A policy document taken apart: what the manifest says of it, its clauses, its task table. */

export type DocumentStatus = '征求意见稿' | '现行' | '期满' | '起草说明' | '被替代'

export type DocumentManifest = {
  /** slug, the first part of every clause id */
  id: string
  file: string
  title: string
  shortTitle: string
  issuer?: string
  docNo?: string
  issuedOn?: string
  /** 北京市, 海淀区, 石景山区 */
  jurisdiction: string
  level: 'law' | 'city' | 'district'
  /** as declared; 期满 follows from `periodEnd` and today */
  status: Exclude<DocumentStatus, '期满'>
  periodStart?: string
  periodEnd?: string
  sourceUrl?: string
  /** what a reader must know besides the status, e.g. that the draft has since been issued */
  remark?: string
  /** id of the document this one takes the place of */
  supersedes?: string
  layout?: DocumentLayout
}

/** Where a document's headings do not number its clauses by themselves. */
export type DocumentLayout = {
  /** heading numbers ('2', '1.3') → first part of the clause ids below; '' leaves it out */
  ids?: Record<string, string>
  /** id of the clause that the paragraph before the first heading belongs to */
  preamble?: string
}

export type Clause = {
  /** canonical, e.g. haidian-2025/11, haidian-2025/task-23 */
  id: string
  documentId: string
  order: number
  /** headings above it, outermost first */
  path: string[]
  /** as cited: 第11条, 任务分解表第23项, 一、工作目标 */
  place: string
  title: string
  /** verbatim, with page breaks inside sentences closed */
  text: string
  /** 1-based lines in the source file, inclusive */
  lineFrom: number
  lineTo: number
  units: string[]
}

/** Every source line belongs to exactly one node; their texts in order give the file back byte for byte. */
export type SourceNode = {
  order: number
  kind: 'clause' | 'heading' | 'front' | 'back'
  clauseId?: string
  lineFrom: number
  lineTo: number
  text: string
}

/** One row of a 任务分解表; the six cells are verbatim. */
export type TaskRow = {
  no: number
  task: string
  requirement: string
  deadline: string
  lead: string[]
  support: string[]
  /** the clause this row breaks down, e.g. haidian-2025/11 */
  clause: string
}

export type ParsedDocument = { manifest: DocumentManifest; clauses: Clause[]; nodes: SourceNode[]; rows: TaskRow[] }
