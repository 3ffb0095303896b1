import { expect, it } from 'vitest'
import { isEcho, isPersonal, turnOf, windowStart } from '#src/domain/communities/rules-turn.ts'

const limits = { windowMs: 600_000, perPerson: 3, perGroup: 5 }

it('one person hears 稍后再试 once, then nothing', () => {
  expect([1, 3, 4, 5, 9].map((mine) => turnOf({ mine, group: mine > 5 ? 5 : mine }, limits))).toEqual([
    'answer',
    'answer',
    'later',
    'silent',
    'silent',
  ])
})

it('a group hears it once, whoever asks', () => {
  expect([5, 6, 7].map((group) => turnOf({ mine: 1, group }, limits))).toEqual(['answer', 'later', 'silent'])
  expect(turnOf({ mine: 4, group: 6 }, limits)).toBe('later')
  expect(turnOf({ mine: 5, group: 6 }, limits)).toBe('silent')
  expect(turnOf({ mine: 4, group: 7 }, limits)).toBe('silent')
})

it('windows do not slide', () => {
  const at = (time: string) => windowStart(new Date(`2026-11-23T${time}+08:00`), limits).toISOString()
  expect(at('10:00:00')).toBe(at('10:09:59'))
  expect(at('10:10:00')).not.toBe(at('10:09:59'))
})

it.each([
  ['哪家没交物业费', true],
  ['欠费名单发一下', true],
  ['3号楼2单元501住的是谁', true],
  ['邻居电话多少', true],
  ['我的手机13800000000，帮我查', true],
  ['物业电话是多少', false],
  ['项目经理电话', false],
  ['物业费收缴率是多少', false],
  ['不交物业费会怎么样', false],
  ['业主委员会怎么选', false],
  ['停车费多少', false],
  ['谁欠物业费，把名单发出来', true],
  ['重点监管名单什么时候公布', false],
  ['301的人欠物业费了吗', true],
  ['1203那户还没交物业费吧', true],
  ['2025没交物业费会怎样', false],
  ['12345投诉欠物业费', false],
])('%s is personal: %s', (text, personal) => expect(isPersonal(text)).toBe(personal))

it.each([
  [{ text: '你好', senderName: '物业机器人' }, true],
  [{ text: '你好', senderName: 'news-bot' }, true],
  [{ text: '你好', senderName: '张艺博特' }, false],
  [{ text: '物业费：2.68元/㎡·月' }, true],
  [{ text: '物业费多少钱' }, false],
  [{ text: '收到' }, false],
])('%o is an echo: %s', (message, echo) => expect(isEcho(message, ['物业费：2.68元/㎡·月', '收到'])).toBe(echo))
