import recognizers from '@microsoft/recognizers-text-date-time'
import * as chrono from 'chrono-node'
import { compileDeadline } from '#src/domain/deadlines/compile.ts'
import { loadSeedDocuments } from '#storage/seed/documents.ts'

const reference = new Date('2025-05-29T00:00:00+08:00')
const context = { docYear: 2025, planStart: '2025-01-01', planEnd: '2027-12-31' }

/** Longer and less regular than the seed's: what a district really types. */
const typed = [
  '2025年底前查明面积和分布，2027年底前掌握污染地块情况',
  '从2025年起，每年2月底前完成考核，3月底前完成分析，并持续改进',
  '每季度末月25日前报送，全年不少于4次',
  '自收到申请之日起二十个工作日内作出决定',
  '2025年12月新标准出台后启动并持续落实',
  '3月15日—4月15日：动员部署；4月—10月：集中整治；11月底前：总结',
]

/** Rounds over the phrases for about `seconds`; phrases compiled per second. */
function rateOf(compile: (phrase: string) => unknown, phrases: string[], seconds: number): number {
  for (const phrase of phrases) compile(phrase)
  const started = performance.now()
  let compiled = 0
  let elapsed = 0
  while (elapsed < seconds * 1000) {
    for (const phrase of phrases) compile(phrase)
    compiled += phrases.length
    elapsed = performance.now() - started
  }
  return Math.round((compiled / elapsed) * 1000)
}

/** Libraries that read Chinese dates; they find less in a phrase, see the quality table. */
const peers: Record<string, (phrase: string) => unknown> = {
  'chrono-node (zh.hans)': (phrase) => chrono.zh.hans.parse(phrase, reference),
  '@microsoft/recognizers-text': (phrase) => recognizers.recognizeDateTime(phrase, 'zh-cn', undefined, reference),
}

/** How many phrases a second one core compiles, the seed's deadlines and the longer ones, beside what others need for them. */
export async function run(): Promise<void> {
  const phrases = [...loadSeedDocuments().flatMap(({ rows }) => rows.map((row) => row.deadline)), ...typed]
  const compilers = { duban: (phrase: string) => compileDeadline(phrase, context), ...peers }
  console.log(`deadlines  ${phrases.length} phrases, one core`)
  console.log('compiler                       phrases/s')
  for (const [name, compile] of Object.entries(compilers)) {
    console.log(`${name.padEnd(28)} ${rateOf(compile, phrases, 2).toLocaleString('en').padStart(11)}`)
  }
}
