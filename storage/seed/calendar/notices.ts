import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The year files of a folder (`2027.json`), parsed; which ones are valid is for the calendar to say. */
export const readNotices = (folder: string = import.meta.dirname): unknown[] =>
  readdirSync(folder)
    .filter((name) => /^\d{4}\.json$/.test(name))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
