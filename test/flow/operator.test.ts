import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction } from '#storage/db.ts'
import { claimInbound, closeInbound, insertInbound } from '#storage/repositories/inbound.ts'
import { advanceLane } from '#storage/repositories/lane.ts'
import { closeOutbound, enqueueOutbound, findOutbound } from '#storage/repositories/outbound.ts'
import { openShell, type Shell } from './operator-shell.ts'

let shell: Shell
beforeAll(async () => {
  shell = await openShell()
})
afterAll(() => shell.database.close())

describe('usage', () => {
  test('help lists the verbs in Chinese', async () => {
    const { code, lines, stderr } = await shell.run('--help')
    expect([code, stderr]).toEqual([0, ''])
    expect(lines.filter((line) => /^ {2}\w+ {2,}\S/.test(line)).map((line) => line.trim().split(' ')[0])).toEqual(
      'migrate seed doctor deadline tasks due ask clause workspace plan group member audit lane disclosure publication import export template backup restore'.split(
        ' ',
      ),
    )
    expect((await shell.run('group bind --help')).stdout).not.toMatch(/Usage|Options|default|choices/)
  })

  test.each([
    [[], '缺少命令'],
    [['nosuch'], '没有命令「nosuch」'],
    [['group'], '缺少命令'],
    [['tasks', '--x'], '没有选项「--x」'],
    [['due'], '缺少选项「--on <日期>」'],
    [['due', '--on'], '选项「--on <日期>」缺少值'],
    [['due', '--on', '2026-02-30'], '「2026-02-30」，应为日期'],
    [['import', 'units'], '缺少参数 文件'],
    [['import', 'pictures', 'x.xlsx'], '种类 不能是「pictures」'],
    [['export', 'units', '--out', 'x.xlsx'], '种类 不能是「units」'],
    [['tasks', 'extra'], '参数过多'],
    [['member', 'set', '--channel', 'qq', '--user', 'u', '--unit', 'x', '--role', 'lead'], '可选：lark、wechat、wecom、console'],
    [['member', 'set', '--channel', 'lark', '--user', 'u', '--unit', 'x', '--role', 'boss'], '--role <角色> 不能是「boss」'],
    [['plan', 'create', '--id', 'A B', '--document', 'd', '--start', '2026-01-01', '--end', '2026-12-31'], '只能用小写字母'],
  ])('%j is wrong usage', async (argv, said) => {
    const { code, stdout, stderr } = await shell.run(argv)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(said)
    expect(stderr).toMatch(/^用法错误：[^\n]*\n$/)
  })
})

test('deadline reads JSON lines from a file or standard input, or one text', async () => {
  const lines =
    '\ufeff{"id":"a","text":"2025年11月底前","planStart":"2025-01-01","planEnd":"2027-12-31"}\n\n{"id":7,"text":"每年底","docYear":2025,"other":1}\n'
  const wanted = [
    { id: 'a', milestones: [{ due: '2025-11-30' }], recurrences: [], ongoing: false },
    { id: 7, milestones: [], recurrences: [{ every: 'year', due: '12-31' }], ongoing: false },
  ]
  await writeFile(join(shell.cwd, 'in.jsonl'), lines)
  expect((await shell.run('deadline --json --file in.jsonl')).json).toEqual(wanted)
  expect((await shell.run('--json deadline', lines)).json).toEqual(wanted)
  expect((await shell.run('deadline --text 今年底 --doc-year 2026')).stdout).toBe('今年底  →  2026-12-31\n')
  expect((await shell.run('deadline --text 持续落实')).stdout).toBe('持续落实  →  持续\n')
})

test.each([
  ['{"id":1,"text":"年底"}\n{"id":', '第2行不是有效的 JSON：请改为 JSONL 格式，每行一个 JSON 对象，首尾不加方括号。\n'],
  ['[\n  {"id":1,"text":"年底"}\n]', '第1行不是有效的 JSON：请改为 JSONL 格式，每行一个 JSON 对象，首尾不加方括号。\n'],
  ['[{"id":1,"text":"年底"}]', '第1行是 JSON 数组：请改为 JSONL 格式，每行一个 JSON 对象，首尾不加方括号。\n'],
  ['{"id":1}', '第1行的 text 不对或缺失。\n'],
  ['{"id":1,"text":"年底","planStart":"soon"}', '第1行的 planStart 不对或缺失。\n'],
])('deadline refuses %s before it prints anything', async (input, stderr) => {
  expect(await shell.run('deadline --json', input)).toMatchObject({ code: 1, stdout: '', stderr })
})

test('a new database prepares itself: tasks, due and ask need nothing before', async () => {
  const fresh = await openShell({ migrated: false })
  const { json } = await fresh.run('tasks --json')
  expect(json).toHaveLength(66)
  expect(Object.keys(json[0]!).sort()).toEqual([
    'clause',
    'deadline',
    'defects',
    'lead',
    'no',
    'quotas',
    'requirement',
    'requirementSchedule',
    'schedule',
    'support',
    'task',
  ])
  expect((await fresh.run('group list')).stdout).toBe('还没有见过任何群。\n')
  expect((await fresh.run('seed --json')).json).toEqual([{ documents: 0, plan: false }])
  await fresh.database.close()
})

describe('due', () => {
  test('what is open on the day for a unit by its alias', async () => {
    const { json } = await shell.run('due --json --on 2026-11-23 --unit 房管局')
    expect(json).toContainEqual(
      expect.objectContaining({ task: 5, due: '2026-11-30', kind: 'periodic', state: 'open', colour: 'blue', daysLeft: 7 }),
    )
    expect(json).toContainEqual(expect.objectContaining({ task: 4, due: '2025-11-30', kind: 'once', state: 'backlog', colour: 'grey' }))
    expect(json.every(({ unit }) => unit === '区房管局')).toBe(true)
    expect(json.some(({ kind, due }) => kind === 'periodic' && String(due) > '2027')).toBe(false)
  })

  test('各街镇 is one until streets are there, then each of them', async () => {
    const town = await openShell()
    const units = async () => new Set((await town.run('due --json --on 2026-11-23')).json.map(({ unit }) => unit))
    expect(await units()).toContain('各街镇')
    await town.run('template units --out u.xlsx')
    expect((await town.run('import units u.xlsx')).code).toBe(0)
    expect(await units()).toContain('示例街道')
    expect(await units()).not.toContain('各街镇')
    await town.database.close()
  })

  test('an unknown unit or plan is refused', async () => {
    expect(await shell.run('due --on 2026-11-23 --unit 区气象台')).toMatchObject({
      code: 1,
      stderr: '名册中没有单位「区气象台」，请核对名称或先导入单位名册。\n',
    })
    expect((await shell.run('tasks --plan none')).stderr).toContain('没有工作方案「none」')
  })
})

test('ask answers with citations, keeps to the audience, and ignores keys it does not know', async () => {
  const input = [
    { id: 'a', question: '海淀第23项任务谁牵头', audience: 'member', colour: 'red' },
    {
      id: 'b',
      question: '完成时限呢',
      audience: 'member',
      history: [
        { role: 'user', text: '海淀第23项任务谁牵头' },
        { role: 'bot', clauses: ['haidian-2025/task-23'] },
      ],
    },
    { id: 'c', question: '今天股票涨了吗', audience: 'owner', community: 'nowhere' },
  ]
  const { code, json } = await shell.run('ask --json', input.map((one) => JSON.stringify(one)).join('\n'))
  expect(code).toBe(0)
  expect(json.map(({ id, tier, refused }) => [id, tier, refused])).toEqual([
    ['a', 'answer', false],
    ['b', 'answer', false],
    ['c', 'refuse', true],
  ])
  const [first] = json
  expect(first!.citations).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ clause: 'haidian-2025/task-23', status: '征求意见稿', title: expect.stringContaining('海淀区') }),
    ]),
  )
  expect(first!.latencyMs).toBeTypeOf('number')
  expect((json[1]!.citations as { clause: string }[])[0]!.clause).toBe('haidian-2025/task-23')
  expect((await shell.run(['ask', '--question', '海淀第23项任务谁牵头'])).stdout.trimEnd()).toBe(first!.text)
})

test('groups: bound by name, listed, refused when nothing of that name is there', async () => {
  expect((await shell.run('group bind --channel lark --chat oc_1 --kind work --unit 房管局')).stdout).toBe(
    '已绑定为工作群，单位：区房管局。\n',
  )
  expect((await shell.run('group bind --channel wechat --chat r@1 --kind owner --community 无名园')).stderr).toContain('没有小区「无名园」')
  expect((await shell.run('group bind --channel lark --chat oc_2 --kind work --workspace mars')).stderr).toContain('没有工作区「mars」')
  expect((await shell.run('group list --json')).json).toEqual([
    { channel: 'lark', chat: 'oc_1', kind: 'work', state: 'bound', workspace: 'haidian', unit: '区房管局' },
  ])
})

test('members: known units only, set again to change, forgotten once', async () => {
  const set = (unit: string, role: string) =>
    shell.run(['member', 'set', '--channel', 'lark', '--user', 'ou_1', '--unit', unit, '--role', role, '--json'])
  expect((await set('区气象台', 'head')).stderr).toContain('没有单位「区气象台」')
  expect((await set('房管局', 'head')).json).toEqual([{ channel: 'lark', user: 'ou_1', unit: '区房管局', role: 'head' }])
  expect((await set('区房管局', 'liaison')).code).toBe(0)
  expect((await shell.run('member forget --channel lark --user ou_1 --json')).json).toEqual([
    { channel: 'lark', user: 'ou_1', removed: 1, erased: 0 },
  ])
  expect((await shell.run('member forget --channel lark --user ou_1')).code).toBe(1)
})

test('a plan is created once from a document', async () => {
  const create = 'plan create --id again --document haidian-2025 --start 2025-01-01 --end 2027-12-31'
  expect((await shell.run(create)).stdout).toContain('66项任务')
  expect((await shell.run(create)).stderr).toBe('已有工作方案「again」，没有改动。\n')
  expect((await shell.run('tasks --json --plan again')).json).toHaveLength(66)
  expect((await shell.run(create.replace('haidian-2025 ', 'none ').replace('again', 'other'))).stderr).toContain('没有文件「none」')
  expect((await shell.run(create.replace('2027', '2024').replace('again', 'other'))).stderr).toContain('结束日期早于开始日期')
})

describe('lane', () => {
  test('stopped messages are listed, put back or dropped, all ids or none', async () => {
    await stopThree()
    expect((await shell.run('lane list --json')).json.map(({ id, direction, state }) => [id, direction, state])).toEqual([
      ['lark:e1', 'in', 'parked'],
      ['remind:1', 'out', 'parked'],
      ['remind:2', 'out', 'unknown'],
    ])
    expect((await shell.run('lane requeue remind:1 remind:9')).stderr).toContain('2个编号中有1个不在')
    expect((await shell.run('lane list')).lines).toHaveLength(4)
    expect((await shell.run('lane requeue remind:1 lark:e1')).code).toBe(0)
    expect((await shell.run('lane drop remind:2')).code).toBe(0)
    expect((await shell.run('lane list')).stdout).toBe('没有停下来的消息。\n')
    expect((await findOutbound(shell.database.db, 'remind:1'))?.state).toBe('queued')
    expect((await findOutbound(shell.database.db, 'remind:2'))?.state).toBe('dropped')
    expect((await shell.run('lane drop remind:2')).stderr).toBe('编号「remind:2」不在待处理消息之列，没有改动。\n')
  })

  async function stopThree(): Promise<void> {
    const at = new Date('2026-11-23T09:30:00+08:00')
    await inTransaction(shell.database.db, async (tx) => {
      await insertInbound(tx, [{ id: 'lark:e1', messageKey: null, lane: 'lark:oc_1', kind: 'message', body: '{}', receivedAt: at }])
      const [claimed] = await claimInbound(tx, { lanes: 1, perLane: 1, worker: 'w', leaseS: 60 })
      await closeInbound(tx, 'lark:e1', { state: 'parked', error: '读不懂', at })
      await advanceLane(tx, { queue: 'in', lane: 'lark:oc_1', seq: claimed!.seq, worker: 'w' }, { pauseMs: 0 })
      for (const [key, state] of [
        ['remind:1', 'parked'],
        ['remind:2', 'unknown'],
      ] as const) {
        await enqueueOutbound(tx, { key, channel: 'lark', chatId: 'oc_1', post: { summary: '催办' }, cause: 'test', createdAt: at })
        await closeOutbound(tx, key, { state, error: '已撤出群' })
      }
    })
  }
})
