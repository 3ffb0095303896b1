import { expect, test } from 'vitest'
import { readMention } from '#src/channels/wechat/mention.ts'

const self = { id: 'bot', names: ['小督', '小督助手', '物业 问答', '', '督(办)'] }

test.each([
  // what was said, ids of the mention list, addressed, what is left
  ['@小督\u2005停车费', ['bot'], true, '停车费'],
  ['@小督\u2005停车费', [], true, '停车费'],
  ['停车费 @小督\u2005', ['bot'], true, '停车费'],
  ['请问@小督 停车费多少', [], true, '请问 停车费多少'],
  ['@小督停车费', [], true, '停车费'],
  ['＠小督，停车费', [], true, '停车费'],
  ['@小督助手 停车费', [], true, '停车费'],
  ['@物业 问答\u2005停车费', [], true, '停车费'],
  ['@督(办)：停车费', [], true, '停车费'],
  ['@小督', ['bot'], true, ''],
  ['@小督\u2005@小督\u2005在吗', ['bot'], true, '在吗'],
  ['停车费', [], false, '停车费'],
  ['小督 停车费', [], false, '小督 停车费'],
  ['@张三\u2005你看小督说的', ['zhang'], false, '@张三 你看小督说的'],
  ['@小督查组长\u2005明天见', ['zu'], false, '@小督查组长 明天见'],
  ['@小督查组长\u2005问问@小督 吧', ['zu'], true, '@小督查组长 问问 吧'],
  ['@张三\u2005 @小督\u2005停车费', ['zhang', 'bot'], true, '@张三 停车费'],
  ['@旧名字\u2005停车费', ['bot'], true, '停车费'],
  ['@旧名字 停车费', ['bot'], true, '停车费'],
  ['@甲\u2005@乙\u2005停车费', ['bot', 'jia'], true, '@甲 @乙 停车费'],
  ['@所有人 今晚停水', ['bot', 'zhang'], false, '@所有人 今晚停水'],
  ['@所有人\u2005@小督\u2005今晚停水吗', ['bot', 'zhang'], true, '@所有人 今晚停水吗'],
  ['「小督：@小督 未提供。」\n- - - - - - - - - - - - - - -\n谁知道', [], false, '谁知道'],
  ['「张三：停水」\n- - - - - - - - - - - - - - -\n@小督\u2005真的吗', ['bot'], true, '真的吗'],
  ['进度 5\n50%', [], false, '进度 5\n50%'],
] as [string, string[], boolean, string][])('%j with %j', (message, ids, mentioned, text) => {
  expect(readMention(message, ids, self)).toEqual({ mentioned, text })
})
