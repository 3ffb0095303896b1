import { shanghaiDateOf, shanghaiTimeOf } from '#src/domain/calendar/shanghai.ts'
import { listParked, settleParked } from '#src/domain/parked/parked.ts'
import { actPrepared } from '../act.ts'
import type { Declare } from '../verb.ts'

const states: Record<string, string> = { 'in parked': '收到，未能处理', 'out parked': '未能发出', 'out unknown': '可能已发出' }

export const declare: Declare = (command, deps, say) => {
  command
    .command('list')
    .description('列出停下来等人处理的消息')
    .action(async () => {
      say.table(
        await actPrepared(deps, ({ tx }) => listParked(tx)),
        {
          编号: ({ id }) => id,
          情况: ({ direction, state }) => states[`${direction} ${state}`]!,
          群: ({ lane }) => lane,
          内容: ({ what }) => what,
          原因: ({ error }) => error ?? '',
          时间: ({ at }) => `${shanghaiDateOf(at)} ${shanghaiTimeOf(at)}`,
        },
        '没有停下来的消息。',
      )
    })

  change('requeue', '重新排队；「可能已发出」的会再发一次', '已重新排队')
  change('drop', '放弃，不再处理', '已放弃')

  function change(name: 'requeue' | 'drop', description: string, done: string) {
    command
      .command(name)
      .description(description)
      .argument('<编号...>', 'lane list 列出的编号')
      .action(async (ids: string[]) => {
        const count = await actPrepared(deps, (ctx) => settleParked(ctx, name, ids))
        say.item({ [name]: [...new Set(ids)] }, `${done}：${count}条。`)
      })
  }
}
