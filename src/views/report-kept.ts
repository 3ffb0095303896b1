import type { Figure } from '#src/domain/reports/report.ts'
import type { Block, Field, Post } from '#src/message.ts'
import type { Community } from '#storage/repositories/community.ts'
import type { ReportRow } from '#storage/repositories/report.ts'
import { select } from './select.ts'

/** As many open figures as one form asks for. */
const asked = 8

const saidOf = ({ value, unit, planned, done, status }: Figure) => {
  if (value === undefined) return planned === undefined ? '未提供' : `未提供（计划${planned}${unit}）`
  return `${value}${unit}${planned !== undefined && done !== undefined ? `（计划${planned}）` : ''} · ${status}`
}

const foldsOf = ({ sections }: ReportRow): Block[] =>
  sections.map(({ title, figures }) => ({
    kind: 'fold' as const,
    title: `${title}（${figures.filter(({ value }) => value !== undefined).length}/${figures.length}）`,
    items: figures.map((figure) => `${figure.label}：${saidOf(figure)}`),
  }))

const titleOf = ({ name }: Community, { periodLabel, version }: ReportRow) => `${name}${periodLabel}履约报告（第${version}版草稿）`

/** The draft for whoever keeps it: what it says, and a form for what is still open; `card` is the key of the post it stands in. */
export function reportDraftPost(row: ReportRow, community: Community, card: string): Post {
  const figures = row.sections.flatMap((section) => section.figures)
  const open = figures.flatMap((figure, at) => (figure.value === undefined && figure.unit !== '%' ? [{ figure, at }] : []))
  const fields: Field[] = open.slice(0, asked).map(({ figure: { label, unit, planned }, at }) => ({
    ...{ kind: 'input' as const, name: `f${at}`, label: `${label}（${unit}${planned === undefined ? '' : `，计划${planned}`}）` },
    ...{ required: false, maxLength: 60, placeholder: '没有数据留空' },
  }))
  return {
    title: titleOf(community, row),
    tone: 'blue',
    summary: `共${figures.length}项，已有${figures.filter(({ value }) => value !== undefined).length}项，可填${open.length}项。`,
    blocks: [
      ...foldsOf(row),
      { kind: 'note', text: `没有的写未提供，不填0。填完发送「报告办理 提交 ${community.name} ${row.periodLabel}」。` },
    ],
    ...(fields.length > 0
      ? { form: { action: '报告办理', args: { report: row.id, hash: row.hash, card }, version: row.version, fields, submit: '保存' } }
      : {}),
  }
}

/** The draft for whoever reviews it. */
export function reportReviewPost(row: ReportRow, community: Community): Post {
  return {
    title: `待审核：${titleOf(community, row)}`,
    tone: 'yellow',
    summary: row.correctionReason ? `${row.preparedBy}更正：${row.correctionReason}` : `${row.preparedBy}编制，请审核后发布到业主群。`,
    blocks: [...foldsOf(row), { kind: 'note', text: `内容校验码${row.hash.slice(0, 12)}。审核的是这一份内容，有改动须重新审核。` }],
    form: {
      action: '报告审核',
      args: { report: row.id, hash: row.hash },
      version: row.version,
      fields: [
        select('decision', '意见', ['已核对原始记录，通过', '通过', '退回'], '通过'),
        { kind: 'input', name: 'reason', label: '退回原因', required: false, maxLength: 200 },
        { kind: 'input', name: 'publishOn', label: '发布日期', placeholder: '不填为次日', required: false, maxLength: 12 },
      ],
      submit: '提交',
    },
  }
}

export const reportSentBackPost = (row: ReportRow, community: Community, reviewer: string, reason: string): Post => ({
  title: titleOf(community, row),
  tone: 'red',
  summary: `${reviewer}退回：${reason}`,
  blocks: [{ kind: 'note', text: `改好后发送「报告办理 提交 ${community.name} ${row.periodLabel}」。` }],
})
