import { expect, test } from 'vitest'
import { compileRequirement } from '#src/domain/deadlines/requirement.ts'
import { inShort } from './deadlines-short.ts'

const context = { docYear: 2025, planStart: '2025-01-01', planEnd: '2027-12-31' }

test.each([
  ['', '定期向区委区政府报送工作进展，落实双月点评一次。', '2months'],
  ['每年打造推出10个区级范例。', '各街镇每年至少申报1个，择优创建。', 'year'],
  ['', '每年开展不少于10次专场培训和不少于50次点对点指导，并分批扩展专家库。', 'year x10, year x50'],
  ['持续争创典型案例。', '根据市级清单（2025年底前出台）细化分解。', 'when 根据市级清单（2025年底前出台）细化分解'],
  ['', '根据市级改革政策出台情况及时修订。', 'when 根据市级改革政策出台情况及时修订'],
  ['开展月度监测评估，计划2025年完成60个，2026年逐步扩展，至2027年实现477个。', '', '2025-12-31, 2027-12-31, month'],
  ['', '单一产权单位小区在2025年底前完成，多产权单位小区在2026年底前完成。', '2025-12-31, 2026-12-31'],
  ['', '建立台账。对于批复项目年底前实现100%开工。', '2025-12-31'],
  ['按月统计分析各街道诉求量。', '及时解决共性问题。', 'month'],
  ['持续开展清理整治。', '牵头部门会同街镇每年至少开展一轮全覆盖检查。', 'year'],
  ['组织社区制定年度治理工作方案，分阶段设定工作目标。', '逐步推广，长期坚持，常态化开展。', ''],
])('schedules hidden in 任务描述 and 工作要求: %s %s', (task, requirement, meaning) => {
  expect(inShort(compileRequirement(task, requirement, context))).toBe(meaning)
})

test('each date and count keeps the words of what it asks for', () => {
  const split = compileRequirement('', '单一产权单位小区在2025年底前完成，多产权单位小区在2026年底前完成。', context)
  expect(split.milestones.map((m) => m.label)).toEqual(['单一产权单位小区', '多产权单位小区'])
  const counted = compileRequirement('', '每年开展不少于10次专场培训和不少于50次点对点指导。', context)
  expect(counted.recurrences.map((r) => r.label)).toEqual(['专场培训', '点对点指导'])
  const cadences = compileRequirement('结合要求，开展月度监测评估。', '落实双月点评一次；每年至少申报1个范例。', context)
  expect(cadences.recurrences.map((r) => r.label)).toEqual(['月度监测评估', '双月点评', '至少申报1个范例'])
})
