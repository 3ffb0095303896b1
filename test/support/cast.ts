import type { Role } from '#storage/schema/people.ts'

/** Somebody of a work group: Feishu id, name, unit and role; one more for each further unit. */
export type Part = readonly [userId: string, name: string, unit: string, role: Role]

export const zhang = 'ou_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa01'
export const sun = 'ou_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa02'
export const qian = 'ou_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa03'
export const wang = 'ou_cccccccccccccccccccccccccccccc01'
export const li = 'ou_bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb01'

/** 区房管局's 张工, 孙工 and 钱工, 王工 of 区水务局, and 李主任, who leads the task force. */
export const parts = {
  zhang: [zhang, '张工', '区房管局', 'liaison'],
  sun: [sun, '孙工', '区房管局', 'liaison'],
  qian: [qian, '钱工', '区房管局', 'liaison'],
  wang: [wang, '王工', '区水务局', 'liaison'],
  li: [li, '李主任', '区物业管理工作专班', 'lead'],
} as const satisfies Record<string, Part>
