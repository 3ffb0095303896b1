import type { Font } from './font.ts'
import { type Strip, width } from './strip.ts'

/** What WeChat still shows whole. */
const maxHeight = 12_000
const maxBytes = 2 * 1024 * 1024

/** Puts strips under each other into pictures no higher than `highest` px, cut between strips. */
export function pagesOf(strips: Strip[], highest = maxHeight): Strip[][] {
  const pages: Strip[][] = [[]]
  let height = 0
  for (const strip of strips) {
    if (height + strip.height > highest && pages.at(-1)!.length > 0) {
      pages.push([])
      height = 0
    }
    pages.at(-1)!.push(strip)
    height += strip.height
  }
  return pages
}

function svgOf(strips: Strip[]): string {
  let top = 0
  const drawn = strips.map(({ height, svg }) => {
    const group = `<g transform="translate(0 ${top})">${svg}</g>`
    top += height
    return group
  })
  const height = Math.ceil(top)
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Noto Sans SC"><rect width="${width}" height="${height}" fill="#fff"/>${drawn.join('')}</svg>`
}

/** PNGs, each 1080 px wide, at most 12,000 px high and 2 MB: what is too large is cut in more pieces. */
export async function paint(strips: Strip[], font: Font, highest = maxHeight): Promise<Uint8Array[]> {
  const { Resvg } = await import('@resvg/resvg-js')
  const fontFiles = await font.filesFor(strips.map(({ svg }) => svg).join(''))
  const pictures: Uint8Array[] = []
  for (const page of pagesOf(strips, highest)) {
    const png = new Resvg(svgOf(page), { font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'Noto Sans SC' } }).render().asPng()
    if (png.byteLength > maxBytes && page.length > 1) return paint(strips, font, Math.floor(highest / 2))
    pictures.push(png)
  }
  return pictures
}
