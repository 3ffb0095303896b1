import type { DocumentManifest } from '../document.ts'
import { writeChineseNumber } from '../numerals.ts'
import type { Block } from './block.ts'

/** Sections whose items are numbered straight through their parts: （一）1-4，（二）5-10. */
export function runningSections(blocks: Block[]): Set<number> {
  const running = new Set<number>()
  for (const section of new Set(blocks.filter((block) => !block.annex).map((block) => block.numbers[0]))) {
    const items = blocks.filter((block) => block.kind === 'item' && !block.annex && block.numbers[0] === section)
    const parts = new Set(items.map((block) => block.numbers[1]))
    if (section && parts.size > 1 && items.every((item, at) => item.numbers[2] === at + 1)) running.add(section)
  }
  return running
}

/** Canonical id, e.g. haidian-2025/11, beijing-2023/2-1-3, beijing-2020/principle-2; '' for a heading the layout leaves out. */
export function clauseIdOf(manifest: DocumentManifest, block: Block, running: Set<number>): string {
  const [first, second, third] = block.numbers
  const home = block.annex ? `${manifest.id}/annex-${block.annex}` : manifest.id
  if (block.kind === 'article') return block.annex ? `${home}-${block.numbers.at(-1)}` : `${home}/${block.numbers.at(-1)}`
  if (block.kind === 'chapter') return ''
  if (block.annex) return [home, ...block.numbers.filter((number) => number > 0)].join('-')
  const ids = manifest.layout?.ids ?? {}
  const prefix = [`${first}.${second}`, `${first}`].find((key) => ids[key] !== undefined)
  const own = prefix ? block.numbers.slice(prefix.split('.').length) : block.numbers
  const isRunningItem = third !== undefined && running.has(first!)
  const tail = isRunningItem ? own.slice(-1) : own
  const parts = [prefix ? ids[prefix]! : '', ...tail.filter((number) => number > 0)].filter((part) => part !== '')
  return parts.length ? `${manifest.id}/${parts.join('-')}` : ''
}

/** As cited: 第11条, 一、工作目标, 二（三）2, 附件1第三条. */
export function placeOf(block: Block, running: Set<number>): string {
  return `${block.annex ? `附件${block.annex}` : ''}${placeWithin(block, running)}`
}

function placeWithin({ kind, label, head, numbers, annex }: Block, running: Set<number>): string {
  const [first, second, third] = numbers
  if (kind === 'article') return label
  if (kind === 'decimal') return /^[^。；]{1,20}$/.test(head) ? `${label} ${head}` : label
  if (third && running.has(first!) && !annex) return `第${third}条`
  if (numbers.length === 1) return kind === 'item' ? `第${first}项` : label + (head.length > 40 ? '' : head)
  if (kind === 'item' && numbers.length === 2) return `（${writeChineseNumber(first!)}）${second}`
  return `${writeChineseNumber(first!)}${second ? `（${writeChineseNumber(second)}）` : '、'}${third ?? ''}`
}
