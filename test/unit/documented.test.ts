import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { commands } from '#commands/index.ts'
import { variables } from '#src/config.ts'
import { chatJobs } from '#src/scheduler/jobs.ts'

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')
const readme = read('README.md')
const [, words = ''] = /## What people say to it([\s\S]*?)\n## /.exec(readme) ?? []
const [, configuration = ''] = /## Configuration([\s\S]*?)\n### /.exec(readme) ?? []

/** What the image sets itself, and the clock that production refuses. */
const ofTheImage = ['HOST', 'PORT', 'DATA_DIR', 'NODE_ENV', 'DUBAN_CLOCK']

test('README tells every variable', () => {
  expect(variables.filter((name) => !configuration.includes(`\`${name}\``))).toEqual([])
})

test('compose.yaml hands on every variable the image does not set', () => {
  const compose = read('compose.yaml')
  expect(variables.filter((name) => !ofTheImage.includes(name) && !compose.includes(`      ${name}: `))).toEqual([])
})

test('README names every command', () => {
  expect(
    commands.map(({ about }) => about.name).filter((name) => !new RegExp(`(^|[\\s|,/])${name}(?=[\\s,|;/])`, 'm').test(words)),
  ).toEqual([])
})

test('README tells the hour of every job', () => {
  expect(chatJobs.filter(({ beat }) => !words.includes(beat.at)).map(({ name }) => name)).toEqual([])
})
