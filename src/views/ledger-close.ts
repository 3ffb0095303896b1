import { chineseDay } from '#src/domain/calendar/dates.ts'
import { kindOf, stateLabel } from '#src/domain/ledger/catalogue.ts'
import { type Estate, needsRuling } from '#src/domain/ledger/estate.ts'
import { closingWords, doubtful, missingProofs, proofs } from '#src/domain/ledger/rules-close.ts'
import type { Block, Field, Form, Post, Tone } from '#src/message.ts'
import type { ProofFile } from '#storage/repositories/evidence.ts'
import type { LedgerItem } from '#storage/repositories/ledger.ts'
import { enclosedLabel } from './attachment.ts'
import { eventLine } from './ledger-item.ts'
import { select } from './select.ts'

const tones: Record<string, Tone> = { ruling: 'yellow', applied: 'yellow', streetPassed: 'yellow', closed: 'green' }

/** An estate on its way to 销账: what is proved, what is missing, whose turn it is, and the form for that. */
export function estatePost(estate: Estate): Post {
  const { item, proofs: there, files, events, ruling, plan } = estate
  const kind = kindOf(item.kind)
  const doubts = doubtful(Object.fromEntries(there.map(({ proof, on }) => [proof, on])))
  const form = formOf(estate)
  return {
    title: `销账 ${item.name}`,
    tone: tones[item.state] ?? 'blue',
    summary: `${item.name}：${stateLabel(kind, item.state)}。${nextStep(estate)}`,
    blocks: [
      {
        kind: 'facts',
        facts: [
          ...proofs.map(({ id, name }) => ({
            label: name,
            value: proofWords(
              there.find(({ proof }) => proof === id),
              files.filter(({ proof }) => proof === id),
            ),
          })),
          { label: '管理模式', value: String(item.data.mode ?? '未提供') },
          { label: '街镇', value: item.street ?? '未提供' },
        ],
      },
      ...doubts.map((text): Block => ({ kind: 'text', text: `请留意：${text}。` })),
      ...(ruling ? [{ kind: 'text' as const, text: `专班裁定：${ruling.allowed ? '可以' : '不可'}销账。${ruling.reason}` }] : []),
      { kind: 'fold', title: `经过（${events.length}）`, items: events.map((event) => eventLine(kind, event)) },
      { kind: 'note', text: `依据：${plan.title} 任务分解表第23项“${closingWords}”` },
    ],
    ...(form ? { form } : {}),
  }
}

function proofWords(proof: { on: string; words: string } | undefined, files: ProofFile[]): string {
  const named = enclosedLabel(files)
  if (proof) return [`${chineseDay(proof.on)} ${proof.words}`, named].filter(Boolean).join('；')
  return named ? `待补日期和说明；${named}` : '未提供'
}

/** Files of which nobody said what they prove: one tap says it. */
export const proofAskedPost = ({ item, plan, proofs: there }: Estate, messageId: string): Post => ({
  tone: 'yellow',
  summary: `请确认：附件是「${item.name}」的哪一项证明。`,
  blocks: [{ kind: 'note', text: '尚未记入证明，选择后提交。' }],
  form: {
    action: '销账',
    args: { item: String(item.id), plan: plan.id, files: messageId },
    version: item.version,
    fields: [
      select(
        'do',
        '证明',
        proofs.map(({ id, name }) => [id, name] as const),
        proofs.find(({ id }) => !there.some(({ proof }) => proof === id))?.id,
      ),
    ],
    submit: '确认',
  },
})

function nextStep(estate: Estate): string {
  const { item, proofs: there, ruling } = estate
  const mode = item.data.mode
  switch (item.state) {
    case 'ruling':
      return `管理模式为${mode}，文件未明确能否销账，请专班负责人裁定。`
    case 'applied':
      return `请${item.street ?? '所在街镇'}复核。`
    case 'streetPassed':
      return '请专班负责人复核。'
    case 'closed':
      return ''
  }
  if (needsRuling(estate)) return ruling ? '专班已裁定不可销账。' : `管理模式为${mode}，申请后先由专班裁定能否销账。`
  const missing = missingProofs(there.map(({ proof }) => proof))
  return missing.length > 0 ? `还缺：${missing.join('、')}。` : '证明已齐，可以申请复核。'
}

function formOf(estate: Estate): Form | undefined {
  const { item, proofs: there } = estate
  const make = (fields: Field[], submit = '提交'): Form => ({
    action: '销账',
    args: { item: String(item.id), plan: item.planId },
    version: item.version,
    fields,
    submit,
  })
  const reason = (label: string): Field => ({ kind: 'input', name: 'words', label, multiline: true, maxLength: 300 })
  if (item.state === 'closed') return undefined
  if (item.state === 'applied' || item.state === 'streetPassed')
    return make([
      select('do', '复核', [
        ['pass', '通过'],
        ['return', '退回'],
      ]),
      reason('退回原因'),
    ])
  if (item.state === 'ruling')
    return make([
      select(
        'do',
        '裁定',
        [
          ['allow', '可以销账'],
          ['deny', '不可销账'],
        ],
        'deny',
      ),
      reason('理由'),
    ])
  const missing = proofs.filter(({ id }) => !there.some(({ proof }) => proof === id))
  const options = [...proofs.map(({ id, name }) => [id, `补充：${name}`] as const), ['apply', '申请销账'] as const]
  return make([
    select('do', '事项', options, missing[0]?.id ?? 'apply'),
    { kind: 'input', name: 'on', label: '日期（补充证明时填）', placeholder: '如 2026-05-10', maxLength: 12 },
    reason('说明（补充证明时填）'),
  ])
}

/** Estates that wait for somebody, and what for. */
export function closingPost(items: LedgerItem[]): Post {
  const group = (state: string) => items.filter((item) => item.state === state)
  const waiting = (['ruling', 'applied', 'streetPassed'] as const).map((state) => ({
    label: stateLabel(kindOf('property-service'), state),
    rows: group(state),
  }))
  const listed = waiting.filter(({ rows }) => rows.length > 0)
  return {
    title: '销账',
    tone: 'blue',
    summary: `已销账${group('closed').length}个；${waiting.map(({ label, rows }) => `${label}${rows.length}个`).join('，')}。`,
    blocks: [
      ...listed.map(
        ({ label, rows }): Block => ({
          kind: 'list',
          title: label,
          items: rows.slice(0, 10).map((item) => `${item.name}（${item.street ?? '街镇未提供'}）`),
        }),
      ),
      { kind: 'note', text: `发送「销账 小区名称」办理。依据：任务分解表第23项“${closingWords}”` },
    ],
  }
}
