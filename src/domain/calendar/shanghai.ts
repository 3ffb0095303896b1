/** Instants and Shanghai wall time; China has kept UTC+8 without summer time since 1992. */

const OFFSET_MS = 8 * 3_600_000

const shifted = (at: Date): string => new Date(at.getTime() + OFFSET_MS).toISOString()

/** 'YYYY-MM-DD' on the wall calendar in Shanghai */
export const shanghaiDateOf = (at: Date): string => shifted(at).slice(0, 10)

/** 'HH:MM' on the wall clock in Shanghai */
export const shanghaiTimeOf = (at: Date): string => shifted(at).slice(11, 16)

/** The instant of a Shanghai day and time, '2026-11-23', '09:30'. */
export const instantOf = (on: string, time: string): Date => new Date(`${on}T${time.length === 5 ? `${time}:00` : time}+08:00`)
