import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The year files of a folder (`2027.json`), parsed; which ones are valid is for the calendar to say. */
export const readNotices = (folder: string = import.meta.dirname): { file: string; notice: unknown }[] =>
  !existsSync(folder)
    ? []
    : readdirSync(folder)
        .filter((name) => /^\d{4}\.json$/.test(name))
        .sort()
        .map((name) => join(folder, name))
        .map((file) => ({ file, notice: parse(readFileSync(file, 'utf8')) }))

/** What is no JSON is no notice either. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
