import type { Unit } from '#storage/repositories/people.ts'
import type { Task } from '#storage/repositories/work.ts'

/** Written in tables for every street at once; the streets themselves are imported. */
export const everyStreet = '各街镇'

/** Names of one body in different tables: the first is the register's. */
const alsoKnownAs: [name: string, ...aliases: string[]][] = [
  ['区住房城乡建设委', '区住建委'],
  ['海房投公司', '海房投'],
  ['海保发公司', '海保发'],
  ['区物业管理工作专班', '区物业专班', '专班'],
]

/** The register of units a plan starts with: every unit its tasks name. */
export function unitsOfTasks(workspaceId: string, tasks: Pick<Task, 'lead' | 'support'>[]): Unit[] {
  const named = new Set(tasks.flatMap((task) => [...task.lead, ...task.support]).filter((name) => name !== everyStreet))
  return [...named].map((name) => {
    const group = alsoKnownAs.find((names) => names.includes(name)) ?? []
    const short = name.startsWith('区') && name.length > 3 ? [name.slice(1)] : []
    return {
      workspaceId,
      name,
      aliases: [...group.filter((other) => other !== name && !named.has(other)), ...short],
      kind: 'bureau',
      position: null,
      sample: false,
    }
  })
}
