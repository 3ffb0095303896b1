import { shanghaiDateOf, shanghaiTimeOf } from '#src/domain/calendar/shanghai.ts'
import { DomainError } from '#src/errors.ts'
import type { Queryable, Tx } from '#storage/db.ts'
import { dropInbound, listInbound, requeueInbound } from '#storage/repositories/inbound.ts'
import { dropOutbound, listOutbound, requeueOutbound } from '#storage/repositories/outbound.ts'
import { actPrepared } from '../act.ts'
import type { Declare } from '../verb.ts'

type Waiting = {
  id: string
  direction: 'in' | 'out'
  state: string
  lane: string
  what: string
  error?: string
  attempts: number
  at: string
}

const states: Record<string, string> = { 'in parked': '收到，未能处理', 'out parked': '未能发出', 'out unknown': '可能已发出' }

export const declare: Declare = (command, deps, say) => {
  command
    .command('list')
    .description('列出停下来等人处理的消息')
    .action(async () => {
      say.table(
        await actPrepared(deps, ({ tx }) => listWaiting(tx)),
        {
          编号: ({ id }) => id,
          情况: ({ direction, state }) => states[`${direction} ${state}`]!,
          群: ({ lane }) => lane,
          内容: ({ what }) => what,
          原因: ({ error }) => error ?? '',
          时间: ({ at }) => `${shanghaiDateOf(new Date(at))} ${shanghaiTimeOf(new Date(at))}`,
        },
        '没有停下来的消息。',
      )
    })

  change('requeue', '重新排队；「可能已发出」的会再发一次', { inbound: requeueInbound, outbound: requeueOutbound }, '已重新排队')
  change('drop', '放弃，不再处理', { inbound: dropInbound, outbound: dropOutbound }, '已放弃')

  type Change = (tx: Tx, ids: string[]) => Promise<number>
  function change(name: string, description: string, verbs: { inbound: Change; outbound: Change }, done: string) {
    command
      .command(name)
      .description(description)
      .argument('<编号...>', 'lane list 列出的编号')
      .action(async (said: string[]) => {
        const ids = [...new Set(said)]
        await actPrepared(deps, async ({ tx }) => {
          const changed = (await verbs.inbound(tx, ids)) + (await verbs.outbound(tx, ids))
          if (changed < ids.length)
            throw new DomainError(
              'NOT_PARKED',
              `${ids.length === 1 ? `编号「${ids[0]}」` : `${ids.length}个编号中有${ids.length - changed}个`}不在 lane list 之列，没有改动。`,
            )
        })
        say.item({ [name]: ids }, `${done}：${ids.length}条。`)
      })
  }
}

async function listWaiting(tx: Queryable): Promise<Waiting[]> {
  const inbound = (await listInbound(tx, 'parked')).map(
    ({ id, state, lane, kind, error, attempts, receivedAt }): Waiting => ({
      id,
      direction: 'in',
      state,
      lane,
      what: kind,
      error: error ?? undefined,
      attempts,
      at: receivedAt.toISOString(),
    }),
  )
  const outbound = (await listOutbound(tx, ['parked', 'unknown'])).map(
    ({ key, state, lane, post, error, attempts, createdAt }): Waiting => ({
      id: key,
      direction: 'out',
      state,
      lane,
      what: post.title ?? post.summary,
      error: error ?? undefined,
      attempts,
      at: createdAt.toISOString(),
    }),
  )
  return [...inbound, ...outbound]
}
