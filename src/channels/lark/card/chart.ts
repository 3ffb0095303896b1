import type { Chart } from '#src/message.ts'
import type { Node } from './nodes.ts'

/** A VChart specification without functions, as the card component takes it. */
export function chartNode(chart: Chart): Node {
  const hasSeries = chart.values.some(({ series }) => series !== undefined)
  return {
    tag: 'chart',
    aspect_ratio: '16:9',
    color_theme: 'brand',
    preview: true,
    chart_spec: {
      type: chart.type,
      title: { text: `${chart.title}（${chart.unit}）` },
      data: {
        values: chart.values.map(({ label, value, series }) => (hasSeries ? { label, value, series: series ?? '' } : { label, value })),
      },
      xField: 'label',
      yField: 'value',
      ...(hasSeries ? { seriesField: 'series', legends: { visible: true, orient: 'bottom' } } : {}),
      label: { visible: true },
    },
  }
}
