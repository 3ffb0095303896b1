import type { z } from 'zod'
import { recordAudits } from '#src/domain/audit/record.ts'
import { reportHash } from '#src/domain/reports/hash.ts'
import type { Figure, ReportSection } from '#src/domain/reports/report.ts'
import { flawsIn } from '#src/domain/reports/rules-figures.ts'
import { type Period, periodOf } from '#src/domain/reports/rules-period.ts'
import type { Filled, Problem } from '#src/sheets/form.ts'
import type { reportForm } from '#src/sheets/forms/report.ts'
import type { Community } from '#storage/repositories/community.ts'
import { correctReport, findReport, insertReports, type ReportRow } from '#storage/repositories/report.ts'
import { getWorkspace } from '../register.ts'
import { estatesOf } from './estates.ts'
import type { Change, Importer } from './plan.ts'

type Row = z.output<typeof reportForm.row>

/** The rows of one estate and period are one report; one that is there already is corrected with a reason, as a new version. */
export const importReport: Importer<Row> = async (ctx, rows, into) => {
  const { tx } = ctx
  const { id: workspaceId } = await getWorkspace(tx, into.workspace)
  const estates = await estatesOf(tx, workspaceId)
  const problems: Problem[] = estates.problems(rows)
  const changes: Change[] = []
  const writes: { row: number; before: ReportRow | undefined; after: ReportRow }[] = []
  for (const group of Map.groupBy(rows, ({ value }) => JSON.stringify([estates.of(value.community)?.id, value.period])).values()) {
    const { row, value } = group[0]!
    const [estate, period] = [estates.of(value.community), periodOf(value.period)]
    if (!estate || !period) continue
    const id = `${estate.id}-${period.slug}`
    const before = await findReport(tx, id)
    const after = reportOf(group, { id, estate, period, before })
    const same = before !== undefined && reportHash(before) === reportHash({ ...after, version: before.version })
    problems.push(...(same ? [] : flaws(group, after, before)))
    changes.push({ row, what: same ? 'same' : before ? 'changed' : 'added', name: `${estate.name} ${value.period}` })
    if (!same) writes.push({ row, before, after })
  }
  return {
    changes,
    problems,
    async save() {
      for (const { before, after } of writes) await (before ? correctReport(tx, before, after) : insertReports(tx, [after]))
      await recordAudits(
        ctx,
        writes.map(({ row, before, after: { id, version, hash } }) => ({
          subject: `report:${id}`,
          action: before ? 'report.correct' : 'report.prepare',
          ...(before ? { before: { version: before.version, hash: before.hash } } : {}),
          after: { version, hash },
          source: into.sourceOf(row),
        })),
      )
    },
  }
}

type Of = { id: string; estate: Community; period: Period; before: ReportRow | undefined }

function reportOf(group: Filled<Row>[], { id, estate, period, before }: Of): ReportRow {
  const { value } = group[0]!
  const sections: ReportSection[] = [...Map.groupBy(group, ({ value: { section } }) => section)].map(([title, rows]) => ({
    title,
    figures: rows.map((one) => figureOf(one.value)),
  }))
  const version = (before?.version ?? 0) + 1
  const content = { communityId: estate.id, fromOn: period.from, toOn: period.to, version, sections }
  return {
    ...content,
    ...{ id, periodLabel: value.period, periodType: period.type, preparedBy: value.preparedBy, reviewedBy: value.reviewedBy ?? null },
    status: value.reviewedBy ? 'reviewed' : 'draft',
    ...{ publishOn: value.publishOn ?? null, publishedAt: null, correctionReason: value.reason ?? null, sample: false },
    hash: reportHash(content),
  }
}

function figureOf({ label, value, unit, period, source, status, planned, done, note }: Row): Figure {
  const given = Object.entries({ value, planned, done, note }).filter(([, one]) => one !== undefined)
  return { label, unit, period, source, status, ...Object.fromEntries(given) }
}

function flaws(group: Filled<Row>[], after: ReportRow, before: ReportRow | undefined): Problem[] {
  const { row, value } = group[0]!
  const rowOf = (section: string, label: string) =>
    group.find((one) => one.value.section === section && one.value.label === label)?.row ?? row
  return [
    ...flawsIn(after.sections).map(({ section, label, problem }) => ({
      row: rowOf(section, label),
      column: '数值',
      problem: `「${label}」${problem}`,
    })),
    ...(before && !value.reason ? [{ row, column: '更正原因', problem: `已有第${before.version}版，内容不同，须写明更正原因。` }] : []),
    ...(value.reviewedBy === value.preparedBy ? [{ row, column: '审核单位', problem: '编制和审核须为不同单位。' }] : []),
    ...(value.reviewedBy && !value.publishOn ? [{ row, column: '发布日期', problem: '已审核的报告须写明发布日期。' }] : []),
  ]
}
