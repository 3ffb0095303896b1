import { z } from 'zod'
import { names, oneOf, optional, text, wholeNumber } from '../cells.ts'
import type { SheetForm } from '../form.ts'

const unitKinds = { bureau: '委办局', street: '街镇', community: '社区', company: '企业' } as const

const row = z.object({ name: text(50), aliases: names, kind: oneOf(unitKinds), position: optional(wholeNumber(1, 999)) })

/** 单位名册 */
export const unitsForm = {
  sheet: '单位',
  columns: [
    { key: 'name', title: '单位名称', aka: ['单位'], required: true, example: '示例街道', note: '全称，不得重复。' },
    {
      key: 'aliases',
      title: '别名',
      required: false,
      example: '示例街道办、示例街道办事处',
      note: '文件或群里的其他叫法，多个用顿号隔开。',
    },
    {
      key: 'kind',
      title: '类别',
      required: true,
      example: '街镇',
      note: '委办局、街镇、社区、企业之一。“各街镇”的任务由每个街镇分别上报。业委会（物管会）写小区名称，类别为社区。',
    },
    {
      key: 'position',
      title: '顺序',
      aka: ['序号'],
      required: false,
      example: '1',
      note: '行政区划或惯用顺序，按街镇列数时依此排列；不填则按名称。',
    },
  ],
  row,
} satisfies SheetForm
