import { raw } from 'hono/html'
import type { Chart } from '#src/message.ts'
import { html, type Markup } from './markup.ts'

const palette = ['#b9c4d3', '#1f4e8c', '#4f8a8b', '#a8741a']
const single = ['#1f4e8c']
const ink = '#3a4452'
const rule = '#dfe4ea'
const width = 380

/** A figure with its title as caption. The drawing scales to its column and carries no inline style, so a strict CSP lets it through. */
export async function renderChart(chart: Chart): Promise<Markup> {
  if (chart.values.length === 0)
    return html`<figure class="chart"><figcaption>${chart.title}</figcaption><p class="absent">未提供</p></figure>`
  const svg = tidy(await draw(chart))
  return html`<figure class="chart"><figcaption>${chart.title}<span class="unit">单位：${chart.unit}</span></figcaption><div role="img" aria-label="${inWords(chart)}">${raw(svg)}</div></figure>`
}

async function draw(chart: Chart): Promise<string> {
  const { init } = await import('echarts')
  const labels = [...new Set(chart.values.map((value) => value.label))]
  const names = [...new Set(chart.values.map((value) => value.series ?? ''))]
  const option = chart.type === 'bar' ? barOption(chart, labels, names) : lineOption(chart, labels, names)
  const canvas = init(null, null, { renderer: 'svg', ssr: true, width, height: heightOf(chart, labels, names) })
  try {
    canvas.setOption({ ...option, animation: false, color: names.length > 1 ? palette : single, textStyle: { color: ink, fontSize: 13 } })
    return canvas.renderToSVGString({ useViewBox: true })
  } finally {
    canvas.dispose()
  }
}

/** Bars lie flat: Chinese labels stay readable on a phone. */
function barOption(chart: Chart, labels: string[], names: string[]) {
  return {
    ...legend(names),
    grid: { left: 0, right: 64, top: names.length > 1 ? 34 : 4, bottom: 0, containLabel: true },
    xAxis: { type: 'value' as const, show: false, min: 0, max: 'dataMax' as const },
    yAxis: {
      type: 'category' as const,
      data: labels,
      inverse: true,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: rule } },
      axisLabel: { color: ink, fontSize: 13, lineHeight: 18, width: labelWidth(labels), overflow: 'break' as const },
    },
    series: names.map((name) => ({
      type: 'bar' as const,
      name,
      barMaxWidth: 14,
      barGap: '25%',
      data: labels.map((label) => valueAt(chart, label, name)),
      silent: true,
      label: {
        show: true,
        position: 'right' as const,
        color: ink,
        fontSize: 13,
        formatter: `{c}${chart.unit === '%' ? '' : ' '}${chart.unit}`,
      },
    })),
  }
}

function lineOption(chart: Chart, labels: string[], names: string[]) {
  return {
    ...legend(names),
    grid: { left: 4, right: 24, top: names.length > 1 ? 44 : 24, bottom: 4, containLabel: true },
    xAxis: {
      type: 'category' as const,
      data: labels,
      boundaryGap: false,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: rule } },
      axisLabel: { color: ink, fontSize: 12 },
    },
    yAxis: { type: 'value' as const, splitLine: { lineStyle: { color: rule } }, axisLabel: { color: ink, fontSize: 12 } },
    series: names.map((name) => ({
      type: 'line' as const,
      name,
      symbolSize: 6,
      data: labels.map((label) => valueAt(chart, label, name)),
      silent: true,
      label: { show: true, color: ink, fontSize: 12, formatter: `{c}${chart.unit === '%' ? '' : ' '}${chart.unit}` },
    })),
  }
}

const legend = (names: string[]) =>
  names.length > 1
    ? {
        legend: {
          padding: 0,
          top: 0,
          left: 0,
          itemWidth: 12,
          itemHeight: 8,
          icon: 'rect',
          selectedMode: false as const,
          textStyle: { color: ink, fontSize: 13 },
        },
      }
    : {}

function heightOf(chart: Chart, labels: string[], names: string[]): number {
  if (chart.type === 'line') return 240
  const lines = Math.max(...labels.map((label) => label.split('\n').length))
  return labels.length * Math.max(names.length * 22, lines * 18, 18) + labels.length * 10 + (names.length > 1 ? 40 : 10)
}

/** Wide enough for the longest label, up to a third of the drawing; longer ones break. */
const labelWidth = (labels: string[]) =>
  Math.min(150, Math.max(...labels.flatMap((label) => label.split('\n')).map((line) => line.length * 13)))

const valueAt = (chart: Chart, label: string, series: string) =>
  chart.values.find((value) => value.label === label && (value.series ?? '') === series)?.value ?? null

const inWords = (chart: Chart) =>
  `${chart.title}：${chart.values.map(({ label, series, value }) => `${label.replaceAll('\n', ' ')}${series ? `（${series}）` : ''} ${value} ${chart.unit}`).join('，')}`

/** Fonts become attributes; hover styles and the library's own bookkeeping go. */
function tidy(svg: string): string {
  return svg
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/ style="([^"]*)"/g, (_, style: string) => {
      const size = /([\d.]+)px/.exec(style)?.[1]
      return size ? ` font-size="${size}"` : ''
    })
    .replace(/ (?:class|ecmeta_\w+|pointer-events|version|baseProfile|xmlns:xlink)="[^"]*"/g, '')
    .replace(/\n\s*/g, '')
}
