const SIMPLIFIED: Record<string, string> = Object.fromEntries(
  [
    ...'於于內内個个後后開开續续實实週周號号間间終终結结與与達达發发報报級级會会應应當当從从過过時时進进長长幾几兩两點点旬旬際际滿满屆届為为務务階阶',
  ]
    .join('')
    .match(/../gu)!
    .filter((pair) => pair[0] !== pair[1])
    .map((pair) => [pair[0]!, pair[1]!]),
)
const TRADITIONAL = new RegExp(`[${Object.keys(SIMPLIFIED).join('')}]`, 'g')

const PUNCTUATION: Record<string, string> = {
  '（': '(',
  '）': ')',
  '［': '(',
  '］': ')',
  '[': '(',
  ']': ')',
  '【': '(',
  '】': ')',
  '“': '"',
  '”': '"',
  '‘': '"',
  '’': '"',
  '「': '"',
  '」': '"',
  '『': '"',
  '』': '"',
  "'": '"',
  '＂': '"',
  ',': '，',
  ';': '；',
  '；': '；',
  '／': '/',
  '○': '〇',
  '◯': '〇',
  '．': '.',
  '％': '%',
  '|': '；',
  '\n': '；',
}
const CODED = new RegExp(
  `[${Object.keys(PUNCTUATION)
    .map((c) => `\\${c === '\n' ? 'n' : c}`)
    .join('')}]`,
  'g',
)

const DASHES = /[-—–―－~～﹣‐‑‒─﹘→]+/g
const ASIDES = /\((?:含[^()]{0,3}|(?:星期|周)[一二三四五六日天]|农历[^()]*|北京时间)\)/g

/** One spelling for what has many: width, script, dashes, quotes, spaces, asides like （含）and （星期五）. */
export function normalise(text: string): string {
  return text
    .replace(/[ \t\r\u3000\u00a0]+|\n+$|^\n+/g, '')
    .replace(/[０-９Ａ-Ｚａ-ｚ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(CODED, (c) => PUNCTUATION[c]!)
    .replace(/:(?!\d)|(?<!\d)[:：]|：/g, '：')
    .replace(DASHES, '-')
    .replace(TRADITIONAL, (c) => SIMPLIFIED[c]!)
    .replace(ASIDES, '')
}
