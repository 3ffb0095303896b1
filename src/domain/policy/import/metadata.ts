import type { DocumentManifest } from '../document.ts'
import { readChineseNumber } from '../numerals.ts'
import { isHeading } from './is-heading.ts'

/** What the operator said of the document; each goes before what the text says. */
export type Told = Partial<
  Pick<DocumentManifest, 'id' | 'title' | 'issuer' | 'docNo' | 'issuedOn' | 'jurisdiction' | 'status' | 'supersedes' | 'sourceUrl'>
>

/** A manifest from the text's head and foot: title, 文号, date, issuer, place, kind. `idOf` names a document that has no id yet. */
export function describe(text: string, fileName: string, told: Told, idOf: (title: string) => string): DocumentManifest {
  const lines = text
    .split('\n')
    .map((line) =>
      line
        .replace(/^#+\s*/, '')
        .replace(/<!--.*?-->|[\u200b\ufeff]/g, '')
        .trim(),
    )
    .filter(Boolean)
  const first = lines.findIndex(isHeading)
  const head = lines.slice(0, first < 0 ? 10 : first)
  const title = told.title ?? titleOf(head) ?? fileName.replace(/\.[a-z]+$/i, '')
  const foot = lines.slice(-8)
  const level = levelOf(title)
  const jurisdiction = told.jurisdiction ?? placeOf(title, head.join(''), level)
  const issuer = told.issuer ?? issuerOf(head, foot)
  const docNo = told.docNo ?? DOC_NO.exec(head.join('\n'))?.[0]?.replace(/\s/g, '')
  const issuedOn = told.issuedOn ?? dateOf(foot.filter((line) => BARE_DATE.test(line))) ?? dateOf(head)
  const [, start, end] = /(20\d\d)\s*年?\s*[-—–－至]+\s*(20\d\d)/.exec(title) ?? []
  return {
    id: told.id ?? idOf(title),
    file: fileName,
    title,
    shortTitle: title.replace(/^中共|^关于(?:印发)?/, ''),
    jurisdiction,
    level: level === 'law' ? 'law' : /[区县]$/.test(jurisdiction) ? 'district' : 'city',
    status: told.status ?? (/征求意见|草案/.test(title) ? '征求意见稿' : /起草说明/.test(title) ? '起草说明' : '现行'),
    ...(issuer ? { issuer } : {}),
    ...(docNo ? { docNo } : {}),
    ...(issuedOn ? { issuedOn } : {}),
    ...(start && end ? { periodStart: `${start}-01-01`, periodEnd: `${end}-12-31` } : {}),
    ...(told.supersedes ? { supersedes: told.supersedes } : {}),
    ...(told.sourceUrl ? { sourceUrl: told.sourceUrl } : {}),
  }
}

const BARE_DATE = /^\S{4}\s*年.{2,8}日$/
const DOC_NO = /[\u4e00-\u9fa5]{2,12}\s*[〔[（(]\s*20\d\d\s*[〕\])）]\s*(?:第\s*)?\d{1,4}\s*号/
const NO_TITLE = /^[（(].*[)）]$|^附件|通过$|会议|公布$|发布$|^来源|^索引|^发文|^各[区县街]|：$|。$|号$|^\d{4}年/

/** The first lines that name a kind of document, a title broken over lines put together. */
function titleOf(head: string[]): string | undefined {
  const end = head.findIndex((line) => KIND.test(line) && !NO_TITLE.test(line))
  if (end < 0) return head.find((line) => !NO_TITLE.test(line) && line.length > 4)
  let from = end
  while (
    from > 0 &&
    !NO_TITLE.test(head[from - 1]!) &&
    !DOC_NO.test(head[from - 1]!) &&
    !KIND.test(head[from - 1]!) &&
    end - from < 2 &&
    !/(政府|办公[厅室]|委员会|[局委厅])(文件)?$/.test(head[from - 1]!)
  )
    from--
  const draft = /^[（(](征求意见稿|试行|暂行|草案|节选)[)）]$/.exec(head[end + 1] ?? '')?.[0] ?? ''
  return head.slice(from, end + 1).join('') + draft
}

const KIND =
  /(条例|办法|规定|细则|规则|意见|通知|方案|计划|规划|纲要|标准|规范|导则|指引|指南|解释|说明|决定|公告|民法典|法|规约|要点|清单)([（(].+[)）])?$/

const levelOf = (title: string): 'law' | undefined =>
  /(条例|民法典|法|解释)([（(].+[)）])?$/.test(title) && !/(办法|意见|说明)([（(].+[)）])?$/.test(title) ? 'law' : undefined

function placeOf(title: string, head: string, level: 'law' | undefined): string {
  const district = /(?:北京市)?((?!市)[\u4e00-\u9fa5](?:(?!市)[\u4e00-\u9fa5]){1,2}区)(?!域)/
    .exec(title)?.[1]
    ?.replace(/^(?:关于|印发|北京市)/, '')
  if (district && !/小区|社区|地区|园区|辖区|城区|片区/.test(district)) return district
  if (/北京市/.test(title)) return '北京市'
  if (level === 'law') return '全国'
  const first = /北京市([\u4e00-\u9fa5]{2,3}区)(?=人民政府|住房|房屋)/.exec(head)?.[1]
  return first ?? '北京市'
}

function issuerOf(head: string[], foot: string[]): string | undefined {
  const signed = foot.find((line, at) => OFFICE.test(line) && readDate(foot[at + 1] ?? '') !== undefined)
  const passed = /(?:日\s*)([\u4e00-\u9fa5]+?(?:委员会|人民代表大会))(?=第|审判委员会)/.exec(head.join('\n'))?.[1]
  const masthead = head.map((line) => line.replace(/文件$/, '')).find((line) => OFFICE.test(line) && line.length < 24)
  return signed?.replace(/\s+/g, '') ?? passed?.replace(/第[一二三四五六七八九十]+届/, '') ?? masthead
}

const OFFICE = /(人民政府|办公[厅室]|委员会|人民法院|[局委厅])$/

/** The last date among these lines, as YYYY-MM-DD. */
const dateOf = (lines: string[]) => lines.map(readDate).findLast((date) => date !== undefined)

function readDate(line: string): string | undefined {
  const found = /(\d{4}|[二〇零一-九]{4})\s*年\s*([\d一二三四五六七八九十]{1,3})\s*月\s*([\d一二三四五六七八九十]{1,3})\s*日/.exec(line)
  if (!found || line.length > 60) return undefined
  const [year, month, day] = found.slice(1).map((word) => (/^\d+$/.test(word) ? Number(word) : readChineseNumber(word)))
  if (!year || !month || !day || month > 12 || day > 31) return undefined
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
