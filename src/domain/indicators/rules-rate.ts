/** 万人诉求率: a rate is a numerator and a denominator, and says which. */
export type Rate = { count: number; base: number; per10k: number }

/** Per ten thousand, to two places; undefined while there is nothing to divide by. */
export const rateOf = (count: number, base: number | null): Rate | undefined =>
  base === null || base === 0 ? undefined : { count, base, per10k: Math.round((count / base) * 1_000_000) / 100 }

/** Places by count, equal counts in one place: 1, 2, 2, 4. */
export function placed<T extends { count: number }>(rows: T[]): (T & { place: number; tied: boolean })[] {
  const sorted = rows.toSorted((a, b) => b.count - a.count)
  return sorted.map((row) => ({
    ...row,
    place: sorted.findIndex(({ count }) => count === row.count) + 1,
    tied: sorted.filter(({ count }) => count === row.count).length > 1,
  }))
}

const few = 5

/** Outside the government a handful of cases could be told apart: they are not given as a number. */
export const shownCount = (count: number, isGovernment: boolean): string => (count < few && !isGovernment ? `少于${few}` : String(count))

export const isHidden = (count: number, isGovernment: boolean): boolean => count < few && !isGovernment
