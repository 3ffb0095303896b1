import type { ParsedDocument } from '../document.ts'

/** What was understood of a text, in few lines: each heading with the clauses below it, indented by depth. */
export function outlineOf({ clauses, rows }: ParsedDocument): string[] {
  const lines: string[] = []
  let shown: string[] = []
  for (const [path, held] of runsByPath(clauses)) {
    path.forEach((head, depth) => {
      if (shown[depth] !== head) lines.push(`${'  '.repeat(depth)}${shortened(head)}`)
    })
    shown = path
    const [first, last] = [held[0]!, held.at(-1)!]
    const range = held.length === 1 ? first.place : `${first.place}—${last.place}（${held.length}）`
    lines.push(`${'  '.repeat(path.length)}${shortened(range)}`)
  }
  return rows.length ? [...lines, `任务表 ${rows.length} 项`] : lines
}

function runsByPath(clauses: ParsedDocument['clauses']): [string[], ParsedDocument['clauses']][] {
  const runs: [string[], ParsedDocument['clauses']][] = []
  for (const clause of clauses) {
    const last = runs.at(-1)
    if (last && last[0].join('\n') === clause.path.join('\n')) last[1].push(clause)
    else runs.push([clause.path, [clause]])
  }
  return runs
}

const shortened = (text: string) => (text.length > 46 ? `${text.slice(0, 45)}…` : text)
