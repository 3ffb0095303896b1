import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import { recordAudits } from '#src/domain/audit/record.ts'
import { findCatalogueItem } from '#src/domain/disclosures/catalogue.ts'
import { disclosureHash } from '#src/domain/disclosures/hash.ts'
import { figuresOfLines } from '#src/domain/disclosures/rules-lines.ts'
import { revenueFlaw } from '#src/domain/reports/rules-revenue.ts'
import type { Filled, Problem } from '#src/sheets/form.ts'
import type { disclosuresForm } from '#src/sheets/forms/disclosures.ts'
import { type DisclosureRow, insertDisclosures, listDisclosureVersions } from '#storage/repositories/disclosure.ts'
import { getWorkspace } from '../register.ts'
import { estatesOf } from './estates.ts'
import type { Change, Importer } from './plan.ts'

type Row = z.output<typeof disclosuresForm.row>

/** The rows of one estate and item are one version; what is published already changes only with a reason. */
export const importDisclosures: Importer<Row> = async (ctx, rows, into) => {
  const { tx } = ctx
  const { id: workspaceId } = await getWorkspace(tx, into.workspace)
  const estates = await estatesOf(tx, workspaceId)
  const problems: Problem[] = [
    ...estates.problems(rows),
    ...rows.flatMap(({ row, value }): Problem[] =>
      findCatalogueItem(value.item) ? [] : [{ row, column: '公示项目', problem: `公示目录中没有「${value.item}」，应为D1至D19。` }],
    ),
  ]
  const changes: Change[] = []
  const fresh: Filled<DisclosureRow>[] = []
  for (const group of Map.groupBy(rows, ({ value }) =>
    JSON.stringify([estates.of(value.community)?.id, findCatalogueItem(value.item)?.code]),
  ).values()) {
    const { row, value } = group[0]!
    const [estate, item] = [estates.of(value.community), findCatalogueItem(value.item)]
    if (!estate || !item) continue
    const lines = group.map(({ value: { label, value: said } }) => ({ label, ...(said === undefined ? {} : { value: said }) }))
    const newest = (await listDisclosureVersions(tx, estate.id, item.code))[0]
    const same = newest?.status === 'published' && isDeepStrictEqual(newest.lines, lines)
    const found = [...unequal(group), ...(same ? [] : flaws(value, row, lines, newest))]
    problems.push(...found)
    changes.push({ row, what: same ? 'same' : newest ? 'changed' : 'added', name: `${estate.name} ${item.title}` })
    if (same) continue
    const version = (newest?.version ?? 0) + 1
    const made: DisclosureRow = {
      ...{ id: randomUUID(), communityId: estate.id, code: item.code, title: item.title, lines, version },
      ...{ publishedOn: value.publishedOn, preparedBy: value.preparedBy, reviewedBy: value.reviewedBy, status: 'published' },
      ...{ publishedAt: ctx.now, channels: [], files: [] },
      ...{ correctionReason: value.reason ?? null, withdrawnOn: null, withdrawalReason: null, sample: false },
      hash: disclosureHash({ communityId: estate.id, code: item.code, version, lines }),
    }
    fresh.push({ row, value: made })
  }
  return {
    changes,
    problems,
    async save() {
      await insertDisclosures(
        tx,
        fresh.map(({ value }) => value),
      )
      await recordAudits(
        ctx,
        fresh.map(({ row, value: { communityId, code, version, hash } }) => ({
          subject: `disclosure:${communityId}/${code}`,
          action: 'disclosure.publish',
          after: { version, hash },
          source: into.sourceOf(row),
        })),
      )
    },
  }
}

/** What a version has once must be the same in all its rows. */
function unequal(group: Filled<Row>[]): Problem[] {
  const columns = [
    ['publishedOn', '公示日期'],
    ['preparedBy', '编制单位'],
    ['reviewedBy', '审核单位'],
    ['reason', '更正原因'],
  ] as const
  return columns.flatMap(([key, column]) =>
    group
      .filter(({ value }) => value[key] !== group[0]!.value[key])
      .map(({ row }) => ({ row, column, problem: `与第${group[0]!.row}行同一公示项目，应相同。` })),
  )
}

function flaws({ reason }: Row, row: number, lines: DisclosureRow['lines'], newest: DisclosureRow | undefined): Problem[] {
  if (newest?.status === 'draft') return [{ row, column: '公示项目', problem: `第${newest.version}版正在等待审核，审核后再导入。` }]
  const revenue = revenueFlaw(figuresOfLines(lines))
  return [
    ...(newest && !reason ? [{ row, column: '更正原因', problem: `已公示第${newest.version}版，内容不同，须写明更正原因。` }] : []),
    ...(revenue ? [{ row, problem: revenue }] : []),
  ]
}
