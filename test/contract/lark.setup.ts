import { serve } from '@hono/node-server'
import { pino } from 'pino'
import type { Contents, Receive } from '#src/channels/channel.ts'
import { createLarkChannel, type LarkConfig } from '#src/channels/lark/index.ts'
import { type Clock, systemClock } from '#src/clock.ts'
import type { Inbound, Post, Toast } from '#src/message.ts'
import { type FakeFeishuOptions, startFakeFeishu } from '#test/fakes/feishu/index.ts'

export const keys = {
  appId: 'cli_a1b2c3d4e5f60718',
  appSecret: 'the-app-secret',
  encryptKey: 'the-encrypt-key',
  verificationToken: 'the-verification-token',
}

export const CHAT = 'oc_00000000000000000000000000000001'

export const textPost: Post = { summary: '已收到，谢谢。' }

export const cardPost: Post = {
  title: '到期提醒',
  tone: 'yellow',
  summary: '区房管局有 2 项任务临近期限',
  blocks: [
    { kind: 'facts', facts: [{ label: '第5项', value: '建立物业服务企业信用档案' }] },
    { kind: 'note', text: '也可直接回复本条消息填报。' },
  ],
  form: {
    action: 'progress',
    args: { unit: '区房管局' },
    version: 4,
    submit: '提交',
    fields: [
      {
        kind: 'select',
        name: 'task',
        label: '任务',
        options: [
          { value: '5', label: '第5项' },
          { value: '8', label: '第8项' },
        ],
        value: '5',
      },
      {
        kind: 'select',
        name: 'status',
        label: '状态',
        options: [
          { value: 'doing', label: '推进中' },
          { value: 'done', label: '已完成' },
        ],
        value: 'doing',
      },
      { kind: 'input', name: 'percent', label: '完成百分比', maxLength: 3 },
      { kind: 'input', name: 'remark', label: '说明', multiline: true, maxLength: 500 },
    ],
  },
}

/** The real channel and SDK on one side, the fake platform on the other, HTTP between them. */
export async function startPair(
  options: { fake?: Partial<FakeFeishuOptions>; config?: Partial<LarkConfig>; clock?: Clock; contents?: Contents } = {},
) {
  const fake = await startFakeFeishu({ ...keys, ...options.fake })
  fake.createChat(CHAT, { name: '物业专班工作群', members: ['ou_zhang'] })
  const lines: string[] = []
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) })
  const config: LarkConfig = { ...keys, domain: fake.url, mode: 'webhook', ...options.config }
  const channel = createLarkChannel(config, { clock: options.clock ?? systemClock, log, contents: options.contents })

  const received: Inbound[] = []
  const intake = { fail: false, toast: undefined as Toast | undefined }
  const receive: Receive = async (inbound) => {
    if (intake.fail) throw new Error('database is away')
    const duplicate = received.some((one) => one.eventId === inbound.eventId)
    if (!duplicate) received.push(inbound)
    return { duplicate, toast: intake.toast }
  }
  await channel.start(receive)
  const server = serve({ fetch: (request) => channel.webhook!(request), port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address() as { port: number }
  const webhookUrl = `http://127.0.0.1:${address.port}/webhooks/lark`
  fake.pushTo(webhookUrl)

  return {
    fake,
    channel,
    received,
    intake,
    lines,
    webhookUrl,
    async close() {
      await channel.stop()
      await fake.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type Pair = Awaited<ReturnType<typeof startPair>>
