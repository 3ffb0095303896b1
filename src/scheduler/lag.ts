import { type BeatDeps, listReady } from './beat.ts'
import { chatJobs } from './jobs.ts'

/** By how much each job is late: the longest wait of a group whose turn has come, in seconds; zero when none waits. */
export async function jobLags(deps: Pick<BeatDeps, 'db' | 'clock' | 'settings'>): Promise<{ job: string; groups: number; lagS: number }[]> {
  const now = deps.clock.now().getTime()
  const ready = await listReady(deps)
  return chatJobs.map(({ name }) => {
    const waits = ready.filter(({ job }) => job === name).map(({ from }) => (now - from) / 1000)
    return { job: name, groups: waits.length, lagS: Math.max(0, ...waits) }
  })
}
