import type { Figure } from '#src/domain/reports/report.ts'

export type Line = { label: string; value?: string }

/** 物业费=2.68元/㎡·月；停车费＝150元 → lines; an item without a value is 未提供. */
export function parseLines(said: string): Line[] {
  return said
    .split(/[；;\n]/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [, label, value] = /^([^=＝：]+)[=＝：]?(.*)$/.exec(part)!
      return { label: label!.trim(), ...(value!.trim() ? { value: value!.trim() } : {}) }
    })
}

/** Lines whose value begins with a number, as figures for the checks of reports: 38.60万元 → 38.60, 万元. */
export function figuresOfLines(lines: Line[]): Figure[] {
  return lines.flatMap(({ label, value }): Figure[] => {
    const [, number, unit] = /^(-?\d+(?:\.\d+)?)\s*(.*)$/.exec(value ?? '') ?? []
    if (number === undefined) return []
    return [{ label: label.replace(/（.*?）/g, ''), value: number, unit: unit ?? '', period: '', source: '', status: '自报' }]
  })
}
