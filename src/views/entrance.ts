import type { Place } from '#src/domain/entrances/find.ts'
import type { Post } from '#src/message.ts'

const linksOf = (places: Place[]) => places.flatMap(({ name, url }) => (url ? [{ label: name, url }] : []))

/** Where to go for what is done elsewhere. */
export function entrancePost(places: Place[]): Post {
  const [only] = places
  if (only && places.length === 1) {
    return {
      tone: 'blue',
      summary: `${only.name}：${only.use}。`,
      blocks: [
        { kind: 'text', text: `${only.how}。` },
        ...(only.note ? [{ kind: 'text' as const, text: only.note }] : []),
        { kind: 'note', text: `依据：${only.basis}。` },
      ],
      links: linksOf(places),
    }
  }
  return {
    title: '办事入口',
    tone: 'blue',
    summary: `本群可查${places.length}个办事入口，本系统不代为办理。`,
    blocks: [
      { kind: 'list', items: places.map(({ name, use, note }) => `${name}：${use}${note?.startsWith('自愿有偿') ? '（自愿有偿）' : ''}`) },
    ],
    links: linksOf(places),
  }
}

export const entranceSetPost = ({ name, url }: Place): Post => ({ tone: 'green', summary: `已设置：${name}入口${url}。` })

type HandOff = { estate: string; street: string | undefined; company: string | undefined; text: string }

/** Words to hand on to 12345: what and where, not who. */
export const handOffPost = ({ estate, street, company, text }: HandOff): Post => ({
  tone: 'blue',
  summary: '请复制下面的文字，拨打12345或在“北京12345”小程序提交；本系统不代为提交。',
  blocks: [
    { kind: 'quote', text: `反映${street ? `${street}` : ''}${estate}：${text}。物业服务企业：${company ?? '未提供'}。请督促答复处理。` },
    { kind: 'note', text: '可先找物业服务企业或社区居委会；联系方式由您本人向12345提供，请勿发在群里。依据《北京市接诉即办工作条例》。' },
  ],
})
