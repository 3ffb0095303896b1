import QRCode from 'qrcode'
import type { Channel, Check } from '#src/channels/channel.ts'
import type { Clock } from '#src/clock.ts'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import { createContext, type Settings } from '#src/domain/context.ts'
import { listParked, settleParked } from '#src/domain/parked/parked.ts'
import { isSoon } from '#src/domain/tasks/due.ts'
import { listDue } from '#src/domain/tasks/list.ts'
import { type Database, inTransaction, type Queryable } from '#storage/db.ts'
import { listNewestAudit } from '#storage/repositories/audit.ts'
import { listOpenQuestions } from '#storage/repositories/learn.ts'
import { listChats, listWorkspaces, type Workspace } from '#storage/repositories/people.ts'
import { listPending } from '#storage/repositories/review.ts'
import { listPlans } from '#storage/repositories/work.ts'
import type { ConsoleDeps, District, Look } from './look.ts'

const newest = 20

type Given = {
  database: Database
  clock: Clock
  settings: Settings
  channels: Channel[]
  adminToken: string | undefined
  readiness(): Promise<{ database: string; channels: Record<string, string> }>
  checkUp(): Promise<Check[]>
}

/** Connects the staff page to the running service. */
export function createConsoleDeps({ database: { db }, clock, settings, channels, adminToken, readiness, checkUp }: Given): ConsoleDeps {
  return {
    adminToken,
    now: () => clock.now(),
    async look(check): Promise<Look> {
      const { database, channels: states } = await readiness()
      const at = clock.now()
      return {
        ...{ at, database, channels: states },
        login: await loginOf(channels),
        districts: await Promise.all((await listWorkspaces(db)).map((workspace) => districtOf(db, workspace, at, settings))),
        parked: await listParked(db),
        trail: await listNewestAudit(db, newest),
        checks: check ? await checkUp() : undefined,
      }
    },
    settle: (step, id) =>
      inTransaction(db, async (tx) => {
        const ctx = createContext({ ...settings, tx, actor: { type: 'operator' }, now: clock.now(), cause: 'console' })
        await settleParked(ctx, step, [id])
      }),
  }
}

async function loginOf(channels: Channel[]): Promise<Look['login']> {
  const code = channels.map((channel) => channel.loginCode?.()).find((waiting) => waiting !== undefined)
  return code && { picture: await QRCode.toDataURL(code.qr, { width: 560, margin: 2 }), at: code.at }
}

async function districtOf(db: Queryable, { id, name }: Workspace, at: Date, { calendar }: Settings): Promise<District> {
  const plans = await listPlans(db, id)
  const dues = (await Promise.all(plans.map((plan) => listDue(db, plan, { on: shanghaiDateOf(at), calendar })))).flat()
  return {
    name,
    plans: plans.length,
    groups: (await listChats(db, id)).filter(({ state }) => state === 'bound').length,
    dueSoon: dues.filter(isSoon).length,
    overdue: dues.filter(({ state }) => state === 'overdue').length,
    reviews: (await listPending(db, id)).length,
    questions: (await listOpenQuestions(db, id, ['open'])).length,
  }
}
