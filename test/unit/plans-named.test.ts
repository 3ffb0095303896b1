import { expect, test } from 'vitest'
import { planNamed } from '#src/domain/plans/rules-named.ts'

const haidian = { id: 'haidian-2025', title: '海淀区物业服务质量工作方案（2025-2027年）（征求意见稿）' }
const shijingshan = { id: 'shijingshan-2025', title: '石景山区“老房子 好服务”专项行动方案起草说明' }

test.each([
  ['任务 5 方案2', 'shijingshan-2025', '任务 5'],
  ['方案二任务4 80%', 'shijingshan-2025', '任务4 80%'],
  ['更正 方案1 5 2026年底前 理由：会议纪要', 'haidian-2025', '更正 5 2026年底前 理由：会议纪要'],
  ['进度 石景山方案 4 30% 已建台账', 'shijingshan-2025', '进度 4 30% 已建台账'],
  ['石景山方案任务4 30%', 'shijingshan-2025', '任务4 30%'],
  ['海淀区物业服务质量工作方案任务5 80%', 'haidian-2025', '任务5 80%'],
  ['任务 4 《老房子 好服务》', 'shijingshan-2025', '任务 4'],
])('%s names %s', (text, id, rest) => {
  const named = planNamed(text, [haidian, shijingshan])
  expect([named?.plan.id, named?.rest]).toEqual([id, rest])
})

test.each(['任务 5 80% 实施方案2稿已报', '任务5 80% 工作方案已印发', '方案3 任务5 80%', '任务5 80% 《示例文件》已印发'])(
  '%s names none',
  (text) => {
    expect(planNamed(text, [haidian, shijingshan])).toBeUndefined()
  },
)

test('with one plan there is nothing to name', () => {
  expect(planNamed('任务 5 方案1', [haidian])).toBeUndefined()
})

test('a name that fits two names none', () => {
  const second = { id: 'haidian-2026', title: '海淀区物业服务质量提升年度方案' }
  expect(planNamed('海淀区方案任务5 80%', [haidian, second])).toBeUndefined()
  expect(planNamed('方案2任务5 80%', [haidian, second])?.plan).toBe(second)
})
