/** Width of a line in units of the font size: Chinese takes one, Latin about half. */
export const widthOf = (text: string): number =>
  [...text].reduce((width, char) => width + (/[\u0020-\u007e·]/.test(char) ? (/[A-Z%mwMW]/.test(char) ? 0.72 : 0.56) : 1), 0)

/** Breaks a text into lines no wider than `em`; numbers and Latin words stay whole where they fit. */
export function wrap(text: string, em: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of text.match(/[\u0021-\u007e]+|[\s\S]/gu) ?? []) {
    if (widthOf(line + piece) <= em) line += piece
    else if (widthOf(piece) > em) {
      for (const char of piece) {
        if (widthOf(line + char) > em) {
          lines.push(line)
          line = ''
        }
        line += char
      }
    } else {
      lines.push(line)
      line = piece.trim()
    }
  }
  return line || lines.length === 0 ? [...lines, line] : lines
}

export const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char]!)
