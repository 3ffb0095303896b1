import { z } from 'zod'
import { catalogue, kindNamed } from '#src/domain/ledger/catalogue.ts'
import type { LedgerField } from '#src/domain/ledger/kind.ts'
import { proofs } from '#src/domain/ledger/rules-close.ts'
import { text } from '../cells.ts'
import type { Column, SheetForm } from '../form.ts'

const names = catalogue.map(({ name }) => name).join('、')

/** The fields of every kind, each once, with the ledgers that have it. */
const fields = [...new Map(catalogue.flatMap((kind) => kind.fields.map((field) => [field.key, field] as const))).values()]

const written = z.string().max(500, '不能超过500个字。')

const kind = z.string().transform((said, context) => {
  const found = kindNamed(said)
  if (found) return found
  context.addIssue({ code: 'custom', message: `没有台账「${said}」，应为${names}之一。` })
  return z.NEVER
})

/** `cells`: the fields and proofs as written, by key; what they must be depends on the ledger. */
const row = z
  .object({ kind, name: text(60), street: z.string().max(50, '不能超过50个字。'), state: written })
  .catchall(written)
  .transform(({ kind, name, street, state, ...cells }) => ({ kind, name, street, state, cells: cells as Record<string, string> }))

const noteOf = (field: LedgerField): string => {
  const kinds = catalogue.filter((kind) => kind.fields.some(({ key }) => key === field.key))
  const required = kinds.filter((kind) => kind.fields.some(({ key, required }) => key === field.key && required))
  const choice = field.type === 'choice' ? `${field.options.join('、')}之一。` : ''
  const must = required.length > 0 ? `${required.map(({ name }) => name).join('、')}必填。` : ''
  return `${kinds.map(({ name }) => name).join('、')}填写。${choice}${must}`
}

const fieldColumns: Column[] = fields.map((field) => ({
  key: field.key,
  title: field.title,
  required: false,
  example: field.key === 'topic' ? field.example : '',
  note: noteOf(field),
}))

/** 台账: rows of any kind; what a kind does not have stays empty. */
export const ledgerForm = {
  sheet: '台账',
  columns: [
    { key: 'kind', title: '台账', required: true, example: '点对点指导', note: `${names}之一。` },
    {
      key: 'name',
      title: '名称',
      aka: ['小区', '小区名称', '对象'],
      required: true,
      example: '示例东里',
      note: '小区名册中有的，写名册中的名称或别名。',
    },
    {
      key: 'street',
      title: '街镇',
      aka: ['街道'],
      required: false,
      example: '',
      note: '单位名册中类别为街镇的单位；小区名册中登记过的可不填。',
    },
    {
      key: 'state',
      title: '状态',
      required: false,
      example: '',
      note: '不填为初始状态。待裁定、待复核、已销账不能填，须在群里经证明和复核。',
    },
    ...fieldColumns,
    ...proofs.map(({ id, name, ask }) => ({
      key: id,
      title: name,
      required: false,
      example: '',
      note: `老旧小区引入物业填写：${ask}，如“2026-05-10 双过半通过”。`,
    })),
    {
      key: 'closedOn',
      title: '历史销账日期',
      required: false,
      example: '',
      note: '仅用于启用前已销账的小区，须同时写明三项证明的日期和文号；以后的销账在群里办理。基数不随之变动。',
    },
  ],
  derived: ['状态日期', '来源', '更新日期', ...proofs.map(({ name }) => `${name}附件`)],
  row,
} satisfies SheetForm
