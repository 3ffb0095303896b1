import { expect, test } from 'vitest'
import { cleanText } from '#src/intake/receive.ts'

test.each<[string, unknown, unknown]>([
  ['ordinary words', '进度到80% 😀', '进度到80% 😀'],
  ['null characters', '\u0000进\u0000度', '进度'],
  ['half a surrogate pair', 'a\ud83db', 'a\ufffdb'],
  ['the other half', '\ude00', '\ufffd'],
  [
    'lists and objects, however deep',
    { values: { remark: 'x\u0000' }, list: ['\ud83d', 1, null, true] },
    { values: { remark: 'x' }, list: ['\ufffd', 1, null, true] },
  ],
  ['instants', { sentAt: new Date(5) }, { sentAt: new Date(5) }],
])('%s', (_, given, kept) => {
  expect(cleanText(given)).toEqual(kept)
})
