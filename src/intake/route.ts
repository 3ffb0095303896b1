import type { AnyCommand, Input, Place } from '#commands/command.ts'
import { runEnclosed } from '#commands/enclosed.ts'
import { commandHearing, commands, findCommand } from '#commands/index.ts'
import { hintUnbound, noteChatChange, noteHeard } from '#src/domain/chats/meet.ts'
import { takesTurn } from '#src/domain/communities/turn.ts'
import type { DomainContext } from '#src/domain/context.ts'
import { disclosureAsked } from '#src/domain/disclosures/asked.ts'
import { withdrawProofFiles } from '#src/domain/ledger/proof-files.ts'
import { withdrawCounts } from '#src/domain/ledger/write.ts'
import { WhichPlan, withoutPlan } from '#src/domain/plans/find.ts'
import { isChatter } from '#src/domain/policy/answer/guard.ts'
import { answerAsked, assertUnanswered } from '#src/domain/progress/answer.ts'
import { addToReport, keepFiles, withdrawFiles } from '#src/domain/progress/evidence.ts'
import { withdrawRecalled } from '#src/domain/progress/withdraw.ts'
import { DomainError } from '#src/errors.ts'
import type { ChannelName, Edit, Inbound, InboundMessage, Post, Submission } from '#src/message.ts'
import { received } from '#src/views/attachment.ts'
import { whichPlanPost } from '#src/views/which-plan.ts'
import { findOutboundByMessage } from '#storage/repositories/outbound.ts'
import { type Chat, findChat } from '#storage/repositories/people.ts'
import { lockCard } from '#storage/repositories/work.ts'

/** `rereads`: what people wrote is to be looked at afresh. */
export type Outcome = { post?: Post | undefined; ignored?: boolean; rereads?: boolean }

/** One thing that arrived → one command or one note; text and forms meet in the same commands. */
export async function route(ctx: DomainContext, inbound: Inbound): Promise<Outcome> {
  switch (inbound.type) {
    case 'ignored':
      return { ignored: true }
    case 'chat':
      await noteChatChange(ctx, inbound)
      return {}
    case 'recall':
      await withdrawProofFiles(ctx, inbound)
      await withdrawFiles(ctx, inbound)
      await withdrawRecalled(ctx, inbound, '消息已撤回')
      await withdrawCounts(ctx, inbound, '消息已撤回')
      return {}
    case 'edit':
      return { post: await routeEdit(ctx, inbound) }
    case 'submission':
      return { post: await routeSubmission(ctx, inbound) }
    case 'message':
      return { post: await routeMessage(ctx, inbound), rereads: findCommand(inbound.text)?.command.about.rereads ?? false }
  }
}

async function routeMessage(ctx: DomainContext, message: InboundMessage): Promise<Post | undefined> {
  const chat = await noteHeard(ctx, await findChat(ctx.tx, message.channel, message.chatId), message.sentAt)
  const at: Place = { ...placeOf(message), ...(chat?.state === 'bound' ? { chat } : {}) }
  const { text, planId } = await withoutPlan(ctx, at.chat, message.text)
  const place = { ...at, ...(planId ? { planId } : {}) }
  const cardKey = await cardAmong(ctx, message.channel, message.replyTo)
  const answer = cardKey ? undefined : await answerAmong(ctx, message)
  const isWork = place.chat?.kind === 'work' && (cardKey || answer || message.mentioned)
  const files = isWork ? await keepFiles(ctx, message, cardKey) : []
  if (answer) return runCommand(ctx, answer.command, answer.input, { ...place, ...answer.place })
  const hasFiles = message.attachments.length > 0
  if (cardKey && message.text.trim() === '' && hasFiles) return received(files, await addToReport(ctx, cardKey))
  // Only what is said of the work itself is of one plan; in a question its name is part of what is asked.
  const work = planId ? findCommand(text) : undefined
  const said = work?.command.about.audience === 'staff' ? work : findCommand(message.text)
  if (cardKey && said?.command.about.onCard) return runCommand(ctx, said.command, { text: said.rest, values: {} }, { ...place, cardKey })
  const onCard = cardKey ? commandHearing(text, 'card') : undefined
  if (onCard) return runCommand(ctx, onCard, { text, values: {} }, { ...place, cardKey })
  if (cardKey) return runNamed(ctx, '进度', { text, values: {} }, { ...place, cardKey })
  if (!message.mentioned) return undefined
  if (chat?.state !== 'bound' && message.chatType === 'group') {
    if (said?.command.about.name === '绑定') return runCommand(ctx, said.command, { text: said.rest, values: {} }, place)
    return hintUnbound(ctx, message, chat)
  }
  if (chat?.kind === 'owner' && !(await takesTurn(ctx, message, chat))) return undefined
  const heard = said ? undefined : commandHearing(text, chat?.kind === 'owner' ? 'owner' : 'staff')
  const enclosed = isWork && !heard && (!said || said.command.about.name === '任务')
  const proof = enclosed ? await runEnclosed(ctx, message, files, place) : undefined
  if (proof) return proof
  if (said) return runCommand(ctx, said.command, { text: said.rest, values: {} }, place)
  if (message.text.trim() === '') return isWork && hasFiles ? undefined : runNamed(ctx, '帮助', { text: '', values: {} }, place)
  if (heard) return runCommand(ctx, heard, { text, values: {} }, place)
  if (message.chatType === 'group' && isChatter(message.text)) return undefined
  const ofEstate = isOwnersPlace(ctx, chat, message) ? await disclosureAsked(ctx, message.text) : undefined
  if (ofEstate) return runNamed(ctx, '公示', { text: ofEstate, values: {} }, place)
  return runNamed(ctx, '政策', { text: message.text, values: {} }, place)
}

/** Where a plain question is of an estate first: its owner group, or a talk with somebody who is in no register. */
const isOwnersPlace = ({ actor }: DomainContext, chat: Chat | undefined, { chatType }: InboundMessage): boolean =>
  chat ? chat.kind === 'owner' : chatType === 'direct' && actor.type === 'person' && actor.memberships.length === 0

/** New words correct what the old ones had recorded; where they had recorded nothing they say nothing new. */
async function routeEdit(ctx: DomainContext, edit: Edit): Promise<Post | undefined> {
  const reported = await withdrawRecalled(ctx, edit, '消息已修改')
  const counted = await withdrawCounts(ctx, edit, '消息已修改')
  const post = reported || counted ? await routeMessage(ctx, { ...edit, type: 'message' }) : undefined
  return post && { ...post, summary: `按修改后的内容：${post.summary}` }
}

async function routeSubmission(ctx: DomainContext, form: Submission): Promise<Post> {
  const chat = await findChat(ctx.tx, form.channel, form.chatId)
  const values = { ...form.args, ...form.values, version: String(form.version) }
  const place = { ...placeOf(form), ...(chat?.state === 'bound' ? { chat } : {}) }
  // Some clients drop a button's own values: the message it stands on still says which card it is.
  const cardKey = form.args.card ?? (await cardAmong(ctx, form.channel, [form.messageId]))
  if (form.args.said !== undefined) return routeChoice(ctx, form, place)
  const at = { ...place, ...(form.args.plan ? { planId: form.args.plan } : {}) }
  return runNamed(ctx, form.action, { text: '', values }, cardKey ? { ...at, cardKey } : at)
}

/** Which plan was meant is known now: what was said is done. */
async function routeChoice(ctx: DomainContext, { action, args, values }: Submission, place: Place): Promise<Post> {
  const { said = '', ask = '' } = args
  await assertUnanswered(ctx, ask)
  const post = await runNamed(ctx, action, { text: said, values: {} }, { ...place, ...(values.plan ? { planId: values.plan } : {}) })
  await answerAsked(ctx, ask, post)
  return post
}

const placeOf = (from: InboundMessage | Submission): Place => ({
  channel: from.channel,
  chatId: from.chatId,
  messageId: from.messageId,
  source: `${from.channel}:${from.eventId}`,
  commands: commands.map((command) => command.about),
})

/** The reminder card among these platform messages, if one is. */
async function cardAmong(ctx: DomainContext, channel: ChannelName, messageIds: string[]): Promise<string | undefined> {
  for (const row of await findOutboundByMessage(ctx.tx, channel, messageIds)) {
    const key = row.replaces ?? row.key
    if (await lockCard(ctx.tx, key)) return key
  }
  return undefined
}

/** What a plain reply means to the form it answers, where its command understands it. */
async function answerAmong(
  ctx: DomainContext,
  { channel, replyTo, text, messageId, attachments }: InboundMessage,
): Promise<{ command: AnyCommand; input: Input; place: Partial<Place> } | undefined> {
  for (const { post, messageId: answers } of await findOutboundByMessage(ctx.tx, channel, replyTo)) {
    const command = commands.find(({ about }) => about.name === post.form?.action)
    const input = command?.replied?.({ text, messageId, hasFiles: attachments.length > 0 }, post.form!.args)
    const planId = post.form?.args.plan
    if (command && input) return { command, input, place: { ...(answers ? { answers } : {}), ...(planId ? { planId } : {}) } }
  }
  return undefined
}

async function runNamed(ctx: DomainContext, name: string, input: Input, place: Place): Promise<Post> {
  const command = commands.find((candidate) => candidate.about.name === name)
  if (!command) throw new DomainError('UNKNOWN_ACTION', '这个操作已停用，请使用最新的卡片。')
  return runCommand(ctx, command, input, place)
}

async function runCommand(ctx: DomainContext, command: AnyCommand, input: Input, place: Place): Promise<Post> {
  assertAudience(command, place.chat)
  const parsed = command.args.safeParse(command.parse(input))
  if (!parsed.success) throw new DomainError('WRONG_USAGE', `请这样写：${command.about.usage}`)
  try {
    return await command.run(ctx, parsed.data, place)
  } catch (error) {
    if (!(error instanceof WhichPlan)) throw error
    return whichPlanPost(error, { action: command.about.name, said: input.text, ask: place.source })
  }
}

function assertAudience(command: AnyCommand, chat: Chat | undefined): void {
  const { audience } = command.about
  if (audience === 'staff' && chat?.kind === 'owner') throw new DomainError('STAFF_ONLY', '该指令只在专班工作群使用。')
}
