import { expect, test } from 'vitest'
import { splitText } from '#src/channels/text/split.ts'

test.each<[string, string, number, string[]]>([
  ['fits', '一二三', 3, ['一二三']],
  ['empty', '', 3, []],
  ['at the last line end that fits', '一二\n三四\n五六', 5, ['一二\n三四', '五六']],
  ['at a line end right behind the limit', '一二三\n四', 3, ['一二三', '四']],
  ['after a sentence when a line is too long', '一二三。四五六七', 6, ['一二三。', '四五六七']],
  ['anywhere when a sentence is too long', '一二三四五六七', 3, ['一二三', '四五六', '七']],
  ['never inside a character', '一😀😀', 2, ['一', '😀', '😀']],
  ['blank lines at a cut are dropped', '一二三\n\n\n四五六', 4, ['一二三', '四五六']],
])('%s', (_, text, limit, parts) => {
  expect(splitText(text, limit)).toEqual(parts)
})
