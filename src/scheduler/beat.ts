import type { Clock } from '#src/clock.ts'
import type { Calendar } from '#src/domain/calendar/calendar.ts'
import { instantOf } from '#src/domain/calendar/shanghai.ts'
import { createContext, type Settings } from '#src/domain/context.ts'
import { laddersByWorkspace } from '#src/domain/reminders/ladders.ts'
import { calendarOf, defaultLadder, type Ladder, outsideQuiet } from '#src/domain/reminders/rules-ladder.ts'
import type { Log } from '#src/log.ts'
import { type Db, inTransaction } from '#storage/db.ts'
import { claimSlots, forgetFailures, listUnrun } from '#storage/repositories/job.ts'
import type { Chat } from '#storage/repositories/people.ts'
import { reportFailure } from './failure.ts'
import { type ChatJob, chatJobs } from './jobs.ts'
import { offsetSeconds, openSlot } from './slot.ts'

export type BeatDeps = {
  db: Db
  clock: Clock
  log: Log
  settings: Settings
  /** workspaces taken at once */
  parallel: number
  wakeOutbox: () => void
}

const chatKeyOf = (chat: Chat) => `${chat.channel}:${chat.chatId}`

/**
 * Runs what is open and not yet run. The rows (job, slot) are written with the job's effects: once, whoever ticks.
 * A workspace's groups whose turn has come take it together, so that its plans are read once.
 */
export async function beat(deps: BeatDeps): Promise<void> {
  const own = await laddersByWorkspace(deps.db)
  for (const job of chatJobs) {
    const workspaces = Map.groupBy(await readyFor(deps, job, own), ({ chat }) => chat.workspaceId).values()
    const worker = async () => {
      for (const ready of workspaces)
        await runTogether(
          deps,
          job,
          ready[0]!.turn,
          ready.map(({ chat }) => chat),
        )
    }
    await Promise.all(Array.from({ length: deps.parallel }, worker))
  }
}

type Given = Pick<BeatDeps, 'db' | 'clock' | 'settings'>

/** Every group whose turn of a job has come and is not taken yet, and since when, in ms. */
export async function listReady(deps: Given): Promise<{ job: string; from: number }[]> {
  const own = await laddersByWorkspace(deps.db)
  const ready = []
  for (const job of chatJobs) for (const { from } of await readyFor(deps, job, own)) ready.push({ job: job.name, from })
  return ready
}

async function readyFor(deps: Given, job: ChatJob, own: Map<string, Ladder>): Promise<{ chat: Chat; turn: Turn; from: number }[]> {
  const now = deps.clock.now()
  const turns = new Map([undefined, ...own.keys()].map((id) => [id, turnOf(deps, job, now, id === undefined ? undefined : own.get(id))]))
  const open = [...turns.values()].find((turn) => turn !== undefined)
  if (!open) return []
  return (await listUnrun(deps.db, job.name, open.slot, job.kind)).flatMap((chat) => {
    const turn = turnFor(turns, chat)
    if (!turn || (job.owedToBound && chat.boundAt && chat.boundAt.getTime() > turn.opened)) return []
    const from = turn.opened + offsetSeconds(chatKeyOf(chat)) * 1000
    return now.getTime() >= from ? [{ chat, turn, from }] : []
  })
}

type Turn = { slot: string; opened: number; calendar: Calendar }

const turnFor = (turns: Map<string | undefined, Turn | undefined>, { workspaceId }: Chat): Turn | undefined =>
  turns.get(workspaceId !== null && turns.has(workspaceId) ? workspaceId : undefined)

/** The job's turn in a workspace with this ladder, when it is open: work waits for the end of the quiet hours. */
function turnOf({ settings }: Given, job: ChatJob, now: Date, ladder: Ladder = defaultLadder): Turn | undefined {
  const hours = job.kind === 'work' ? outsideQuiet(job.beat, ladder) : job.beat
  const calendar = calendarOf(settings.calendar, ladder)
  const slot = hours && openSlot({ ...job.beat, ...hours }, now, calendar)
  return slot === undefined ? undefined : { slot, opened: instantOf(slot, hours!.at).getTime(), calendar }
}

/** When it fails for all, each has its own try: one bad group holds up only itself. */
async function runTogether(deps: BeatDeps, job: ChatJob, turn: Turn, chats: Chat[]): Promise<void> {
  try {
    await runSlot(deps, job, turn, chats)
  } catch (error) {
    if (chats.length > 1) for (const chat of chats) await runTogether(deps, job, turn, [chat])
    else await reportFailure(deps, { job: `${job.name}:${chatKeyOf(chats[0]!)}`, slot: turn.slot }, error)
  }
}

async function runSlot(deps: BeatDeps, job: ChatJob, { slot, calendar }: Turn, chats: Chat[]): Promise<void> {
  const nameOf = (chat: Chat) => `${job.name}:${chatKeyOf(chat)}`
  const ran = await inTransaction(deps.db, async (tx) => {
    const now = deps.clock.now()
    const claimed = await claimSlots(tx, chats.map(nameOf), slot, now)
    const mine = chats.filter((chat) => claimed.has(nameOf(chat)))
    if (mine.length === 0) return false
    const cause = `${job.name}:${mine.length === 1 ? chatKeyOf(mine[0]!) : mine[0]!.workspaceId}@${slot}`
    await job.run(createContext({ ...deps.settings, calendar, tx, actor: { type: 'system', job: job.name }, now, cause }), mine)
    await forgetFailures(tx, mine.map(nameOf))
    return true
  })
  if (ran) deps.wakeOutbox()
}
