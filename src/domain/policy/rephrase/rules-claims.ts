const DIGITS = /\d[\d,.]*\d|\d/g
const FIGURE = /\d[\d,.]*\s*(?:%|[年月日天个台家次元万亿户条项倍人名米级时分]+)?/g
const SPELT =
  /[零一二三四五六七八九十百千万两半]+分之[零一二三四五六七八九十百千万两]+|(?:过|超过)?半数|[一二三四五六七八九十百千两]+(?:[年月日天个台家次元户条项倍人名级]|小时|工作日)/g
const OFFICE = /[\u4e00-\u9fa5]{2,16}?(?:委员会|办公室|法院|公司|中心|协会|部门|街道|街镇|局|委|办|镇|会)/g
const NAMED = /《[^》]+》|“[^”]+”|"[^"]+"/g
const DUTY = /不得|不能|不可|不需|无需|禁止|必须|应当|可以|有权|无权|免费|违法|合法/g
/** Words that join an office to its sentence and are no part of its name. */
const JOINT = /^.*?(?:由|和|与|及|向|对|是|请|让|给|按|或|在|经|联系|咨询|根据|负责的|：|，)/

const plain = (text: string) => text.normalize('NFKC').replace(/\s/g, '')

/**
 * What a sentence says that the cited words do not: figures with their units, dates, names, duties. Empty when all of
 * it is there; in doubt it is not, for the words of the clause are always at hand.
 */
export function unsupported(sentence: string, spans: string[]): string[] {
  const said = plain(sentence)
  const source = plain(spans.join('\n'))
  const figures = said.match(FIGURE) ?? []
  const lone = (said.match(DIGITS) ?? []).filter((digits) => !new RegExp(`(?<![\\d.,])${exact(digits)}(?![\\d.,])`).test(source))
  const words = [...figures, ...(said.match(SPELT) ?? []), ...(said.match(DUTY) ?? [])].filter((claim) => !source.includes(claim))
  const named = (said.match(NAMED) ?? []).map((name) => name.slice(1, -1)).filter((name) => !source.includes(name))
  const offices = (said.match(OFFICE) ?? []).filter(
    (office) => ![office, office.replace(JOINT, '')].some((name) => name.length > 1 && source.includes(name)),
  )
  return [...new Set([...lone, ...words, ...named, ...offices])]
}

const exact = (text: string) => text.replace(/[.,]/g, '\\$&')

/** One plain line of a length people read; no address, no markup. */
export const isOneLine = (sentence: string): boolean =>
  sentence.length >= 6 && sentence.length <= 160 && !/[\n<>{}`|*#]|https?:|www\./.test(sentence)
