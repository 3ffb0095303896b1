import { recordAudit } from '#src/domain/audit/record.ts'
import { assertMay } from '#src/domain/communities/standing.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import type { Community } from '#storage/repositories/community.ts'
import { keepContent } from '#storage/repositories/content.ts'
import { type DisclosureRow, listDisclosureVersions, updateDisclosure } from '#storage/repositories/disclosure.ts'
import { fileTypeOf, mostFileBytes } from './rules-files.ts'
import { getCatalogueItem, prepareDisclosure } from './write.ts'

export type Attached = { name: string; bytes: Uint8Array; preparedBy: string; reason?: string | undefined }

/** Puts a file to the draft of an item; to what is published only as a new version with its reason, for somebody to review. */
export async function attachFile(ctx: DomainContext, community: Community, said: string, file: Attached): Promise<DisclosureRow> {
  const item = getCatalogueItem(said)
  const { name, bytes, preparedBy, reason } = file
  const mediaType = fileTypeOf(name, bytes)
  if (!mediaType) throw new DomainError('FILE_TYPE', `「${name}」不是 PDF、PNG、JPG、docx 或 xlsx 文件，未添加。`)
  if (bytes.length > mostFileBytes) throw new DomainError('FILE_SIZE', `「${name}」超过${mostFileBytes / 1024 / 1024}MB，未添加。`)
  const versions = await listDisclosureVersions(ctx.tx, community.id, item.code)
  const draft =
    versions.find(({ status }) => status === 'draft') ?? (await nextVersion(ctx, community, item.code, versions[0], { preparedBy, reason }))
  assertMay(ctx, community, 'prepare', item.visibility)
  const kept = { name, sha256: await keepContent(ctx.tx, bytes, ctx.now, { lasting: true }), bytes: bytes.length, mediaType }
  const files = [...draft.files.filter((one) => one.sha256 !== kept.sha256), kept]
  await updateDisclosure(ctx.tx, draft.id, { files })
  await recordAudit(ctx, {
    subject: `disclosure:${community.id}/${item.code}`,
    action: 'disclosure.attach',
    after: { version: draft.version, sha256: kept.sha256 },
  })
  return { ...draft, files }
}

/** What stands, line by line and file by file, as the draft of the next version. */
async function nextVersion(
  ctx: DomainContext,
  community: Community,
  code: string,
  newest: DisclosureRow | undefined,
  by: { preparedBy: string; reason?: string | undefined },
): Promise<DisclosureRow> {
  if (!newest) throw new DomainError('NO_DISCLOSURE', `${community.name}还没有登记${code}，请先登记内容再添加文件。`)
  const { preparedBy, reason } = by
  const draft = await prepareDisclosure(ctx, community, { code, lines: newest.lines, preparedBy, ...(reason ? { reason } : {}) })
  return { ...draft, files: newest.files }
}
