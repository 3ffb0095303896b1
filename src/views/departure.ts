import type { Post } from '#src/message.ts'

/** Whoever reported for these units has left the group, and nobody else does. */
export const departure = (gone: { name: string | undefined; unit: string }[]): Post => ({
  tone: 'yellow',
  summary: `${gone.map(({ name, unit }) => `${name ?? '一名成员'}（${unit}）`).join('、')}已退出本群。`,
  blocks: [{ kind: 'note', text: `${[...new Set(gone.map(({ unit }) => unit))].join('、')}暂无其他填报人，请专班负责人指定。` }],
})
