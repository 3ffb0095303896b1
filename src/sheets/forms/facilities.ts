import { z } from 'zod'
import { day, optional, text } from '../cells.ts'
import type { SheetForm } from '../form.ts'

const row = z.object({
  community: text(60),
  code: text(60),
  type: text(20),
  location: optional(text(80)),
  inspectionDueOn: optional(day),
  maintainer: optional(text(80)),
  maintainerPhone: optional(text(40)),
})

/** 设施设备台账 */
export const facilitiesForm = {
  sheet: '设施设备',
  columns: [
    { key: 'community', title: '小区', aka: ['小区编号', '小区名称'], required: true, example: 'sample-garden', note: '小区编号或名称。' },
    { key: 'code', title: '设备编号', required: true, example: '1-1', note: '小区内不重复，如电梯的楼门号。' },
    { key: 'type', title: '设备类型', required: true, example: '电梯', note: '电梯、消防、水箱、配电、锅炉等。' },
    { key: 'location', title: '位置', required: false, example: '1号楼1单元', note: '' },
    { key: 'inspectionDueOn', title: '检验到期日', required: false, example: '2027-05-20', note: '检验合格有效期的最后一天。' },
    { key: 'maintainer', title: '维保单位', required: false, example: '示例电梯工程有限公司', note: '营业执照上的全称。' },
    { key: 'maintainerPhone', title: '维保电话', required: false, example: '010-00000003', note: '单位电话，不填个人手机。' },
  ],
  row,
} satisfies SheetForm
