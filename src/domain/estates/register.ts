import { recordAudit } from '#src/domain/audit/record.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { assertMay } from '#src/domain/communities/standing.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import {
  type Community,
  type Contract,
  type Facility,
  findContract,
  findCurrentContract,
  listFacilities,
  saveCommunities,
  saveContracts,
  saveFacilities,
} from '#storage/repositories/community.ts'
import { type Field, fieldNamed, fields } from './rules-fields.ts'

export type Entry = { community: Community; contract?: Contract; facilities: Facility[] }

/** What the register holds of an estate. */
export async function getEntry(ctx: DomainContext, community: Community): Promise<Entry> {
  assertMay(ctx, community, 'read', 'OWN')
  const contract = await findCurrentContract(ctx.tx, community.id, shanghaiDateOf(ctx.now))
  return { community, ...(contract ? { contract } : {}), facilities: await listFacilities(ctx.tx, community.id) }
}

export type Mended = { label: string; before: string | undefined; after: string; code?: string | undefined }

/** Mends one value; `code` names the facility or contract it belongs to. @throws DomainError naming what is not understood */
export async function setValue(
  ctx: DomainContext,
  community: Community,
  { label, value, code }: { label: string; value: string; code?: string | undefined },
): Promise<Mended> {
  assertMay(ctx, community, 'prepare', 'PUB')
  const field = fieldNamed(label)
  if (!field) throw new DomainError('NO_FIELD', `没有「${label}」这一项，可改：${fields.map((one) => one.label).join('、')}。`)
  const after = field.read(value)
  if (after === undefined) throw new DomainError('BAD_VALUE', `${label}${field.hint}，未修改。`)
  const before = await keep(ctx, community, field, after, code)
  const [subject, from] = [`${field.of}:${community.id}${code ? `/${code}` : ''}`, before === null ? undefined : String(before)]
  await recordAudit(ctx, { subject, action: `${field.of}.change`, before: { [field.key]: before }, after: { [field.key]: after } })
  return { label, before: from, after: String(after), code }
}

/** @returns the value before */
async function keep(ctx: DomainContext, community: Community, { of, key }: Field, after: string | number, code: string | undefined) {
  const { tx } = ctx
  if (of === 'community') {
    await saveCommunities(tx, [{ ...community, [key]: after }])
    return community[key as keyof Community]
  }
  if (of === 'facility') {
    const facility = (await listFacilities(tx, community.id)).find((one) => one.code === code || `${one.type}${one.code}` === code)
    if (!facility)
      throw new DomainError(
        'NO_FACILITY',
        `${community.name}没有设备「${code ?? ''}」，请写设备编号，如「小区 ${community.name} 设备1-1 检验到期日=2027-05-20」。`,
      )
    await saveFacilities(tx, [{ ...facility, [key]: after }])
    return facility[key as keyof Facility]
  }
  const current = code ? await findContract(tx, code) : await findCurrentContract(tx, community.id, shanghaiDateOf(ctx.now))
  if (current?.communityId !== community.id)
    throw new DomainError('NO_CONTRACT', `${community.name}没有${code ? `编号为「${code}」的` : ''}服务合同，请先导入。`)
  const changed = { ...current, [key]: after }
  if (changed.endOn < changed.startOn) throw new DomainError('BAD_VALUE', '届满日不能早于起始日，未修改。')
  await saveContracts(tx, [changed])
  return current[key as keyof Contract]
}
