import { Option } from 'commander'
import type { Told } from '#src/domain/policy/import/metadata.ts'
import { type Prepared, preparePolicy } from '#src/domain/policy/import/prepare.ts'
import { maxBytes } from '#src/domain/policy/import/read-source.ts'
import { actPrepared } from '../act.ts'
import type { OperatorDeps } from '../deps.ts'
import { readInput } from '../files.ts'
import { day, slug } from '../options.ts'
import type { Say } from '../say.ts'

export type PolicyOptions = Told & { dryRun?: boolean }

/** What the text says of itself can be said otherwise here. */
export const policyOptions = (): Option[] => [
  new Option('--id <编号>', '政策：文件编号，条款编号以它开头').argParser(slug),
  new Option('--title <标题>', '政策：文件标题'),
  new Option('--issuer <机关>', '政策：印发机关'),
  new Option('--doc-no <文号>', '政策：文号'),
  new Option('--issued-on <日期>', '政策：印发日期').argParser(day),
  new Option('--jurisdiction <地区>', '政策：适用地区，如 全国、北京市、海淀区'),
  new Option('--status <状态>', '政策：状态').choices(['征求意见稿', '现行', '起草说明', '被替代']),
  new Option('--supersedes <编号>', '政策：替代哪份文件').argParser(slug),
  new Option('--source-url <网址>', '政策：来源网址'),
]

/** Says what was understood, then stores it, unless this is a trial. */
export async function importPolicy(deps: OperatorDeps, name: string, options: PolicyOptions, say: Say): Promise<void> {
  const { id, title, issuer, docNo, issuedOn, jurisdiction, status, supersedes, sourceUrl, dryRun = false } = options
  const told = { id, title, issuer, docNo, issuedOn, jurisdiction, status, supersedes, sourceUrl }
  const bytes = await readInput(deps.cwd, name, maxBytes)
  const prepared = await actPrepared(deps, async (ctx) => {
    const understood = await preparePolicy(ctx, { bytes, name: name.replace(/^.*[\\/]/, '') }, told)
    if (!dryRun) await understood.save()
    return understood
  })
  report(prepared, dryRun, say)
}

const MOST_LISTED = 20

function report({ parsed, outline, doubts, losses, version, difference }: Prepared, dryRun: boolean, say: Say): void {
  const { manifest, clauses, rows } = parsed
  const facts = [manifest.issuer, manifest.docNo, manifest.issuedOn, manifest.jurisdiction, manifest.status].filter(Boolean)
  say.item({ manifest }, `《${manifest.title}》\n  编号 ${manifest.id}；${facts.join('；')}`)
  say.item({ outline }, outline.map((line) => `  ${line}`).join('\n'))
  for (const loss of losses) say.item({ loss }, `注意：${loss}`)
  for (const doubt of doubts.slice(0, MOST_LISTED))
    say.item({ doubt }, `请核对 第${doubt.line}行：${doubt.why}（${doubt.text.slice(0, 30)}）`)
  if (doubts.length > MOST_LISTED) say.item({ more: doubts.length - MOST_LISTED }, `另有${doubts.length - MOST_LISTED}处请核对。`)
  const { added, changed, removed } = difference
  if (version && version > 1) {
    for (const [what, ids] of [
      ['新增', added],
      ['修改', changed],
      ['删去', removed],
    ] as const)
      if (ids.length) say.item({ [what]: ids }, `${what}${ids.length}条：${ids.map((one) => one.split('/')[1]).join('、')}`)
  }
  const counted = `${clauses.length}条${rows.length ? `，其中任务${rows.length}项` : ''}`
  const done = !version ? '内容未变，没有改动。' : `${dryRun ? '试导入，没有改动：' : '已导入：'}${counted}，第${version}版。`
  say.item({ document: manifest.id, clauses: clauses.length, rows: rows.length, version: version ?? null, dryRun }, done)
}
