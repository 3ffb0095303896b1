/** Work without an end: 持续落实, 长期坚持, 常态化开展. */

const ADVERB =
  /(^|[，；。：、()]|并|且|及|，?同时|应当?|要|需|将|须|继续|进一步)(?:之后|此后|以后|随后|后续)?(?:应当?|要|需|将|须|进一步|继续)?(持续(?!\d|[一二两三四五六七八九十半]+个?[年月天周])|长期(?![(性]|规划|目标|以来|稳定)|常态化?(?!化?建设)|长效化?(?!机制)|常年|逐步|不断|经常性|日常化?|长抓不懈|常抓不懈|长抓|一以贯之|贯穿|有序推进)([^，；。：()]*)/g
const WHOLE = /(?:持续|长期|常态化|深入)(?:落实|推进|坚持|整改|开展|实施|执行|巩固|运行|任务|工作|有效)+$/

/**
 * Whether the words tell of standing work. With a date in the phrase, an adverb counts only where it adds
 * something to what the date ends (并持续落实), not where the date ends it (2025年底前，持续推进…).
 */
export function isOngoing(text: string, firstDateAt: number | undefined, predicateBefore: (at: number) => boolean): boolean {
  for (const [match, joint, , rest] of matches(text)) {
    const at = match.index
    if (firstDateAt === undefined || firstDateAt > at + match[0].length + 12) {
      if (firstDateAt === undefined || /[；。]/.test(text.slice(at, firstDateAt))) return true
      continue
    }
    if (firstDateAt > at) continue
    if (/[并且及]|同时|[；。、]/.test(joint)) return true
    if (joint === '，' && (rest.length <= 4 || predicateBefore(at))) return true
  }
  return firstDateAt === undefined && (WHOLE.test(text) || /即日起(?![至到])/.test(text))
}

function* matches(text: string): Generator<[RegExpExecArray, string, string, string]> {
  ADVERB.lastIndex = 0
  for (let m = ADVERB.exec(text); m; m = ADVERB.exec(text)) yield [m, m[1]!, m[2]!, m[3]!]
}
