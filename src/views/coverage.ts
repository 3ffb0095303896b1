import type { Coverage } from '#src/domain/disclosures/rules-coverage.ts'
import type { Block, Post } from '#src/message.ts'

/** The three 100 % goals, street by street: counts and what is missing, in the order of names. */
export function coveragePost(coverage: Coverage[]): Post {
  const estates = coverage.reduce((sum, one) => sum + one.estates, 0)
  const means = coverage[0]!.goals
  const reached = means.map(({ title }, index) => {
    const count = coverage.reduce((sum, { goals }) => sum + goals[index]!.reached, 0)
    return `${title}${count}/${estates}`
  })
  return {
    title: coverage.length === 1 ? `公示覆盖 ${coverage[0]!.street}` : '公示覆盖',
    tone: 'blue',
    summary: `${reached.join('，')}（目标100%）。`,
    blocks: [
      ...coverage.map(
        (one): Block => ({
          kind: 'list',
          title: `${one.street}（${one.estates}个小区）`,
          items: one.goals.map(({ title, reached: count }) => `${title}：${count}/${one.estates}`),
        }),
      ),
      { kind: 'fold', title: '尚未达到的小区', items: coverage.flatMap(missingOf) },
      { kind: 'note', text: `按名称排列，不排名。口径：${means.map(({ title, means }) => `${title}——${means}`).join('；')}。` },
    ],
  }
}

const missingOf = ({ street, goals }: Coverage): string[] =>
  goals.flatMap(({ title, missing }) => (missing.length > 0 ? [`${street} ${title}：${missing.join('、')}`] : []))
