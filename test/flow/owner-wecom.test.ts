import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWecomChannel } from '#src/channels/wecom/index.ts'
import { loadConfig } from '#src/config.ts'
import { confirmTurn } from '#src/outbox/confirm.ts'
import { rows } from '#storage/db.ts'
import { saveMember, saveUnits } from '#storage/repositories/people.ts'
import { listPublicationsSince } from '#storage/repositories/publication.ts'
import { corp, type FakeWecom, robot, startFakeWecom } from '#test/fakes/wecom/server.ts'
import { saveSampleEstates } from '#test/support/register.ts'
import { startTown, type Town, until } from '#test/support/town.ts'

const company = '示例物业服务有限公司'
const subject = 'report:sample-garden-2026q3:v1'

let wecom: FakeWecom
let town: Town
beforeAll(async () => {
  wecom = await startFakeWecom({ keys: ['company-staff'] })
  const env = {
    WECOM_WEBHOOK_URL: wecom.webhookUrl('company-staff'),
    ...{ WECOM_BOT_ID: robot.id, WECOM_BOT_SECRET: robot.secret, WECOM_BOT_URL: wecom.wsUrl },
    ...{ WECOM_CORP_ID: corp.id, WECOM_CORP_SECRET: corp.secret, WECOM_DOMAIN: wecom.url },
  }
  town = await startTown('PGlite', '2026-11-23T10:00:00+08:00', { env })
  await town.write(async (tx) => {
    await saveSampleEstates(tx)
    await saveUnits(tx, [{ workspaceId: 'haidian', name: company, aliases: [], kind: 'company' }])
    await saveMember(tx, { channel: 'wecom', userId: 'wang', workspaceId: 'haidian', unit: company, role: 'property', name: '王经理' })
  })
  await town.bind({ channel: 'wecom', chatId: 'company-staff', kind: 'work', unit: company })
  await town.bind({ channel: 'wecom', chatId: 'g1', kind: 'work', unit: company })
  await town.bind({ channel: 'wecom', chatId: 'wrGarden', kind: 'owner', community: '示例花园' })
  await until(() => wecom.robot.connected, 'the robot')
})
afterAll(async () => {
  await town.close()
  await wecom.close()
})

test('in the company’s WeCom group the robot answers like everywhere, quoting the question', async () => {
  const asked = wecom.robot.say({ chatId: 'g1', from: 'wang', text: '@督办 公示 示例花园 收费标准' })
  const answer = await until(() => wecom.robot.said.find(({ answers }) => answers === asked), 'an answer')
  expect(answer.content).toContain('2.68元/㎡·月')
  const stranger = wecom.robot.say({ chatId: 'g9', from: 'li', text: '@督办 任务' })
  expect((await until(() => wecom.robot.said.find(({ answers }) => answers === stranger), 'a hint')).content).toContain('还未绑定')
})

test('10:10 the customer group’s owner gets a task to confirm, the staff groups the kit to forward', async () => {
  town.clock.jumpTo(new Date('2026-11-23T10:59:00+08:00'))
  const task = await until(() => wecom.tasks[0], 'the task')
  expect(task).toMatchObject({ sender: 'steward', chatIds: ['wrGarden'], status: 0 })
  expect(task.links.map(({ url }) => url)).toContain('https://duban.example/r/sample-garden-2026q3')
  const kit = await until(() => wecom.pushed.find(({ content }) => content.includes('转发件')), 'the kit by webhook')
  expect(kit.key).toBe('company-staff')
  expect(kit.content).toContain('https://duban.example/r/sample-garden-2026q3')
  await until(() => wecom.robot.said.find(({ chatId, content }) => chatId === 'g1' && content.includes('转发件')), 'the kit by robot')
})

test('until the tap it is no publication, after it it is; a task that failed is to be looked after', async () => {
  const { db } = town.service.database
  const state = async () =>
    (await listPublicationsSince(db, 'haidian', new Date(0))).find(({ key, chatId }) => key.startsWith(subject) && chatId === 'wrGarden')
      ?.confirmation
  const channel = createWecomChannel(loadConfig(town.env).wecom!, {
    clock: town.clock,
    log: { info() {}, warn() {}, error() {}, debug() {} },
  })
  const look = async () => {
    await db.execute(sql`update confirmation set next_at = now() where state = 'waiting'`)
    await confirmTurn({ db, channels: [channel], clock: town.clock, log: { info() {}, warn() {}, error() {}, debug() {} } })
  }
  await until(state, 'the task on record')
  await look()
  expect(await state()).toBe('waiting')
  wecom.confirm(1)
  await look()
  expect(await state()).toBe('ticked')
  expect(await rows(db, sql`select key from confirmation where settled_at is null`)).toEqual([])
})
