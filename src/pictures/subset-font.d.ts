declare module 'subset-font' {
  /** A font that holds nothing but the glyphs of `text`. */
  export default function subsetFont(font: Buffer, text: string, options?: { targetFormat?: 'sfnt'; noHinting?: boolean }): Promise<Buffer>
}
