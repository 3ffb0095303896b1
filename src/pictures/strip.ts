import { create } from 'qrcode'
import { escapeXml, wrap } from './text.ts'

export const width = 1080
export const margin = 64
export const inner = width - 2 * margin
export const colours = {
  ink: '#1c2430',
  soft: '#5a6675',
  rule: '#dfe4ea',
  blue: '#1f4e8c',
  pale: '#eef3f9',
  red: '#a3312a',
  green: '#2e6b4f',
}
/** A strip of the picture: as high as it says, drawn at its own top. */
export type Strip = { height: number; svg: string }

export const text = (said: string, x: number, y: number, size: number, more = '') =>
  `<text x="${x}" y="${y}" font-size="${size}" ${more}>${escapeXml(said)}</text>`

/** A text broken into lines no longer than `wide`. */
export function lines(said: string, size: number, { x = margin, wide = inner, top = 0, leading = 1.5, more = '' } = {}): Strip {
  const broken = wrap(said, wide / size)
  return {
    height: top + broken.length * size * leading,
    svg: broken.map((line, i) => text(line, x, top + size * (leading * i + 1.1), size, more)).join(''),
  }
}

/** The blue head of a picture. */
export function headStrip(kind: string, title: string, below: string): Strip {
  const shown = lines(title, 60, { top: 116, leading: 1.3, more: 'fill="#fff" font-weight="700"' })
  const height = shown.height + 120
  const svg = `<rect width="${width}" height="${height}" fill="${colours.blue}"/>${text(kind, margin, 92, 30, 'fill="#cfdcec"')}${shown.svg}${text(below, margin, shown.height + 62, 42, 'fill="#fff"')}`
  return { height, svg }
}

const codeSize = 200

/** The way from the picture to its page: a code to scan, and the address for whoever types it. */
export function wayStrip(said: string, url: string): Strip {
  const beside = { x: margin + codeSize + 32, wide: inner - codeSize - 32 }
  const words = lines(said, 30, { ...beside, top: 48, more: `fill="${colours.ink}"` })
  const address = lines(url, 24, { ...beside, top: words.height + 12, more: `fill="${colours.blue}"` })
  return {
    height: Math.max(codeSize + 40, address.height) + 56,
    svg: `<path transform="translate(${margin} 40)" fill="${colours.ink}" d="${codePath(url, codeSize)}"/>${words.svg}${address.svg}`,
  }
}

function codePath(said: string, size: number): string {
  const { modules } = create(said, { errorCorrectionLevel: 'M' })
  const side = size / modules.size
  return Array.from(modules.data, (dark, at) => {
    const [x, y] = [(at % modules.size) * side, Math.floor(at / modules.size) * side]
    return dark ? `M${x.toFixed(2)} ${y.toFixed(2)}h${side.toFixed(2)}v${side.toFixed(2)}h-${side.toFixed(2)}z` : ''
  }).join('')
}
