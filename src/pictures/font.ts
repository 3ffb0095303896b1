import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const sources = ['400Regular/NotoSansSC_400Regular.ttf', '700Bold/NotoSansSC_700Bold.ttf']

const latin = Array.from({ length: 0x7f - 0x20 }, (_, n) => String.fromCharCode(0x20 + n)).join('')

/**
 * Both weights, cut down to the characters drawn so far. The renderer maps a font file anew for every piece of text: with
 * the whole 10 MB that takes ten times as long as all the drawing.
 */
export class Font {
  readonly #folder: string
  readonly #known = new Set(latin)
  #whole: Promise<Buffer[]> | undefined
  #files: string[] | undefined

  /** `folder`: where the cut fonts are kept for the renderer to read */
  constructor(folder: string) {
    this.#folder = folder
  }

  /** @returns files in which every character of `text` is drawn; a later call may replace them */
  async filesFor(text: string): Promise<string[]> {
    const before = this.#known.size
    for (const char of text) this.#known.add(char)
    if (!this.#files || this.#known.size > before) this.#files = await this.#cut([...this.#known].join(''))
    return this.#files
  }

  async #cut(chars: string): Promise<string[]> {
    const { default: subsetFont } = await import('subset-font')
    this.#whole ??= readWhole()
    const files: string[] = []
    for (const [at, font] of (await this.#whole).entries()) {
      const file = join(this.#folder, `${at}.ttf`)
      await writeFile(file, await subsetFont(font, chars, { targetFormat: 'sfnt', noHinting: true }))
      files.push(file)
    }
    return files
  }
}

function readWhole(): Promise<Buffer[]> {
  const { resolve } = createRequire(import.meta.url)
  return Promise.all(sources.map((file) => readFile(resolve(`@expo-google-fonts/noto-sans-sc/${file}`))))
}
