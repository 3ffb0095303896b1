import type { Calendar } from '#src/domain/calendar/calendar.ts'
import type { OwnBurden } from '#src/domain/digest/burden.ts'
import type { Digest } from '#src/domain/digest/gather.ts'
import type { Block, Post } from '#src/message.ts'
import { basisNote, countsChart, digestBlocks, silentNote, sumOf } from './digest.ts'
import { dayLabel } from './words.ts'

/** One's own digest; several units or plans stand one below the other. */
export function personalPost(digests: Digest[], burden: OwnBurden, calendar: Calendar): Post {
  const sum = sumOf(digests)
  const overdue = sum((digest) => digest.overdue.length)
  const { on } = digests[0]!
  const several = digests.length > 1
  return {
    title: `我的日报 ${dayLabel(on, on)}${several ? '' : ` ${digests[0]!.unit ?? '全专班'}`}`,
    tone: overdue > 0 ? 'red' : 'blue',
    summary: `${several ? `${digests.length}个单位或方案：` : ''}新报进展${sum(({ changed }) => changed.length)}项，七日内到期${sum(({ dueSoon }) => dueSoon.length)}项，逾期${overdue}项。`,
    blocks: [
      ...(several ? digests.flatMap(sectionOf) : digestBlocks(digests[0]!)),
      countsChart(digests),
      { kind: 'note', text: `${silentNote(digests)}${burdenNote(burden)}${basisNote(digests, calendar)}` },
    ],
  }
}

const burdenNote = ({ direct, groups }: OwnBurden) => `本周发给您的机器人消息${direct}条，您所在工作群${groups}条。`

function sectionOf(digest: Digest): Block[] {
  const blocks = digestBlocks(digest)
  const title = `${digest.unit ?? '全部单位'}｜${digest.plan.title}`
  return [{ kind: 'text', text: blocks.length > 0 ? title : `${title}：暂无到期和逾期事项。` }, ...blocks]
}
