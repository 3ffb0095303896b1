import type { ReportSection } from './report.ts'

/** Puts beside every figure what the period before said under the same section, label and unit. */
export function comparedWith(sections: ReportSection[], before: ReportSection[]): ReportSection[] {
  return sections.map((section) => {
    const old = before.find(({ title }) => title === section.title)?.figures ?? []
    return {
      ...section,
      figures: section.figures.map((figure) => {
        const last = old.find(({ label, unit }) => label === figure.label && unit === figure.unit)?.value
        return last === undefined ? figure : { ...figure, last }
      }),
    }
  })
}

/** 较上期 +3, −0.4, 持平; undefined where one of the two is missing. */
export function changeOf({ value, last }: { value?: string; last?: string }): string | undefined {
  if (value === undefined || last === undefined) return undefined
  const places = Math.max(...[value, last].map((number) => number.split('.')[1]?.length ?? 0))
  const change = Number(value) - Number(last)
  if (!Number.isFinite(change)) return undefined
  const shown = Math.abs(change).toFixed(places)
  return Number(shown) === 0 ? '持平' : `${change > 0 ? '+' : '−'}${shown}`
}
