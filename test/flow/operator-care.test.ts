import { rm, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openShell } from './operator-shell.ts'

const secrets = {
  LARK_APP_ID: 'cli_abc',
  LARK_APP_SECRET: 'sesame-app',
  LARK_ENCRYPT_KEY: 'sesame-key',
  LARK_VERIFICATION_TOKEN: 'sesame-token',
}

describe('doctor', () => {
  test('a new database: what must be mended, how, and exit 1', async () => {
    const shell = await openShell({ migrated: false })
    const { code, stderr, json } = await shell.run('doctor --json')
    expect([code, stderr]).toEqual([1, '有1处故障需要处理。\n'])
    expect(json).toContainEqual({ check: '数据表', level: 'fail', detail: '还没有建立', mend: '执行 npm run duban -- seed' })
    await shell.run('migrate')
    expect((await shell.run('doctor --json')).json).toContainEqual(expect.objectContaining({ check: '基础数据', level: 'fail' }))
    await shell.run('seed')
    expect((await shell.run('doctor')).code).toBe(0)
    await shell.database.close()
  })

  test('what is missing goes away as it is mended', async () => {
    const shell = await openShell()
    await shell.run('seed')
    const levels = async () => Object.fromEntries((await shell.run('doctor --json')).json.map(({ check, level }) => [check, level]))
    expect(await levels()).toMatchObject({ 渠道: 'warn', 群: 'warn', 街镇: 'warn', 人员: 'warn', 日历: 'warn', 消息: 'ok', 基础数据: 'ok' })
    await shell.run('group bind --channel lark --chat oc_1 --kind work')
    await shell.run('template units --out u.xlsx')
    await shell.run('import units u.xlsx')
    expect(await levels()).toMatchObject({ 群: 'ok', 街镇: 'ok', 人员: 'warn' })
    const silent = async () => String((await shell.run('doctor --json')).json.find(({ check }) => check === '人员')!.detail)
    expect(await silent()).toMatch(/^15个牵头单位/)
    const set = 'member set --channel lark --user ou_1 --unit 区房管局 --role liaison'
    await shell.run(`${set} --until 2026-11-22`)
    expect(await silent()).toMatch(/^15个牵头单位/)
    await shell.run(set)
    expect(await silent()).toMatch(/^14个牵头单位/)
    await shell.database.close()
  })

  test('channels by name and state, never a secret', async () => {
    const shell = await openShell({ env: secrets, channels: () => ({ lark: { ready: false, detail: '凭证被拒绝' } }) })
    const { stdout, json } = await shell.run('doctor --json')
    expect(json).toContainEqual(expect.objectContaining({ check: '渠道 飞书', level: 'warn', detail: '凭证被拒绝' }))
    expect(stdout).not.toContain('sesame')
    await shell.database.close()
  })

  test('a database that cannot be reached is one failure among the rest', async () => {
    const shell = await openShell()
    await shell.database.close()
    const { code, json } = await shell.run('doctor --json')
    expect(code).toBe(1)
    expect(json.at(-1)).toMatchObject({ check: '数据库', level: 'fail' })
  })
})

describe('backup and restore', () => {
  test('what was there is there again, in an empty database only', async () => {
    const from = await openShell()
    await from.run('seed')
    await from.run('group bind --channel lark --chat oc_1 --kind work')
    const saved = await from.run('backup b.gz --json')
    expect(saved.json[0]).toMatchObject({ file: join(from.cwd, 'b.gz') })
    const to = await openShell({ migrated: false })
    const file = join(from.cwd, 'b.gz')
    expect((await to.run(['restore', file, '--json'])).json[0]).toEqual({ tables: saved.json[0]!.tables, rows: saved.json[0]!.rows })
    for (const line of ['tasks --json', 'group list --json']) expect((await to.run(line)).stdout).toBe((await from.run(line)).stdout)
    expect(await to.run(['restore', file])).toMatchObject({ code: 1, stderr: expect.stringContaining('不是空的') })
    await from.database.close()
    await to.database.close()
  })

  test('a cut or absent file is refused in one line', async () => {
    const from = await openShell()
    await from.run('seed')
    await from.run('backup b.gz')
    const nowhere = join(from.cwd, 'none', 'b.gz')
    expect(await from.run(['backup', nowhere])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(`^未能完成：没有这个文件或目录 ${nowhere}`),
    })
    const to = await openShell({ migrated: false })
    const file = join(from.cwd, 'b.gz')
    await truncate(file, 2000)
    expect(await to.run(['restore', file])).toMatchObject({ code: 1, stderr: expect.stringMatching(/^[^\n]+\n$/) })
    await rm(file)
    expect(await to.run(['restore', file])).toMatchObject({ code: 1, stderr: expect.stringMatching(/^[^\n]+\n$/) })
    expect((await to.run('tasks --json')).json).toHaveLength(66)
    await from.database.close()
    await to.database.close()
  })
})
