import type { Post } from '#src/message.ts'
import type { OpenDay } from '#storage/repositories/service.ts'
import type { Kit } from './forward.ts'

const when = ({ on, at }: OpenDay) => {
  const [year, month, day] = on.split('-').map(Number)
  return `${year}年${month}月${day}日 ${at}`
}

const linkOf = (communityId: string, publicUrl: string) => ({ label: '公示栏', url: `${publicUrl}/d/${encodeURIComponent(communityId)}` })

export const openDayNotice = (day: OpenDay, estate: string, publicUrl: string): Post => ({
  title: `${estate}业主开放日`,
  tone: 'blue',
  summary: `${estate}业主开放日：${when(day)}，${day.place}。`,
  blocks: [
    {
      kind: 'facts',
      facts: [
        { label: '议题', value: day.topics },
        ...(day.capacity === null ? [] : [{ label: '名额', value: `${day.capacity}人，先到先得` }]),
      ],
    },
  ],
  links: [linkOf(day.communityId, publicUrl)],
})

export const openDayRecap = (day: OpenDay, estate: string, publicUrl: string): Post => ({
  title: `${estate}业主开放日回顾`,
  tone: 'green',
  summary: `${estate}业主开放日（${when(day)}）已举办，参加${day.attended}人次。`,
  blocks: [
    {
      kind: 'facts',
      facts: [
        { label: '议题', value: day.topics },
        { label: '意见和处理', value: day.outcome ?? '未提供' },
      ],
    },
  ],
  links: [linkOf(day.communityId, publicUrl)],
})

/** The same for a person to carry on, in at most 300 characters. */
export const openDayKit = (post: Post): Kit => ({
  title: post.title!,
  text: [
    `【业主开放日】${post.summary}`,
    ...(post.blocks ?? []).flatMap((block) => (block.kind === 'facts' ? block.facts.map(({ label, value }) => `${label}：${value}`) : [])),
  ]
    .join('\n')
    .slice(0, 300),
  pictures: [],
  links: post.links ?? [],
})
