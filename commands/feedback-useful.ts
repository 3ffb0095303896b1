import { z } from 'zod'
import type { Input } from './command.ts'
import { run as judgeAnswer } from './feedback.ts'

export const about = {
  name: '有用',
  aliases: ['有帮助', '解决了'],
  summary: '刚才的答复有用',
  usage: '有用',
  audience: 'any' as const,
}

export const args = z.object({ helpful: z.literal(true) })

export const parse = (_input: Input): unknown => ({ helpful: true })

export const run = judgeAnswer
