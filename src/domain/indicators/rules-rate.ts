/** 万人诉求率: a rate is a numerator and a denominator, and says which. */
export type Rate = { count: number; base: number; per10k: number }

/** Per ten thousand, to two places; undefined while there is nothing to divide by. */
export const rateOf = (count: number, base: number | null): Rate | undefined =>
  base === null || base === 0 ? undefined : { count, base, per10k: Math.round((count / base) * 1_000_000) / 100 }

/** As the city's own list has them; what it gives no place stands after it in the order it came. No place is made up from counts. */
export const asListed = <T extends { rank: number | null }>(rows: T[]): T[] =>
  rows.toSorted((a, b) => (a.rank ?? Number.MAX_SAFE_INTEGER) - (b.rank ?? Number.MAX_SAFE_INTEGER))

const few = 5

/** Outside the government a handful of cases could be told apart: they are not given as a number. */
export const shownCount = (count: number, isGovernment: boolean): string => (count < few && !isGovernment ? `少于${few}` : String(count))

export const isHidden = (count: number, isGovernment: boolean): boolean => count < few && !isGovernment
