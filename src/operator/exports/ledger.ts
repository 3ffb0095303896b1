import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { stateLabel } from '#src/domain/ledger/catalogue.ts'
import type { LedgerField, LedgerKind } from '#src/domain/ledger/kind.ts'
import { proofs } from '#src/domain/ledger/rules-close.ts'
import type { LedgerStand } from '#src/domain/ledger/stand.ts'
import type { OutCell, OutSheet } from '#src/sheets/write.ts'
import { enclosedLabel } from '#src/views/attachment.ts'
import { headline, sourceWords, targetLine } from '#src/views/ledger-words.ts'
import type { ProofFile } from '#storage/repositories/evidence.ts'
import type { LedgerItem, LedgerProof } from '#storage/repositories/ledger.ts'

/** What was given for the estates on their way to 销账, by item. */
type Given = { proofs: Map<number, LedgerProof[]>; files: Map<number, ProofFile[]> }

/** A sheet that sums up, one for each ledger that holds something, and the changes of the bases. */
export function ledgerSheets(stands: LedgerStand[], given: Given): OutSheet[] {
  const held = stands.filter(({ items }) => items.length > 0)
  return [summary(stands), ...held.map((stand) => kindSheet(stand, given)), ...adjustments(stands)]
}

const summary = (stands: LedgerStand[]): OutSheet => ({
  name: '汇总',
  titles: ['台账', '现状', '基数', '已列', '目标', '截至', '依据'],
  rows: stands.map(({ kind, stand }) => [
    kind.name,
    headline(kind, stand),
    stand.base?.value,
    stand.listed,
    stand.targets.map((target) => targetLine(kind, target)).join('\n'),
    { day: stand.on },
    `${kind.clause} “${kind.words}”`,
  ]),
  widths: [20, 30, 8, 8, 48, 12, 48],
  filter: true,
})

function kindSheet({ kind, items }: LedgerStand, { proofs: proofsOf, files }: Given): OutSheet {
  const closing = kind.closing ? proofs.flatMap(({ name }) => [`${name}日期`, name, `${name}附件`]) : []
  const titles = ['街镇', '名称', ...kind.fields.map(({ title }) => title), '状态', '状态日期', ...closing, '来源', '更新日期']
  return {
    name: kind.name,
    titles,
    rows: items.map((item) => [
      item.street ?? '',
      item.name,
      ...kind.fields.map((field) => cellOf(field, item.data[field.key])),
      stateLabel(kind, item.state),
      { day: item.stateOn },
      ...(kind.closing ? proofCells(proofsOf.get(item.id) ?? [], files.get(item.id) ?? []) : []),
      sourceWords(item.source),
      { day: shanghaiDateOf(item.updatedAt) },
    ]),
    widths: titles.map((title) => widths[title] ?? (title.includes('日期') ? 12 : 20)),
    filter: true,
  }
}

const widths: Record<string, number> = { 街镇: 14, 名称: 22, 户数: 8, 管理模式: 10, 状态: 12, 次数: 8, 年度: 8 }

const cellOf = ({ type }: LedgerField, value: string | number | undefined): OutCell =>
  type === 'day' && typeof value === 'string' ? { day: value } : value

const proofCells = (there: LedgerProof[], files: ProofFile[]): OutCell[] =>
  proofs.flatMap(({ id }): OutCell[] => {
    const proof = there.find(({ proof }) => proof === id)
    const enclosed = files.filter((file) => file.proof === id)
    return [proof && { day: proof.on }, proof?.words, enclosedLabel(enclosed)]
  })

function adjustments(stands: LedgerStand[]): OutSheet[] {
  const rows = stands.flatMap(({ kind, adjustments }: { kind: LedgerKind; adjustments: LedgerStand['adjustments'] }) =>
    adjustments.map(({ delta, reason, unit, at }): OutCell[] => [
      kind.name,
      delta,
      reason,
      unit ?? '运维人员',
      { day: shanghaiDateOf(at) },
    ]),
  )
  return rows.length === 0
    ? []
    : [{ name: '基数调整', titles: ['台账', '增减', '原因', '单位', '日期'], rows, widths: [20, 8, 48, 24, 12], filter: true }]
}

/** The items whose proofs the sheets show. */
export const closingItems = (stands: LedgerStand[]): LedgerItem[] => stands.flatMap(({ kind, items }) => (kind.closing ? items : []))
