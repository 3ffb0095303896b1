import type { LedgerKind } from '#src/domain/ledger/kind.ts'
import type { Stand, TargetStand } from '#src/domain/ledger/rules-stand.ts'

/** 12/1000台，目标不少于 */
export function targetLine({ unit }: LedgerKind, { target, done, of, atLeast, by, year }: TargetStand): string {
  const label = `${year ? `${year}年` : ''}${target.label}`
  const whole = of === undefined ? '目标未提供' : `${atLeast ? '目标不少于' : ''}${of}${unit}`
  return `${label}：${done}${of === undefined || atLeast ? `${unit}，` : '/'}${whole}${by ? `，时限${by}` : ''}`
}

/** 基数480个（文件477，调整+3） */
export function baseLine({ unit }: LedgerKind, { base, listed }: Stand): string | undefined {
  if (!base) return undefined
  const { value, planned, adjusted } = base
  const made = adjusted === 0 ? '' : `（文件${planned}，调整${signed(adjusted)}）`
  const gap = listed === value ? '' : `；台账已列${listed}${unit}，与基数相差${Math.abs(value - listed)}${unit}`
  return `基数${value}${unit}${made}${gap}`
}

/** The figure people ask for: done out of the base, the first target, or what is done. */
export function headline(kind: LedgerKind, stand: Stand): string {
  const doneLabel = kind.states.find(({ id }) => id === kind.done[0])!.label
  if (stand.base) return `${doneLabel}${stand.done}/${stand.base.value}${kind.unit}`
  const [first] = stand.targets
  const done = `${doneLabel}${stand.done}${kind.unit}`
  if (!first) return `${done}，台账所列${stand.listed}${kind.unit}`
  const rest = first.target.states.length === kind.done.length ? '' : `；${done}`
  return `${targetLine(kind, { ...first, by: undefined })}${rest}`
}

export const signed = (value: number): string => (value > 0 ? `+${value}` : String(value))

/** Where a row came from as people know it: a row of a file, or what somebody said; the id of a message says nothing to them. */
export const sourceWords = (source: string): string => (/^(lark|wechat|wecom|console):/.test(source) ? '群内填报' : source)
