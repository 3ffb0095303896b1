import type { Post } from '#src/message.ts'
import type { Community } from '#storage/repositories/community.ts'
import type { DisclosureRow } from '#storage/repositories/disclosure.ts'

const words: Record<DisclosureRow['status'], (row: DisclosureRow) => string> = {
  draft: ({ version }) => `第${version}版已登记，等待业委会或街镇审核后公示。`,
  published: ({ version, reviewedBy }) => `第${version}版已公示，审核：${reviewedBy}。`,
  withdrawn: ({ version, withdrawalReason }) => `第${version}版已撤下：${withdrawalReason}`,
}

/** What has become of a version, for whoever did it. */
export function keptPost(community: Community, row: DisclosureRow): Post {
  return {
    tone: row.status === 'withdrawn' ? 'yellow' : 'green',
    summary: `${community.name}「${row.title}」${words[row.status](row)}`,
    ...(row.status === 'draft'
      ? { blocks: [{ kind: 'facts' as const, facts: row.lines.map(({ label, value }) => ({ label, value: value ?? '未提供' })) }] }
      : {}),
  }
}
