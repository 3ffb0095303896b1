import { expect, test } from 'vitest'
import type { Turn } from '#src/domain/policy/answer/followup.ts'
import { ask, cited } from './fixture.ts'

const after = (text: string, ...clauses: string[]): { history: Turn[] } => ({
  history: [
    { role: 'user', text },
    { role: 'bot', clauses },
  ],
})

test.each([
  ['那谁配合', after('海淀电梯保险试点谁牵头', 'haidian-2025/task-51'), 'haidian-2025/task-51', '区房管局'],
  ['2021年呢', after('2020年计划物业服务覆盖率2022年目标多少', 'beijing-2020/6'), 'beijing-2020/6', '70%'],
  ['石景山呢？', after('海淀停车难怎么解决', 'haidian-2025/25'), 'shijingshan-2025/2-4', '停车'],
  ['市里也有这条吗', after('海淀公共收益单独列账怎么说的', 'haidian-2025/18'), 'beijing-2025/16', '单独列账'],
  ['收费标准要告诉我们吗', after('街道应急物业能提供什么服务', 'beijing-2023/2-4'), 'beijing-2023/2-4', '公告'],
  ['对应任务分解表第几项', after('海淀充电设施是第几条', 'haidian-2025/28'), 'haidian-2025/task-55', '安全检查'],
  ['电梯呢', after('海淀小区停车难怎么解决', 'haidian-2025/25'), 'haidian-2025/26', '电梯'],
  ['多长时间查一次', after('海淀消防通道清理', 'haidian-2025/task-52'), 'haidian-2025/task-52', '每年至少开展一轮'],
  ['时间节点', after('海淀电梯保险试点', 'haidian-2025/task-51'), 'haidian-2025/task-51', '2025年12月底前'],
  ['说人话', after('海淀维修资金改革', 'haidian-2025/8'), 'haidian-2025/8', '维修资金'],
  ['最晚哪天', after('海淀交叉任职全覆盖', 'haidian-2025/task-4'), 'haidian-2025/task-4', '2025年11月底前'],
  ['下一条讲什么', after('海淀第16条讲什么', 'haidian-2025/16'), 'haidian-2025/17', '物业服务标准'],
  ['配合的里面有市场监管局没有', after('海淀国债换电梯谁牵头', 'haidian-2025/task-50'), 'haidian-2025/task-50', '区市场监管局'],
  ['2025年那一档呢', after('市里老旧小区物业要覆盖到多少', 'beijing-2025/14'), 'beijing-2025/14', '300个'],
  ['海淀一年查几回', after('市里对小区绿化怎么规定的', 'beijing-2025/28'), 'haidian-2025/task-60', '一轮'],
  ['那街道呢', after('2020-2022计划里各区怎么加强物业管理的组织领导', 'beijing-2020/2'), 'beijing-2020/3', '主体责任'],
  ['海淀这边怎么对接', after('市里北京业主APP要迁到哪', 'beijing-2025/29'), 'haidian-2025/task-62', '京通'],
  ['那同年物业服务覆盖率呢', after('2020年计划里2021年业委会组建率多少', 'beijing-2020/5'), 'beijing-2020/6', '70%'],
  ['这个文件还有效吗', after('2020年计划业委会组建率多少', 'beijing-2020/5'), 'beijing-2020/goal', '2022'],
])('%s', (question, history, clause, said) => {
  const answer = ask(question, history)
  expect(cited(answer)[0]).toBe(clause)
  expect(answer.text).toContain(said)
})

test('a comparison with the other level keeps what was cited', () => {
  const answer = ask('跟市里的一样吗', after('海淀消防设施坏了怎么办', 'haidian-2025/27'))
  expect(cited(answer)).toEqual(['haidian-2025/27', 'beijing-2025/25'])
})

test('a new subject is not bent to the old one', () => {
  const answer = ask('海淀暖心服务周一年搞几次', after('海淀公共收益怎么管', 'haidian-2025/18'))
  expect(cited(answer)[0]).toBe('haidian-2025/task-64')
})

test.each([
  ['丰台呢', 'OTHER_JURISDICTION'],
  ['那罚多少钱', 'NO_DIRECT_EVIDENCE'],
  ['具体是哪些小区', 'NO_DIRECT_EVIDENCE'],
])('%s → refused', (question, reason) => {
  const answer = ask(question, after('海淀2027年完成多少个小区', 'haidian-2025/11'))
  expect(answer).toMatchObject({ refused: true, reason })
})

test('what the clause talked about does not tell is not taken from another district', () => {
  const answer = ask('谁出钱', after('海淀电梯保险试点什么时候搞', 'haidian-2025/task-51'))
  expect(answer).toMatchObject({ refused: true, reason: 'NO_DIRECT_EVIDENCE' })
})
