import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { everyStreet } from '#src/domain/plans/units.ts'
import type { Queryable } from '#storage/db.ts'
import { countParked } from '#storage/repositories/conversation.ts'
import { listFailures } from '#storage/repositories/job.ts'
import { listChats, listMembers, listUnits } from '#storage/repositories/people.ts'
import { listPlans, listTasks } from '#storage/repositories/work.ts'
import { type Finding, ok, some, warn } from './finding.ts'

/** Whether every task has somebody to ask and a group to ask in. */
export async function checkRegister(db: Queryable, now: Date): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const workspaceId of new Set((await listPlans(db)).map((plan) => plan.workspaceId))) {
    findings.push(await checkGroups(db, workspaceId), ...(await checkUnits(db, workspaceId, shanghaiDateOf(now))))
  }
  const parked = await countParked(db)
  findings.push(
    parked === 0 ? ok('消息', '没有停下来的消息') : warn('消息', `${parked}条消息停下来等人处理`, '执行 npm run duban -- lane list'),
  )
  return [...findings, ...(await checkJobs(db))]
}

async function checkJobs(db: Queryable): Promise<Finding[]> {
  const failures = await listFailures(db)
  if (failures.length === 0) return [ok('定时工作', '没有失败的')]
  return failures.map(({ job, slot, attempts, error }) =>
    warn('定时工作', `${job}（${slot}）已失败${attempts}次：${error}`, '系统会自动重试；反复失败时按错误说明处理'),
  )
}

async function checkGroups(db: Queryable, workspaceId: string): Promise<Finding> {
  const bound = (await listChats(db, workspaceId)).filter(({ state }) => state === 'bound')
  const work = bound.filter(({ kind }) => kind === 'work').length
  if (work > 0) return ok('群', `${work}个工作群，${bound.length - work}个业主群`)
  return warn('群', '没有绑定工作群，催办和日报无处可发', '把机器人拉进群后执行 group bind --kind work')
}

async function checkUnits(db: Queryable, workspaceId: string, todayOn: string): Promise<Finding[]> {
  const tasks = (await Promise.all((await listPlans(db, workspaceId)).map(({ id }) => listTasks(db, id)))).flat()
  const leads = new Set(tasks.flatMap(({ lead }) => lead))
  const streets = (await listUnits(db, workspaceId)).filter(({ kind }) => kind === 'street').map(({ name }) => name)
  const asked = leads.has(everyStreet) ? [...leads, ...streets].filter((name) => name !== everyStreet || streets.length === 0) : [...leads]
  const members = (await listMembers(db, workspaceId)).filter(({ untilOn }) => !untilOn || untilOn >= todayOn)
  const silent = [...new Set(asked)].filter((name) => !members.some(({ unit }) => unit === name))
  return [
    leads.has(everyStreet) && streets.length === 0
      ? warn('街镇', `没有导入街镇，「${everyStreet}」的任务合为一项`, '执行 template units 填写街镇后 import units')
      : ok('街镇', `${streets.length}个`),
    silent.length === 0
      ? ok('人员', '每个牵头单位都有人填报')
      : warn('人员', `${silent.length}个牵头单位没有人填报：${some(silent)}`, '执行 member set 或 import members'),
  ]
}
