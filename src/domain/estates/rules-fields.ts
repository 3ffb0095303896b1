import { addDays } from '#src/domain/calendar/dates.ts'

/** One value of an estate's register that can be mended in the chat. */
export type Field = {
  label: string
  /** what the value should look like */
  hint: string
  of: 'community' | 'facility' | 'contract'
  key: string
  read(said: string): string | number | undefined
}

const isDay = (said: string) => /^\d{4}-\d{2}-\d{2}$/.test(said) && addDays(said, 0) === said
const day = (said: string) => {
  const plain = said.replace(
    /^(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?$/,
    (_, y, m, d) => `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`,
  )
  return isDay(plain) ? plain : undefined
}
const words = (max: number) => (said: string) => (said.length <= max ? said : undefined)
const among =
  (...allowed: string[]) =>
  (said: string) =>
    allowed.includes(said) ? said : undefined

export const fields: readonly Field[] = [
  {
    label: '户数',
    hint: '应为整数',
    of: 'community',
    key: 'households',
    read: (said) => (/^\d{1,6}$/.test(said) ? Number(said) : undefined),
  },
  {
    label: '建筑面积',
    hint: '应为数字，单位平方米',
    of: 'community',
    key: 'areaM2',
    read: (said) => (/^\d{1,9}(\.\d{1,2})?$/.test(said) ? Number(said).toFixed(2) : undefined),
  },
  { label: '类型', hint: '不超过20个字', of: 'community', key: 'type', read: words(20) },
  { label: '管理模式', hint: '不超过20个字', of: 'community', key: 'managementMode', read: words(20) },
  { label: '业主组织', hint: '应为业委会、物管会或无', of: 'community', key: 'committee', read: among('业委会', '物管会', '无') },
  { label: '业主组织届满日', hint: '应为日期，如 2027-06-30', of: 'community', key: 'committeeTermEndOn', read: day },
  { label: '应急服务起始日', hint: '应为日期，如 2026-09-01', of: 'community', key: 'emergencyFromOn', read: day },
  { label: '检验到期日', hint: '应为日期，如 2027-05-20', of: 'facility', key: 'inspectionDueOn', read: day },
  { label: '维保单位', hint: '不超过80个字', of: 'facility', key: 'maintainer', read: words(80) },
  {
    label: '维保电话',
    hint: '应为单位电话',
    of: 'facility',
    key: 'maintainerPhone',
    read: (said) => (/^[\d-]{5,20}$/.test(said) && !/^1\d{10}$/.test(said) ? said : undefined),
  },
  { label: '签订日', hint: '应为日期，如 2025-12-20', of: 'contract', key: 'signedOn', read: day },
  { label: '备案日', hint: '应为日期，如 2025-12-28', of: 'contract', key: 'filedOn', read: day },
  { label: '届满日', hint: '应为日期，如 2028-12-31', of: 'contract', key: 'endOn', read: day },
]

export const fieldNamed = (label: string): Field | undefined => fields.find((field) => field.label === label)
