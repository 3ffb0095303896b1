import { outline, serviceTitle } from './outline.ts'
import type { Figure, ReportSection } from './report.ts'
import { amountOf, named } from './rules-amount.ts'
import { pairs } from './rules-figures.ts'
import type { Period } from './rules-period.ts'
import { type Frequency, plannedIn } from './rules-plan.ts'

/** What is on record for one figure; without a value it is known that nothing is. */
export type Fact = { value?: string; planned?: number; done?: number; note?: string; source?: string }

export type Facts = { services: [label: string, fact: Fact][]; known: Map<string, Fact> }

type Plan = Frequency & { item: string; clause: string | null }
type Done = { item: string; month: string; done: number; reason: string | null; source: string }

/**
 * One figure per line of the contract: planned from its frequency, done from the months' records. What the contract asks of
 * every month has no sum while a month is not on record: held against the whole period it would tell too low a rate.
 */
export function plannedFacts(plans: Plan[], records: Done[], days: { from: string; to: string }): Facts['services'] {
  return plans.map((plan): [string, Fact] => {
    const planned = plannedIn(plan, days)
    const of = records.filter(({ item }) => item === plan.item)
    const reasons = [...new Set(of.flatMap(({ reason }) => reason ?? []))].join('；')
    const source = [...new Set(of.map((record) => record.source))].join('、')
    const done = of.reduce((sum, record) => sum + record.done, 0)
    const open =
      plan.per === '季' || plan.per === '年' ? [] : monthsOf(days).filter((month) => !of.some((record) => record.month === month))
    const note = of.length > 0 && open.length > 0 ? [reasons, `${open.join('、')}未登记`].filter(Boolean).join('；') : reasons
    return [
      plan.item,
      {
        ...(of.length > 0 && open.length === 0 ? { value: String(done), done, source } : {}),
        ...(planned === undefined ? {} : { planned }),
        ...(note ? { note } : {}),
      },
    ]
  })
}

/** 2026-07, 2026-08, 2026-09 */
function monthsOf({ from, to }: { from: string; to: string }): string[] {
  const [year, first, last] = [from.slice(0, 4), Number(from.slice(5, 7)), Number(to.slice(5, 7))]
  return Array.from({ length: last - first + 1 }, (_, at) => `${year}-${String(first + at).padStart(2, '0')}`)
}

/** The sections of a report as far as the records go. */
export function draftSections({ type }: Period, label: string, { services, known }: Facts): ReportSection[] {
  const figureOf = (name: string, unit: string, source: string, fact: Fact | undefined): Figure => ({
    ...{ label: name, unit, period: label, source, status: '自报' },
    ...fact,
  })
  const sections = outline
    .filter(({ monthly }) => monthly || type !== 'month')
    .map(({ title, figures, note }) => ({
      title,
      figures: [
        ...figures.map(([name, unit, source]) => figureOf(name, unit, source, known.get(name))),
        ...(title === serviceTitle ? services.map(([name, fact]) => figureOf(name, '次', '服务记录', fact)) : []),
      ],
      ...(note ? { note } : {}),
    }))
  return withRates(sections)
}

/** A draft made anew: what the records know now, and of the draft before it whatever they do not. */
export const redrafted = (fresh: ReportSection[], before: ReportSection[]): ReportSection[] =>
  withRates(
    fresh.map((section) => {
      const given = before.find(({ title }) => title === section.title)?.figures ?? []
      const figures = section.figures.map((figure) =>
        figure.value === undefined ? (given.find(({ label, value }) => label === figure.label && value !== undefined) ?? figure) : figure,
      )
      return { ...section, figures }
    }),
  )

/** Rates nobody gave follow from the two figures they are made of. */
export const withRates = (sections: ReportSection[]): ReportSection[] =>
  sections.map((section) => ({ ...section, figures: section.figures.map((figure) => withRate(figure, section.figures)) }))

const reckoned = '按本表数字计算'

function withRate(figure: Figure, among: Figure[]): Figure {
  if (figure.value !== undefined && figure.source !== reckoned) return figure
  const share = shareOf(figure, among)
  if (share === undefined) return figure
  return { ...figure, value: share, source: reckoned }
}

function shareOf({ label }: Figure, among: Figure[]): string | undefined {
  if (label === '服务计划完成率') {
    const counted = among.filter(({ planned, done }) => planned && done !== undefined)
    const planned = counted.reduce((sum, one) => sum + one.planned!, 0)
    const done = counted.reduce((sum, one) => sum + Math.min(one.done!, one.planned!), 0)
    return planned > 0 ? ((100 * done) / planned).toFixed(1) : undefined
  }
  const [partName, wholeName] = pairs.find(([, , rate]) => rate?.test(label)) ?? []
  const [part, whole] = [partName && named(among, partName), wholeName && named(among, wholeName)]
  if (!part || !whole || amountOf(whole) === 0) return undefined
  return ((100 * amountOf(part)) / amountOf(whole)).toFixed(1)
}
