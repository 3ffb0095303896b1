import type { Due } from '#src/domain/tasks/due.ts'
import type { Post } from '#src/message.ts'
import type { Attachment } from '#storage/repositories/attachment.ts'

/** A reply to a card that is nothing but files: what they now prove, or that they wait for a word. */
export function received(files: Attachment[], due: Due | undefined): Post {
  if (files.length === 0) return { tone: 'yellow', summary: '附件未保存：只保存文档、表格、图片和文本。' }
  const names = `已收到附件${filesLabel(files)}`
  return {
    tone: 'green',
    summary: due
      ? `${names}，作为任务${due.task.no}（${due.unit}）所报进展的佐证。`
      : `${names}。进展请另写一句，如「任务5 80%」，附件随该次填报留存。`,
  }
}

const shown = 5

/** 2个：现场检查.pdf（PDF，1.2MB）、图片（接收中）; 未提供 when there are none. */
export function filesLabel(files: Attachment[]): string {
  if (files.length === 0) return '未提供'
  return `${files.length}个：${files.slice(0, shown).map(fileLabel).join('、')}${files.length > shown ? '等' : ''}`
}

/** 附件2个：现场检查.pdf、图片; empty when there are none. */
export const enclosedLabel = (files: Attachment[]): string =>
  files.length === 0 ? '' : `附件${files.length}个：${files.map(nameLabel).join('、')}`

const nameLabel = ({ name, kind }: Attachment): string => name ?? (kind === 'image' ? '图片' : '文件')

const fileLabel = (file: Attachment): string => {
  const { name, state, mediaType, bytes } = file
  const size = bytes === null ? '' : `，${bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)}KB` : `${(bytes / 1024 / 1024).toFixed(1)}MB`}`
  return `${nameLabel(file)}（${state === 'stored' ? `${kindLabel(mediaType ?? '', name ?? '')}${size}` : '接收中'}）`
}

const extensions: [RegExp, string][] = [
  [/\.docx?$/i, 'Word'],
  [/\.xlsx?$/i, 'Excel'],
  [/\.pptx?$/i, 'PPT'],
]

/** What a file is, from its content; among office documents the name tells which. */
function kindLabel(mediaType: string, name: string): string {
  if (mediaType === 'application/pdf') return 'PDF'
  if (mediaType.startsWith('image/')) return mediaType.slice('image/'.length).toUpperCase()
  if (mediaType === 'text/plain') return '文本'
  return extensions.find(([pattern]) => pattern.test(name))?.[1] ?? (mediaType === 'application/zip' ? '压缩包' : '文档')
}

export const attachmentRefused = (name: string | null, why: string): Post => ({
  summary: `附件${name ? `《${name}》` : ''}未保存：${why}。`,
})
