import type { Field, Form, Post } from '#src/message.ts'
import { type Option, select } from './select.ts'

const how = (chatId: string) => [
  '工作群：专班负责人在群内发送「@督办 绑定 工作群」；只属一个单位的群，后面加单位名称。',
  '业主群：发送「@督办 绑定 业主群 小区名称」。',
  `也可由运维人员执行 group bind，群编号：${chatId}`,
]

/** What a group may be bound to, and the key under which the card itself is sent. */
export type Choices = { key: string; units: string[]; communities: { id: string; name: string }[] }

/** What a group sees when the bot comes in: what it can be, and the form that says so. */
export const welcome = (chatId: string, choices: Choices): Post => ({
  title: '督办助手已入群',
  tone: 'blue',
  summary: '本群还未绑定，绑定后即可使用。',
  blocks: [
    { kind: 'list', items: how(chatId) },
    { kind: 'note', text: '由专班负责人或群主选择；绑定前不记录、不回复群内讨论。' },
  ],
  form: bindForm(choices),
})

/** A longer list is typed rather than scrolled. */
const mostOptions = 60

function bindForm({ key, units, communities }: Choices): Form {
  const names = communities.map(({ id, name }) => [id, name] as const)
  return {
    action: '绑定',
    args: { card: key },
    version: 1,
    submit: '绑定本群',
    fields: [
      select('kind', '本群是', ['工作群', '业主群']),
      choice('unit', '工作群所属单位', '整个专班', units),
      choice('community', '业主群所在小区', '（工作群不选）', names),
    ],
  }
}

function choice(name: string, label: string, none: string, options: readonly Option[]): Field {
  if (options.length === 0 || options.length > mostOptions) return { kind: 'input', name, label, placeholder: '写名称', maxLength: 100 }
  return select(name, label, [['-', none], ...options])
}

export const unboundHint = (chatId: string): Post => ({
  summary: '本群还未绑定：请问是哪个小区或单位的群？',
  blocks: [{ kind: 'list', items: how(chatId) }],
})
