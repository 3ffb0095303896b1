type Order = {
  topic: string
  receivedOn: string
  dueOn: string | null
  closedOn: string | null
  solved: '是' | '否' | null
  satisfied: '是' | '否' | null
}

/** A rate is what it is counted from; nothing is said of it where nobody was asked. */
export type Rate = { num: number; den: number }

export type OrderCounts = {
  received: number
  closed: number
  overdue: number
  solved: Rate
  satisfied: Rate
  topics: { topic: string; count: number }[]
}

/** 12345 orders of one estate over some days, as they stand on `on`. */
export function countOrders(orders: Order[], on: string): OrderCounts {
  const rate = (key: 'solved' | 'satisfied'): Rate => {
    const asked = orders.filter((order) => order[key] !== null)
    return { num: asked.filter((order) => order[key] === '是').length, den: asked.length }
  }
  const topics = Map.groupBy(orders, ({ topic }) => topic)
  return {
    received: orders.length,
    closed: orders.filter(({ closedOn }) => closedOn !== null).length,
    overdue: orders.filter(({ dueOn, closedOn }) => dueOn !== null && (closedOn ?? on) > dueOn).length,
    solved: rate('solved'),
    satisfied: rate('satisfied'),
    topics: [...topics]
      .map(([topic, those]) => ({ topic, count: those.length }))
      .toSorted((a, b) => b.count - a.count || a.topic.localeCompare(b.topic, 'zh')),
  }
}
