/** Who plays in the sandbox. Names, streets and estates are invented and marked 示例. */

export type SamplePersona = { id: string; name: string; unit?: string; role?: 'lead' | 'liaison' | 'street' }

export const sampleStreets = ['示例一街道', '示例二街道', '示例三镇']

export const taskForce = '区物业管理工作专班'

export const sampleChats = {
  work: {
    chatId: 'duban-work',
    name: '海淀区物业管理工作专班（示例）',
    personas: [
      { id: 'zhang', name: '张工', unit: '区房管局', role: 'liaison' },
      { id: 'wang', name: '王工', unit: '区水务局', role: 'liaison' },
      { id: 'zhao', name: '赵干事', unit: sampleStreets[0], role: 'street' },
      { id: 'li', name: '李主任', unit: taskForce, role: 'lead' },
    ] satisfies SamplePersona[],
    tries: ['任务', '任务 5', '进度 5 80% 已评选8个', '日报', '区水务局牵头哪些任务', '一率四度是什么'],
  },
  owner: {
    chatId: 'owner-1',
    name: '示例花园业主群（示例）',
    personas: [
      { id: 'owner-a', name: '业主甲' },
      { id: 'owner-b', name: '业主乙' },
    ] satisfies SamplePersona[],
    tries: ['物业费多少钱', '电梯谁维保', '公示', '履约报告', '海淀要引入多少个老旧小区物业', '专维资金怎么用'],
  },
}
