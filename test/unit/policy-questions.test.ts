import { describe, expect, test } from 'vitest'
import { counted, likeness, mostAlike, SAME, withoutPersons } from '#src/domain/policy/learn/rules-text.ts'

describe('a question is kept without what tells persons', () => {
  test.each([
    ['@督办 我家漏水找谁', '我家漏水找谁'],
    ['3号楼2单元501的电话13800138000对吗', '某户的电话某号码对吗'],
    ['我住602室，物业费怎么算', '我住某户，物业费怎么算'],
    ['身份证11010119900307123X能办吗', '身份证某号码能办吗'],
    ['京A12345占了我的车位', '某车占了我的车位'],
    ['2026年引入多少个小区', '2026年引入多少个小区'],
    ['12345热线多久回复', '12345热线多久回复'],
  ])('%s', (said, kept) => expect(withoutPersons(said)).toBe(kept))
})

describe('the same question in other words', () => {
  test.each([
    ['物业费可以按季度交吗', '请问物业费可以按季度交吗？', true],
    ['物业费可以按季度交吗', '物业费能按季度交么', true],
    ['2025年引入多少个小区', '2026年引入多少个小区', false],
    ['物业费可以按季度交吗', '装修押金可以退吗', false],
  ])('%s — %s: %s', (one, other, same) => expect(likeness(one, other) >= SAME).toBe(same))

  test('counted together, most asked first', () => {
    const asked = ['装修押金可以退吗', '物业费可以按季度交吗', '请问物业费可以按季度交吗']
    expect(counted(asked)).toEqual([
      { text: '物业费可以按季度交吗', count: 2 },
      { text: '装修押金可以退吗', count: 1 },
    ])
    expect(mostAlike('押金能不能退', [{ text: '电梯几时修' }], SAME)).toBeUndefined()
  })
})
