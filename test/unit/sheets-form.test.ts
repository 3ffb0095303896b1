import { describe, expect, test } from 'vitest'
import { lineOf, readForm, type SheetForm } from '#src/sheets/form.ts'
import { forms } from '#src/sheets/forms/index.ts'
import { readRows } from '#src/sheets/read.ts'
import { writeTemplate } from '#src/sheets/template.ts'

const rowsOf = (...rows: string[][]) => rows.map((cells, index) => ({ row: index + 1, cells }))
const problems = (form: SheetForm, ...rows: string[][]) => readForm(form, rowsOf(...rows)).problems.map(lineOf)

describe('header', () => {
  test('columns in any order and by the names people use', () => {
    const { values } = readForm(
      forms.tasks,
      rowsOf(['牵头单位', '完成时间', '序号', '任务', '配合/落实单位'], ['区房管局', '2026年底前', '7', '做', '甲、乙，甲']),
    )
    expect(values).toEqual([
      {
        row: 2,
        value: { no: 7, task: '做', requirement: '', deadline: '2026年底前', lead: ['区房管局'], support: ['甲', '乙'], clause: undefined },
      },
    ])
  })

  test('every unknown, missing and doubled column is named', () => {
    expect(problems(forms.units, ['单位名称', '单位', '电话'], ['甲', '甲', '1'])).toEqual([
      '第1行「单位」：这一列出现了两次。',
      '第1行「电话」：没有这一列，可用的列：单位名称、别名、类别、顺序。',
      '第1行「类别」：缺少这一列。',
    ])
  })

  test('nothing in it, or nothing below it', () => {
    expect(problems(forms.units)).toEqual(['第1行：工作表是空的，请按模板填写。'])
    expect(problems(forms.units, ['单位名称', '类别'])).toEqual(['第2行：没有数据行。'])
  })
})

describe('rows', () => {
  const taskHeader = ['序号', '任务描述', '完成时限', '牵头单位']

  test('all problems at once, each with row and column', () => {
    expect(problems(forms.tasks, taskHeader, ['1', '做', '', '区房管局'], ['一', '', '底前', ''])).toEqual([
      '第3行「序号」：应为整数。',
      '第3行「任务描述」：不能为空。',
      '第3行「牵头单位」：不能为空。',
    ])
    expect(
      problems(forms.tasks, taskHeader, ['0', 'x'.repeat(2001), '', '甲'], ['10000', '\u0000', '', '甲'], ['2', '\ud800', '', '甲']),
    ).toEqual([
      '第2行「序号」：应在1到9999之间。',
      '第2行「任务描述」：不能超过2000个字。',
      '第3行「序号」：应在1到9999之间。',
      '第3行「任务描述」：含有无法显示的字符。',
      '第4行「任务描述」：含有无法显示的字符。',
    ])
  })

  const memberHeader = ['渠道', '用户编号', '单位', '角色', '姓名', '截止日期']

  test('words and codes, days as people write them, cells left empty', () => {
    const { values } = readForm(
      forms.members,
      rowsOf(memberHeader, ['飞书', 'ou_1', '甲', '联络员', '', '2026年1月5日'], ['lark', 'ou_2', '甲', 'head', '张', '']),
    )
    expect(values.map(({ value }) => value)).toEqual([
      { channel: 'lark', userId: 'ou_1', unit: '甲', role: 'liaison', name: undefined, untilOn: '2026-01-05' },
      { channel: 'lark', userId: 'ou_2', unit: '甲', role: 'head', name: '张', untilOn: undefined },
    ])
  })

  test('words outside the list, days that are none, ids with blanks', () => {
    expect(problems(forms.members, memberHeader, ['钉钉', 'ou 1', '甲', '局长', '张', '2026-02-30'])).toEqual([
      '第2行「渠道」：应为飞书、微信、企业微信、沙盒之一。',
      '第2行「用户编号」：不能有空格。',
      '第2行「角色」：应为专班负责人、单位负责人、联络员、街镇人员、社区人员、业委会、物业企业、业主之一。',
      '第2行「截止日期」：应为日期，如 2026-11-30。',
    ])
  })

  test('an estate: id for addresses, area in two decimals', () => {
    const header = ['小区编号', '小区名称', '户数', '建筑面积']
    expect(readForm(forms.communities, rowsOf(header, ['yuan-1', '园', '1208', '146320.5'])).values[0]!.value).toMatchObject({
      households: 1208,
      areaM2: '146320.50',
    })
    expect(problems(forms.communities, header, ['园 1', '园', '-3', '约十万'])).toEqual([
      '第2行「小区编号」：只能用小写字母、数字和短横线。',
      '第2行「户数」：应为整数。',
      '第2行「建筑面积」：应为数字，单位平方米。',
    ])
  })
})

test.each(Object.entries(forms))(
  'the template of %s has its columns, one example that passes, and says how to fill it in',
  async (_kind, form) => {
    const file = await writeTemplate(form)
    const { values, problems: found } = readForm<unknown>(form, await readRows(file, form.sheet))
    expect(found).toEqual([])
    expect(values).toHaveLength(1)
    const notes = await readRows(file, '填写说明')
    expect(notes.slice(1, -1).map(({ cells }) => cells[0])).toEqual(form.columns.map(({ title }) => title))
  },
)
