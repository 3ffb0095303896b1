import type { DomainContext } from '#src/domain/context.ts'
import type { Enclosure } from '#src/message.ts'
import { listReportPicture } from '#storage/repositories/report.ts'
import type { Report } from './report.ts'

/** The long picture's pieces as they are sent along; none while it is not drawn: the words and the link go out all the same. */
export async function picturesOf(
  { tx, publicUrl }: DomainContext,
  { id, version, communityName, periodLabel }: Report,
): Promise<Enclosure[]> {
  const contents = await listReportPicture(tx, id, version)
  return contents.map((content, at) => ({
    content,
    name: `${communityName}${periodLabel}履约报告长图${contents.length > 1 ? `（${at + 1}/${contents.length}）` : ''}`,
    url: `${publicUrl}/r/${encodeURIComponent(id)}.png${at > 0 ? `?page=${at + 1}` : ''}`,
  }))
}
