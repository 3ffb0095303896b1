import { createHash } from 'node:crypto'
import { recordAudit } from '#src/domain/audit/record.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import { listClauses, listDocuments, saveDocument, saveManifest } from '#storage/repositories/policy.ts'
import type { DocumentManifest, ParsedDocument } from '../document.ts'
import { parseDocument } from '../parse.ts'
import { type Difference, differenceOf } from './diff.ts'
import { type Doubt, doubtsOf } from './doubts.ts'
import { describe, type Told } from './metadata.ts'
import { outlineOf } from './outline.ts'
import { readSource } from './read-source.ts'

/** What was understood of a file, before anything is written; `save` writes it. */
export type Prepared = {
  parsed: ParsedDocument
  outline: string[]
  doubts: Doubt[]
  /** what the reader of the file format could not take over */
  losses: string[]
  /** the version this would become; absent when nothing changed */
  version?: number
  difference: Difference
  save(): Promise<void>
}

/**
 * Reads a policy file and what importing it would change.
 * @throws DomainError in one line when it is no policy, or cannot be read
 */
export async function preparePolicy(ctx: DomainContext, file: { bytes: Uint8Array; name: string }, told: Told): Promise<Prepared> {
  const source = await readSource(file.bytes, file.name)
  const stored = await listDocuments(ctx.tx)
  const known = (title: string) => stored.find((one) => one.manifest.id === told.id || (!told.id && one.manifest.title === title))
  const guessed = describe(source.text, file.name, told, (title) => known(title)?.manifest.id ?? idOf(title))
  const before = known(guessed.title)
  const manifest = before ? { ...guessed, ...before.manifest, ...defined(told), file: file.name } : guessed
  assertSupersedes(manifest, stored)
  const parsed = parsePolicy(manifest, source.text)
  const clauses = before ? await listClauses(ctx.tx, manifest.id) : []
  const difference = differenceOf({ manifest: before?.manifest ?? manifest, clauses }, parsed)
  const same = before && !difference.described && difference.added.length + difference.changed.length + difference.removed.length === 0
  const version = same ? undefined : (before?.version ?? 0) + 1
  return {
    parsed,
    outline: outlineOf(parsed),
    doubts: doubtsOf(parsed, source.text),
    losses: source.doubts,
    ...(version ? { version } : {}),
    difference,
    save: async () => void (version && (await savePolicy(ctx, parsed, version))),
  }
}

async function savePolicy(ctx: DomainContext, parsed: ParsedDocument, version: number): Promise<void> {
  const { manifest, nodes } = parsed
  const hash = createHash('sha256').update(JSON.stringify(manifest))
  for (const node of nodes) hash.update(node.text)
  await saveDocument(ctx.tx, parsed, hash.digest('hex'))
  const old = (await listDocuments(ctx.tx)).find((one) => one.manifest.id === manifest.supersedes)
  if (old) await saveManifest(ctx.tx, { ...old.manifest, status: '被替代' })
  await recordAudit(ctx, {
    subject: `document:${manifest.id}`,
    action: 'document.import',
    after: { version, clauses: parsed.clauses.length },
  })
}

/** Ids stand in addresses: plain letters, the same for the same title. */
const idOf = (title: string) => `doc-${createHash('sha256').update(title).digest('hex').slice(0, 8)}`

const defined = (told: Told): Told => Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined))

function parsePolicy(manifest: DocumentManifest, text: string): ParsedDocument {
  try {
    return parseDocument(manifest, text)
  } catch (error) {
    if (error instanceof DomainError && error.code === 'no-clauses')
      throw new DomainError('BAD_FILE', '这不像政策文件：没有“一、（一）1.”“第一条”“4.1”这样的编号。')
    throw error
  }
}

function assertSupersedes({ id, supersedes }: DocumentManifest, stored: { manifest: DocumentManifest }[]): void {
  if (supersedes === undefined) return
  if (supersedes === id || !stored.some(({ manifest }) => manifest.id === supersedes))
    throw new DomainError('NO_DOCUMENT', `没有编号为「${supersedes}」的另一份文件可替代。`)
}
