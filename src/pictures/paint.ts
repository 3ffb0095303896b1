import { createRequire } from 'node:module'
import type { Strip } from './report.ts'
import { width } from './report.ts'

/** What WeChat still shows whole. */
const maxHeight = 12_000
const maxBytes = 2 * 1024 * 1024

const fonts = ['400Regular/NotoSansSC_400Regular.ttf', '700Bold/NotoSansSC_700Bold.ttf']

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

export function svgOf(strips: Strip[]): string {
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
export async function paint(strips: Strip[], highest = maxHeight): Promise<Uint8Array[]> {
  const { renderAsync } = await import('@resvg/resvg-js')
  const resolve = createRequire(import.meta.url).resolve
  const fontFiles = fonts.map((file) => resolve(`@expo-google-fonts/noto-sans-sc/${file}`))
  const pictures: Uint8Array[] = []
  for (const page of pagesOf(strips, highest)) {
    const picture = await renderAsync(svgOf(page), { font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'Noto Sans SC' } })
    const png = picture.asPng()
    if (png.byteLength > maxBytes && page.length > 1) return paint(strips, Math.floor(highest / 2))
    pictures.push(png)
  }
  return pictures
}
