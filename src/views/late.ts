import type { Post } from '#src/message.ts'

/** An answer that comes when nobody expects it any more says so first. */
export const late = (post: Post): Post => ({
  ...post,
  ...(post.title ? { title: `迟复 · ${post.title}` } : {}),
  summary: `迟复：${post.summary}`,
})
