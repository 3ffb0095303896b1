import { type Due, isSoon } from './due.ts'

/** A list of work people ask for by how it stands. */
export type TaskList = { label: string; has(due: Due): boolean }

const lists: readonly (TaskList & { words: string })[] = [
  { label: '逾期', words: '逾期|超期|过期', has: ({ state }) => state === 'overdue' },
  {
    label: '七日内到期',
    words: '临期|(?:快要?|即将|七日内|本周|近期)到期',
    has: isSoon,
  },
  { label: '待补录', words: '待?补录', has: ({ state }) => state === 'backlog' },
  { label: '等待条件', words: '等待条件|等条件', has: ({ state }) => state === 'waiting' },
  { label: '持续落实', words: '持续落实|长期', has: ({ state }) => state === 'standing' },
  { label: '已报完成', words: '已?(?:报)?完成|已?办结', has: ({ state }) => state === 'done' },
]

/** Every word that names a list, as a pattern. */
export const listWords = lists.map(({ words }) => words).join('|')

/** The list a word names. */
export const listNamed = (word: string): TaskList | undefined => lists.find(({ words }) => new RegExp(`^(?:${words})$`).test(word))
