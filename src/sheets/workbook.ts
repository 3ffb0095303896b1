import { DomainError } from '#src/errors.ts'
import { unzip } from './unzip.ts'

export type SheetPart = { name: string; xml: string }

/**
 * The worksheets of an .xlsx file in their order, as XML.
 * @throws DomainError for macros, DTDs and files that are something else
 */
export function openWorkbook(bytes: Uint8Array): SheetPart[] {
  const parts = unzip(bytes)
  const types = parts.get('[Content_Types].xml')
  const book = parts.get('xl/workbook.xml')
  if (!types || !book) throw refused('这不是 .xlsx 文件，或文件已损坏。')
  if (types.includes('macroEnabled') || [...parts.keys()].some((name) => name.endsWith('vbaProject.bin'))) {
    throw refused('文件含有宏，请另存为不含宏的 .xlsx 文件。')
  }
  if ([...parts.values()].some((xml) => xml.includes('<!DOCTYPE') || xml.includes('<!ENTITY'))) throw refused('文件含有不允许的内容。')
  const targets = new Map(
    elements(parts.get('xl/_rels/workbook.xml.rels') ?? '', 'Relationship').map((tag) => [attribute(tag, 'Id'), attribute(tag, 'Target')]),
  )
  return elements(book, 'sheet').map((tag) => {
    const target = targets.get(attribute(tag, 'r:id')) ?? ''
    const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`
    return { name: attribute(tag, 'name'), xml: parts.get(path) ?? '' }
  })
}

const refused = (reply: string) => new DomainError('BAD_FILE', reply)

/** Opening tags of this name, whatever namespace prefix the writer chose. */
export const elements = (xml: string, name: string): string[] => xml.match(new RegExp(`<(?:\\w+:)?${name}(?=[\\s/>])[^<>]*>`, 'g')) ?? []

export function attribute(tag: string, name: string): string {
  const value = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag)
  return decoded(value?.[1] ?? value?.[2] ?? '')
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const decoded = (text: string): string =>
  text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name) return named[name] ?? whole
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
