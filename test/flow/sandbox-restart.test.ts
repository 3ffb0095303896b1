import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, expect, test } from 'vitest'
import type { ShiftedClock } from '#src/clock.ts'
import { loadConfig } from '#src/config.ts'
import { readFeed } from '#src/http/sandbox/conversation.ts'
import type { SandboxFeed } from '#src/http/sandbox/feed.ts'
import { type Service, startService } from '#src/service.ts'
import { sampleChats } from '#storage/seed/sample/people.ts'
import { makeTempFolder, removeFolder } from '#test/support/temp-folder.ts'
import { until } from '#test/support/town.ts'

/** The demonstration is stopped and started on the same folder: it goes on where it stood. */
let service: Service | undefined
afterEach(() => service?.stop())

const { chatId } = sampleChats.owner
const asker = sampleChats.owner.personas[0]!.id

const feed = ({ database, clock, settings }: Service): Promise<SandboxFeed> => readFeed(database.db, clock.now(), settings.calendar)

/** What the group reads under the question. @throws Error when no answer comes */
async function ask(of: Service, text: string): Promise<string> {
  const body = new URLSearchParams({ chatId, personaId: asker, text, mention: 'yes' })
  await fetch(`${of.url}/sandbox/say`, { method: 'POST', body, headers: { origin: of.url, accept: 'application/json' } })
  return until(async () => {
    const messages = (await feed(of)).chats.find((chat) => chat.chatId === chatId)!.messages
    const said = messages.findLast((message) => message.text?.includes(text))
    return said && messages.find(({ replyTo }) => replyTo === said.id)?.post?.summary
  }, `an answer to ${text}`)
}

test('started again its clock is not behind what was said unless it is told its time, and who asks is answered', {
  timeout: 120_000,
}, async () => {
  const folder = await makeTempFolder()
  const start = (env: Record<string, string> = {}) =>
    startService(loadConfig({ PORT: '0', DATA_DIR: join(folder, 'data'), ...env }), pino({ level: 'silent' }))
  service = await start()
  const clock = service.clock as ShiftedClock
  clock.jumpTo(new Date('2026-11-23T09:38:00+08:00'))
  for (const question of ['物业费多少钱', '电梯维保公示了吗', '公共收益怎么样']) await ask(service, question)
  const stopped = clock.now()
  await service.stop()
  service = await start()
  expect(service.clock.now().getTime()).toBeGreaterThan(stopped.getTime() - 60_000)
  expect(await ask(service, '项目负责人是谁')).toMatch(/请稍后再试|负责人/)
  ;(service.clock as ShiftedClock).jumpTo(new Date('2026-11-23T09:45:00+08:00'))
  await ask(service, '物业费多少钱')
  await service.stop()
  service = await start({ DUBAN_CLOCK: '2026-11-23T09:31:00+08:00' })
  expect(service.clock.now().getTime()).toBeLessThan(stopped.getTime())
  await ask(service, '维修资金余额')
  await service.stop()
  service = undefined
  await removeFolder(folder)
})
