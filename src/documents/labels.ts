import { shanghaiDateOf, shanghaiTimeOf } from '#src/domain/calendar/shanghai.ts'

/** An ISO instant as an office writes it, '2026-11-23 09:31'; a dash where there is none. */
export const instantLabel = (at: string | undefined): string =>
  at ? `${shanghaiDateOf(new Date(at))} ${shanghaiTimeOf(new Date(at))}` : '—'
