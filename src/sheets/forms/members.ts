import { z } from 'zod'
import { channelLabels } from '#src/channels/labels.ts'
import { day, oneOf, optional, text } from '../cells.ts'
import type { SheetForm } from '../form.ts'

export const roles = {
  lead: '专班负责人',
  head: '单位负责人',
  liaison: '联络员',
  street: '街镇人员',
  community: '社区人员',
  committee: '业委会',
  property: '物业企业',
  owner: '业主',
} as const

const row = z.object({
  channel: oneOf(channelLabels),
  userId: text(128).regex(/^\S+$/, '不能有空格。'),
  unit: text(50),
  role: oneOf(roles),
  name: optional(text(30)),
  untilOn: optional(day),
})

/** 人员名册 */
export const membersForm = {
  sheet: '人员',
  columns: [
    { key: 'channel', title: '渠道', required: true, example: '飞书', note: '飞书、微信、企业微信之一。' },
    { key: 'userId', title: '用户编号', required: true, example: 'ou_0123456789abcdef', note: '该渠道里的用户编号，飞书为 open_id。' },
    {
      key: 'unit',
      title: '单位',
      aka: ['单位名称'],
      required: true,
      example: '区房管局',
      note: '单位名册中的名称或别名。一人属于多个单位时写多行。',
    },
    { key: 'role', title: '角色', required: true, example: '联络员', note: `${Object.values(roles).join('、')}之一。` },
    { key: 'name', title: '姓名', required: false, example: '张工', note: '在回执和日报中显示。' },
    { key: 'untilOn', title: '截止日期', required: false, example: '', note: '代管到哪一天为止；长期有效则不填。' },
  ],
  row,
} satisfies SheetForm
