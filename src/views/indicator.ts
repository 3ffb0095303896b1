import type { Appeals } from '#src/domain/indicators/appeals.ts'
import { asListed, isHidden, rateOf, shownCount } from '#src/domain/indicators/rules-rate.ts'
import type { Block, Post } from '#src/message.ts'
import type { AppealMonth, IndicatorDefinition } from '#storage/repositories/indicator.ts'

/** One month of 诉求: each street's rate with its formula, and for the government the estates of the first hundred. */
export function appealsPost(appeals: Appeals): Post {
  const { month, street, streets, estates, definition, isGovernment } = appeals
  const total = streets.reduce((sum, { count }) => sum + count, 0)
  const [only] = streets
  return {
    title: `物业诉求 ${month}${street ? ` ${street}` : ''}`,
    tone: 'blue',
    summary:
      streets.length === 1 && only
        ? `${month} ${streetLine(only, isGovernment)}。`
        : `${month} ${streets.length}个街镇共${shownCount(total, isGovernment)}件。`,
    blocks: [
      ...(streets.length > 1
        ? [
            list(
              '各街镇（按名册顺序，不排名）',
              streets.map((row) => streetLine(row, isGovernment)),
            ),
          ]
        : []),
      { kind: 'text', text: formula(definition, streets) },
      ...(estates ? estateBlocks(estates) : []),
      { kind: 'note', text: noteOf(appeals) },
    ],
  }
}

/** 示例一街道：万人诉求率3.2（48件÷150000×10000，常住人口） */
function streetLine({ street, count, base, baseKind }: AppealMonth, isGovernment: boolean): string {
  if (isHidden(count, isGovernment)) return `${street}：${shownCount(count, isGovernment)}件，比率不予显示`
  const rate = rateOf(count, base)
  if (!rate) return `${street}：${count}件，万人诉求率未提供（缺少基数）`
  return `${street}：万人诉求率${rate.per10k}（${count}件÷${base}×10000${baseKind ? `，基数为${baseKind}` : ''}）`
}

function formula(definition: IndicatorDefinition | undefined, streets: AppealMonth[]): string {
  if (definition) return `公式：${definition.numerator}÷${definition.denominator}×10000（${definition.basis}）`
  const kinds = [...new Set(streets.flatMap(({ baseKind }) => baseKind ?? []))].join('、') || '未提供'
  return `公式：件数÷基数×10000。分子、分母的口径文件未规定，定义待提供；本表基数口径：${kinds}。`
}

function estateBlocks(estates: NonNullable<Appeals['estates']>): Block[] {
  if (estates.length === 0) return []
  const lines = asListed(estates).map(({ name, street, count, rank, households, topics }) => {
    const per = households ? `，每百户${Math.round((count / households) * 10_000) / 100}件` : ''
    const city = rank ? `全市第${rank}：` : ''
    return `${city}${name}（${street}）${count}件${per}${topics.length > 0 ? `，${topics.join('、')}` : ''}`
  })
  const title = `诉求前100小区在本区的分布（${estates.length}个，按来源名单）`
  return [
    list(title, lines.slice(0, 5)),
    ...(lines.length > 5 ? [{ kind: 'fold' as const, title: `其余${lines.length - 5}个`, items: lines.slice(5, 100) }] : []),
  ]
}

const list = (title: string, items: string[]): Block => ({ kind: 'list', title, items })

function noteOf({ streets, estates, isGovernment }: Appeals): string {
  const sources = [...new Set([...streets, ...(estates ?? [])].map(({ source }) => source.replace(/ 第\d+行$/, '')))]
  const hidden = isGovernment ? '' : '少于5件的不显示件数，小区名单不对外显示。'
  return `${hidden}来源：${sources.slice(0, 3).join('、') || '未提供'}。依据：任务分解表第39项“按月统计分析各街道（镇）物业服务万人诉求量、全市诉求前100小区分布情况和诉求问题”`
}

export const definedPost = ({ numerator, denominator }: IndicatorDefinition): Post => ({
  tone: 'green',
  summary: `已登记：万人诉求率＝${numerator}÷${denominator}×10000。`,
})
