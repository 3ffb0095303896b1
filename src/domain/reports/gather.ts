import type { Queryable } from '#storage/db.ts'
import { listFacilities } from '#storage/repositories/community.ts'
import {
  countObjections,
  countWorkOrders,
  findRepairFund,
  listFeeStandards,
  listOpenDays,
  listServiceDone,
  listServicePlans,
  sumRevenue,
} from '#storage/repositories/service.ts'
import { type Fact, type Facts, plannedFacts } from './rules-draft.ts'
import type { Period } from './rules-period.ts'

const tenThousand = (fen: number) => (fen / 1_000_000).toFixed(2)
const fact = (value: number | string): Fact => ({ value: String(value) })

/** What is on record for an estate and a period. */
export async function gatherFacts(db: Queryable, communityId: string, { from, to }: Period): Promise<Facts> {
  const done = await listServiceDone(db, communityId, from.slice(0, 7), to.slice(0, 7))
  return {
    services: plannedFacts(await listServicePlans(db, communityId), done, { from, to }),
    known: new Map([
      ...(await facilityFacts(db, communityId, to)),
      ...(await moneyFacts(db, communityId, from, to)),
      ...(await peopleFacts(db, communityId, from, to)),
    ]),
  }
}

type Entries = [label: string, fact: Fact][]

async function facilityFacts(db: Queryable, communityId: string, to: string): Promise<Entries> {
  const facilities = await listFacilities(db, communityId)
  if (facilities.length === 0) return []
  const overdue = facilities.filter(({ inspectionDueOn }) => inspectionDueOn !== null && inspectionDueOn <= to)
  return [
    ['电梯', fact(facilities.filter(({ type }) => type === '电梯').length)],
    ['检验到期设施', fact(overdue.length)],
  ]
}

async function moneyFacts(db: Queryable, communityId: string, from: string, to: string): Promise<Entries> {
  const fee = (await listFeeStandards(db, communityId)).find(({ item, unit }) => item === '物业费' && unit === '元/㎡·月')
  const revenue = await sumRevenue(db, communityId, from, to)
  const fund = await findRepairFund(db, communityId, to)
  const of = (kind: string) => revenue.get(kind) ?? 0
  return [
    ...(fee ? [['物业费标准', { value: String(fee.rate), source: fee.basis }] as [string, Fact]] : []),
    ...(revenue.size > 0
      ? ([
          ['公共收益收入', fact(tenThousand(of('income')))],
          ['公共收益成本', fact(tenThousand(of('cost')))],
          ['公共收益净额', fact(tenThousand(of('income') - of('cost')))],
          ['转入维修资金', fact(tenThousand(of('fund')))],
        ] satisfies Entries)
      : []),
    ...(fund
      ? ([
          ['维修资金余额', fact(tenThousand(fund.balance))],
          ['首期应筹额', fact(tenThousand(fund.firstRequired))],
        ] satisfies Entries)
      : []),
  ]
}

async function peopleFacts(db: Queryable, communityId: string, from: string, to: string): Promise<Entries> {
  const orders = await countWorkOrders(db, communityId, from, to)
  const objections = await countObjections(db, communityId, from, to)
  const held = (await listOpenDays(db, communityId, from, to)).filter(({ attended }) => attended !== null)
  return [
    ...(orders ? [['12345件数', fact(orders.received)] as [string, Fact]] : []),
    ['异议受理', fact(objections.received)],
    ['异议已答复', fact(objections.settled)],
    ...(held.length > 0
      ? ([
          ['开放日', fact(held.length)],
          ['参加人次', fact(held.reduce((sum, { attended }) => sum + attended!, 0))],
        ] satisfies Entries)
      : []),
  ]
}
