import { basename } from 'node:path'
import { Argument } from 'commander'
import { sha256 } from '#src/domain/audit/canonical.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { DomainError } from '#src/errors.ts'
import { lineOf, type Problem, readForm, type SheetForm } from '#src/sheets/form.ts'
import { type FormKind, forms } from '#src/sheets/forms/index.ts'
import { readRows, type SheetRow } from '#src/sheets/read.ts'
import { limits } from '#src/sheets/unzip.ts'
import { actPrepared } from '../act.ts'
import { readInput } from '../files.ts'
import { importCommunities } from '../imports/communities.ts'
import { importContracts } from '../imports/contracts.ts'
import { importDisclosures } from '../imports/disclosures.ts'
import { importEvents } from '../imports/events.ts'
import { importFacilities } from '../imports/facilities.ts'
import { importFees } from '../imports/fees.ts'
import { importFunds } from '../imports/funds.ts'
import { importIndicators } from '../imports/indicators.ts'
import { importLedger } from '../imports/ledger.ts'
import { importMembers } from '../imports/members.ts'
import { importOrders } from '../imports/orders.ts'
import type { Change, Importer, ImportPlan, Into } from '../imports/plan.ts'
import { importPolicy, type PolicyOptions, policyOptions } from '../imports/policy.ts'
import { importReport } from '../imports/report.ts'
import { importRevenue } from '../imports/revenue.ts'
import { importSchedules } from '../imports/schedules.ts'
import { importServiceDone, importServices } from '../imports/services.ts'
import { importTasks } from '../imports/tasks.ts'
import { importUnits } from '../imports/units.ts'
import { planOption, workspaceOption } from '../options.ts'
import type { Say } from '../say.ts'
import type { Declare } from '../verb.ts'

type Planner = (ctx: DomainContext, rows: SheetRow[], into: Into) => Promise<ImportPlan>

const planners: Record<FormKind, Planner> = {
  tasks: planner(forms.tasks, importTasks),
  schedules: planner(forms.schedules, importSchedules),
  units: planner(forms.units, importUnits),
  members: planner(forms.members, importMembers),
  communities: planner(forms.communities, importCommunities),
  contracts: planner(forms.contracts, importContracts),
  facilities: planner(forms.facilities, importFacilities),
  events: planner(forms.events, importEvents),
  fees: planner(forms.fees, importFees),
  revenue: planner(forms.revenue, importRevenue),
  funds: planner(forms.funds, importFunds),
  disclosures: planner(forms.disclosures, importDisclosures),
  services: planner(forms.services, importServices),
  'service-done': planner(forms['service-done'], importServiceDone),
  report: planner(forms.report, importReport),
  ledger: planner(forms.ledger, importLedger),
  indicators: planner(forms.indicators, importIndicators),
  orders: planner(forms.orders, importOrders),
}

/** The problems of the cells and those of the rows among each other are told together. */
function planner<T>(form: SheetForm<T>, importer: Importer<T>): Planner {
  return async (ctx, rows, into) => {
    const { values, problems } = readForm(form, rows)
    const plan = await importer(ctx, values, into)
    return { ...plan, problems: [...problems, ...plan.problems].sort((a, b) => a.row - b.row) }
  }
}

type Options = Omit<Into, 'sourceOf'> & PolicyOptions & { dryRun?: boolean }

export const declare: Declare = (command, deps, say) => {
  for (const option of policyOptions()) command.addOption(option)
  command
    .addArgument(new Argument('<种类>', '文件里是什么').choices([...Object.keys(forms), 'policy']))
    .argument('<文件>', '.xlsx 或 .csv 文件，格式见 template；policy 为 .txt、.md、.docx、.pdf')
    .addOption(planOption())
    .addOption(workspaceOption())
    .option('--dry-run', '只检查，不改动')
    .action(async (kind: FormKind | 'policy', file: string, { dryRun = false, ...into }: Options) => {
      if (kind === 'policy') return importPolicy(deps, file, { dryRun, ...into }, say)
      const bytes = await readInput(deps.cwd, file, limits.fileBytes)
      const rows = await readRows(bytes, forms[kind].sheet)
      const plan = await actPrepared(deps, async (ctx) => {
        const made = await planners[kind](ctx, rows, { ...into, sourceOf: sourceIn(file, bytes) })
        if (made.problems.length === 0 && !dryRun) await made.save()
        return made
      })
      if (plan.problems.length > 0) refuse(plan.problems, say)
      report(plan.changes, dryRun, say)
    })
}

/** How the trail names a row: the file as it was called, a mark of its bytes, the row. */
const sourceIn = (file: string, bytes: Buffer) => {
  const mark = `${basename(file)} sha256:${sha256(bytes).slice(0, 16)}`
  return (row: number) => `${mark} 第${row}行`
}

const MOST_LISTED = 100

function refuse(problems: Problem[], say: Say): never {
  for (const problem of problems.slice(0, MOST_LISTED)) say.item(problem, lineOf(problem))
  const rest = problems.length - MOST_LISTED
  if (rest > 0) say.item({ more: rest }, `另有${rest}处。`)
  throw new DomainError('BAD_ROWS', `文件有${problems.length}处问题，没有导入任何一行。`)
}

const words: Record<Change['what'], string> = { added: '新增', changed: '更新', same: '不变' }

function report(changes: Change[], dryRun: boolean, say: Say): void {
  for (const change of changes.filter(({ what }) => what !== 'same')) {
    say.item(change, `第${change.row}行：${words[change.what]} ${change.name}`)
  }
  const count = (what: Change['what']) => changes.filter((change) => change.what === what).length
  const [added, changed, same] = [count('added'), count('changed'), count('same')]
  say.item({ added, changed, same, dryRun }, `${dryRun ? '试导入，没有改动：' : '已导入：'}新增${added}，更新${changed}，不变${same}。`)
}
