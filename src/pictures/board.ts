import type { Board } from '#src/domain/disclosures/disclosure.ts'
import { colours, headStrip, lines, type Strip, wayStrip } from './strip.ts'

/** What stands where the link to an estate's board is shared: whose it is and how much of it is there. */
export function boardStrips({ communityName, street, sample, rows }: Board, url: string): Strip[] {
  const open = rows.filter(({ item }) => item.visibility === 'PUB')
  const given = open.filter(({ current }) => current)
  return [
    headStrip(`物业服务信息公示栏${sample ? '（示例）' : ''}`, communityName, street ?? ''),
    lines(`面向社会公开${open.length}项，已提供${given.length}项`, 42, { top: 40, more: `fill="${colours.ink}" font-weight="700"` }),
    ...open.map(({ item, current }) =>
      lines(`${item.title}：${current ? `${current.publishedOn}公布` : '未提供'}`, 30, {
        top: 16,
        more: `fill="${current ? colours.ink : colours.red}"`,
      }),
    ),
    wayStrip('扫码或打开网址：看公示内容，提出异议', url),
  ]
}
