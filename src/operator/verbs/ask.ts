import { z } from 'zod'
import { shanghaiDateOf } from '#src/domain/calendar/shanghai.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { answerQuestion } from '#src/domain/policy/answer/answer.ts'
import { findCommunity } from '#storage/repositories/community.ts'
import { findWorkspace } from '#storage/repositories/people.ts'
import { actPrepared } from '../act.ts'
import { readJsonLines } from '../lines.ts'
import type { Declare } from '../verb.ts'

const question = z.object({
  id: z.union([z.string(), z.number()]),
  question: z.string(),
  audience: z.enum(['owner', 'member']).default('member'),
  community: z.string().optional(),
  history: z
    .array(
      z.union([
        z.object({ role: z.literal('user'), text: z.string() }),
        z.object({ role: z.literal('bot'), clauses: z.array(z.string()) }),
      ]),
    )
    .optional(),
})

type Question = z.output<typeof question>

export const declare: Declare = (command, deps, say) => {
  command
    .option('--question <问题>', '一个问题')
    .option('--file <文件>', 'JSONL，每行一个 {id,question,audience,community,history}；不给则读标准输入')
    .action(async ({ question: said, file }: { question?: string; file?: string }) => {
      const asked: Question[] =
        said === undefined ? await readJsonLines(deps, file, question) : [{ id: 1, question: said, audience: 'member' }]
      await actPrepared(deps, async (ctx) => {
        for (const one of asked) say.item(...(await answer(ctx, one)))
      })
    })
}

async function answer(ctx: DomainContext, asked: Question): Promise<[item: object, words: string]> {
  const { id, audience, history } = asked
  const index = await ctx.policy(ctx.tx)
  const district = asked.community === undefined ? undefined : await districtOf(ctx, asked.community)
  const started = performance.now()
  const given = answerQuestion(index, { question: asked.question, audience, history, district, todayOn: shanghaiDateOf(ctx.now) })
  const latencyMs = Math.round((performance.now() - started) * 100) / 100
  const { tier, refused, reason, text } = given
  const citations = given.citations.map(({ clause, title, docNo, status }) => ({ clause, title, docNo, status }))
  return [{ id, tier, refused, reason, text, citations, latencyMs }, text]
}

/** The district whose documents come first for an estate. */
async function districtOf({ tx }: DomainContext, communityId: string): Promise<string | undefined> {
  const community = await findCommunity(tx, communityId)
  return community && (await findWorkspace(tx, community.workspaceId))?.district
}
