import { lookBackDays, type Publications } from '#src/domain/reports/publication.ts'
import { periodIn } from '#src/domain/reports/rules-period.ts'
import { needsCare, type PublicationState, publicationWords } from '#src/domain/reports/rules-publication.ts'
import type { Post } from '#src/message.ts'

/** report:sample-garden-2026q3:v1 → 2026年第三季度履约报告第1版 */
export function subjectWords(subject: string): string {
  const [kind, id = '', stage = ''] = subject.split(':')
  if (kind === 'report') return `${periodIn(id) ?? id}履约报告第${stage.replace('v', '')}版`
  return `业主开放日${id.slice(-10)}${stage === 'recap' ? '回顾' : '通知'}`
}

const placeOf = ({ communityName, chatName, channel, chatId }: Publications['groups'][number]) =>
  `${communityName}（${chatName ?? `${channel} ${chatId}`}）`

/** Counts by state, and the list of those somebody has to look after. */
export function publicationPost({ groups, kits }: Publications, about: string): Post {
  const counts = Object.entries(publicationWords).flatMap(([state, words]) => {
    const count = groups.filter(({ is }) => is === (state as PublicationState)).length
    return count > 0 ? [{ label: words.split('，')[0]!, value: `${count}个群` }] : []
  })
  const care = groups.filter(({ is }) => needsCare(is))
  const items = [
    ...care.map(
      (group) => `${placeOf(group)}：${subjectWords(group.key)}，${publicationWords[group.is]}${group.error ? `（${group.error}）` : ''}`,
    ),
    ...kits.map(({ communityName, subject }) => `${communityName}：${subjectWords(subject)}，转发件待转发`),
  ]
  return {
    title: `${about}发布情况`,
    tone: items.length > 0 ? 'yellow' : 'green',
    summary:
      groups.length === 0 && kits.length === 0
        ? `近${lookBackDays}天没有发布。`
        : `近${lookBackDays}天发布${groups.length}群次，需要处理${items.length}项。`,
    blocks: [
      ...(counts.length > 0 ? [{ kind: 'facts' as const, facts: counts }] : []),
      ...(items.length > 0 ? [{ kind: 'list' as const, title: '需要处理', items: items.slice(0, 20) }] : []),
      ...(items.length > 20 ? [{ kind: 'note' as const, text: `另有${items.length - 20}项，请写小区名称分别查看。` }] : []),
    ],
  }
}
