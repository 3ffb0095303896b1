import { chineseDay } from '#src/domain/calendar/dates.ts'
import type { Entry, Mended } from '#src/domain/estates/register.ts'
import { fields } from '#src/domain/estates/rules-fields.ts'
import type { Fact, Post } from '#src/message.ts'
import { select } from './select.ts'

const shown = (value: string | number | null | undefined) => (value === null || value === undefined ? '未提供' : String(value))

/** An estate as the register has it, and a form to mend one value. */
export function estatePost({ community, contract, facilities }: Entry): Post {
  const { id, name, street, company } = community
  const facts: Fact[] = [
    { label: '街镇', value: shown(street) },
    { label: '物业服务企业', value: shown(company) },
    ...fields
      .filter((field) => field.of === 'community')
      .map(({ label, key }) => ({ label, value: shown(community[key as keyof typeof community] as string | number | null) })),
    {
      label: '服务合同',
      value: contract ? `${contract.id}，${contract.kind}，${chineseDay(contract.startOn)}至${chineseDay(contract.endOn)}` : '未提供',
    },
  ]
  return {
    title: `${name}登记信息`,
    tone: 'blue',
    summary: `${name}：${shown(community.type)}，${shown(community.managementMode)}，业主组织${shown(community.committee)}。`,
    blocks: [
      { kind: 'facts', facts },
      {
        kind: 'fold',
        title: '设施设备',
        items: facilities.map(
          ({ type, code, inspectionDueOn, maintainer }) =>
            `${type}${code}：检验到期${inspectionDueOn ? chineseDay(inspectionDueOn) : '未提供'}，维保${shown(maintainer)}`,
        ),
      },
      { kind: 'note', text: `也可发送「小区 ${name} 户数=1208」「小区 ${name} 设备1-1 检验到期日=2027-05-20」。` },
    ],
    form: {
      action: '小区',
      args: { community: id },
      version: 1,
      fields: [
        select(
          'label',
          '项目',
          fields.map(({ label }) => label),
          '户数',
        ),
        { kind: 'input', name: 'code', label: '设备或合同编号', maxLength: 60, required: false },
        { kind: 'input', name: 'value', label: '新值', maxLength: 80, required: true },
      ],
      submit: '修改',
    },
  }
}

export const mendedPost = (name: string, { label, before, after, code }: Mended): Post => ({
  tone: 'green',
  summary: `已修改：${name}${code ? ` ${code}` : ''} ${label}由${before ?? '未提供'}改为${after}。`,
})
