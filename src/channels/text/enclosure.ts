import type { Enclosure, Post } from '#src/message.ts'

/** A post in the place of a picture or file that could not be sent. */
export const insteadOf = ({ name, url }: Enclosure, why: string): Post => ({ summary: `《${name}》${why}，请打开链接查看：${url}` })

/** Why content is not even tried; `most` in bytes. */
export function flawOf(bytes: Uint8Array | undefined, most: number): string | undefined {
  if (!bytes) return '已过保存期'
  if (bytes.length === 0) return '是空文件，未发送'
  return bytes.length > most ? `超过${Math.floor(most / 1024 / 1024)}MB，未能直接发送` : undefined
}
