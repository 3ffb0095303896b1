import { expect, test } from 'vitest'
import { fresh } from '#src/http/pages/fresh.ts'
import { once } from '#src/http/pages/once.ts'

const counted = (answers: (string | undefined)[]) => {
  let loads = 0
  return { load: async () => answers[loads++], loads: () => loads }
}

test('whoever asks at the same time or shortly after shares one look-up', async () => {
  const { load, loads } = counted(['第1版', '第2版'])
  const find = fresh(load, { forMs: 60_000 })
  expect(await Promise.all([find('a'), find('a'), find('a')])).toEqual(['第1版', '第1版', '第1版'])
  expect(await find('a')).toBe('第1版')
  expect(loads()).toBe(1)
})

test('after its moment it is looked up again', async () => {
  const find = fresh(counted(['第1版', '第2版']).load, { forMs: 0 })
  expect([await find('a'), await find('a')]).toEqual(['第1版', '第2版'])
})

test('for a moment after, the one at hand is given while the next is on its way; later nobody is given it', async () => {
  let at = 0
  const { load, loads } = counted(['第1版', '第2版', '第3版'])
  const find = fresh(load, { forMs: 1000, now: () => at })
  await find('a')
  at = 1500
  expect(await Promise.all([find('a'), find('a')])).toEqual(['第1版', '第1版'])
  expect([await find('a'), loads()]).toEqual(['第2版', 2])
  at = 60_000
  expect([await find('a'), loads()]).toEqual(['第3版', 3])
})

test('what is not there, and what failed, is asked for again', async () => {
  const find = fresh(counted([undefined, '第1版']).load, { forMs: 60_000 })
  expect([await find('a'), await find('a')]).toEqual([undefined, '第1版'])
  let broken = true
  const shaky = fresh(async () => (broken ? Promise.reject(new Error('down')) : '第1版'), { forMs: 60_000 })
  await expect(shaky('a')).rejects.toThrow('down')
  broken = false
  expect(await shaky('a')).toBe('第1版')
})

test('no more is remembered than asked', async () => {
  const { load, loads } = counted(['a', 'b', 'a'])
  const find = fresh(load, { forMs: 60_000, most: 1 })
  for (const key of ['a', 'b', 'a']) await find(key)
  expect(loads()).toBe(3)
})

test('the same content is made once, other content anew', async () => {
  const made = once<string>()
  const make = counted(['一', '二'])
  const say = (content: unknown) => made(content, make.load as () => Promise<string>)
  expect([await say({ version: 1 }), await say({ version: 1 }), await say({ version: 2 })]).toEqual(['一', '一', '二'])
})
