import { expect, test } from 'vitest'
import { listAuditAfter } from '#storage/repositories/audit.ts'
import { openShell } from '../operator-shell.ts'

test('what the operator does stands in the trail; a forgotten person is nobody in it, and it holds', async () => {
  const shell = await openShell()
  await shell.run('seed')
  await shell.run('group bind --channel lark --chat oc_1 --kind work')
  await shell.run('member set --channel lark --user ou_zhang --unit 区水务局 --role liaison --name 张工')
  await shell.run('template units --out units.xlsx')
  await shell.run('import units units.xlsx')
  await shell.run('member forget --channel lark --user ou_zhang')
  const rows = await listAuditAfter(shell.database.db, 0, 100)
  expect(rows.map(({ action }) => action)).toEqual(['plan.create', 'chat.bind', 'member.set', 'unit.add', 'member.forget'])
  expect(rows[4]!.subject).toBe(rows[2]!.subject)
  expect(rows[4]!.before).toContain('区水务局')
  expect(JSON.stringify(rows)).not.toMatch(/ou_zhang|张工/)
  expect((await shell.run('audit verify')).stdout).toMatch(/^审计记录完整：共5条/)
  await shell.database.close()
})
