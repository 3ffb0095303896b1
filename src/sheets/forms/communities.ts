import { z } from 'zod'
import { day, names, optional, text, wholeNumber } from '../cells.ts'
import type { SheetForm } from '../form.ts'

const area = z
  .string()
  .regex(/^\d{1,9}(\.\d+)?$/, '应为数字，单位平方米。')
  .transform((said) => Number(said).toFixed(2))

const row = z.object({
  id: text(40).regex(/^[a-z0-9][a-z0-9-]*$/, '只能用小写字母、数字和短横线。'),
  name: text(60),
  aka: names,
  street: optional(text(50)),
  type: optional(text(20)),
  managementMode: optional(text(20)),
  committee: optional(text(20)),
  households: optional(wholeNumber(0, 100_000)),
  areaM2: optional(area),
  company: optional(text(80)),
  committeeTermEndOn: optional(day),
  emergencyFromOn: optional(day),
})

/** 小区名册 */
export const communitiesForm = {
  sheet: '小区',
  columns: [
    {
      key: 'id',
      title: '小区编号',
      required: true,
      example: 'sample-yuan',
      note: '小写字母、数字和短横线，定下后不再改；用在公示页的网址里。',
    },
    { key: 'name', title: '小区名称', aka: ['小区'], required: true, example: '示例园', note: '业主平时的叫法。' },
    { key: 'aka', title: '别名', required: false, example: '示例园小区', note: '多个用顿号隔开。' },
    { key: 'street', title: '街镇', required: false, example: '', note: '单位名册中类别为街镇的单位。' },
    { key: 'type', title: '类型', required: false, example: '商品房', note: '商品房、房改、保障房、老旧小区等。' },
    { key: 'managementMode', title: '管理模式', required: false, example: '市场化', note: '市场化、单位自管、应急、失管等。' },
    { key: 'committee', title: '业主组织', required: false, example: '业委会', note: '业委会、物管会或无。' },
    { key: 'households', title: '户数', required: false, example: '1208', note: '整数。' },
    { key: 'areaM2', title: '建筑面积', required: false, example: '146320.5', note: '平方米。' },
    { key: 'company', title: '物业服务企业', required: false, example: '示例物业服务有限公司', note: '营业执照上的全称。' },
    { key: 'committeeTermEndOn', title: '业主组织届满日', required: false, example: '2027-06-30', note: '业委会或物管会任期的最后一天。' },
    { key: 'emergencyFromOn', title: '应急服务起始日', required: false, example: '', note: '街镇确定应急物业服务人的小区填写。' },
  ],
  row,
} satisfies SheetForm
