const kinds: readonly { ending: RegExp; head: number[]; mediaType: string }[] = [
  { ending: /\.pdf$/i, head: [0x25, 0x50, 0x44, 0x46], mediaType: 'application/pdf' },
  { ending: /\.png$/i, head: [0x89, 0x50, 0x4e, 0x47], mediaType: 'image/png' },
  { ending: /\.jpe?g$/i, head: [0xff, 0xd8, 0xff], mediaType: 'image/jpeg' },
  {
    ending: /\.docx$/i,
    head: [0x50, 0x4b],
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
  { ending: /\.xlsx$/i, head: [0x50, 0x4b], mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
]

/** The media type of a file that may stand on a board: its name and its first bytes must say the same. */
export const fileTypeOf = (name: string, bytes: Uint8Array): string | undefined =>
  kinds.find(({ ending, head }) => ending.test(name) && head.every((byte, at) => bytes[at] === byte))?.mediaType

export const mostFileBytes = 10 * 1024 * 1024
