import type { Clock } from '#src/clock.ts'
import type { LarkConfig } from '#src/config.ts'
import { messageOf } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import type { Inbound, Toast } from '#src/message.ts'
import type { Receive } from '../channel.ts'
import { type ParseContext, parse } from './parse.ts'
import type { Refusals } from './refusals.ts'
import { MAX_BODY_BYTES, verify } from './verify.ts'

type Deps = { clock: Clock; log: Log; refusals: Refusals } & Omit<ParseContext, 'now'>

/**
 * Answers 200 once the event is committed, 500 when it could not be, so that the platform pushes it again.
 * Every refusal looks the same from outside; its reason is one line in our log.
 */
export async function handleWebhook(request: Request, receive: Receive, config: LarkConfig, deps: Deps): Promise<Response> {
  const { clock, log, refusals, botOpenId, ownerOf } = deps
  const raw = await readCapped(request)
  const verified = raw === undefined ? oversized : verify(raw, request.headers, config, clock.now())
  if (verified.kind === 'refused') {
    log.warn({ channel: 'lark', reason: verified.reason }, 'webhook refused')
    refusals.refused(verified.reason)
    return Response.json({ error: 'refused' }, { status: verified.status })
  }
  refusals.accepted()
  if (verified.kind === 'challenge') return Response.json({ challenge: verified.challenge })

  const { envelope, plain, late } = verified
  if (late) log.info({ channel: 'lark', event: envelope.header.event_id, lateMs: late }, 'late event accepted')
  try {
    const inbound = await parse(envelope, plain, { botOpenId, ownerOf, now: clock.now() })
    const { toast } = await receive(inbound)
    return Response.json(answerTo(inbound, toast))
  } catch (error) {
    log.error({ channel: 'lark', event: envelope.header.event_id, error: messageOf(error) }, 'event not committed')
    return Response.json({ error: 'not accepted' }, { status: 500 })
  }
}

/** A card callback must be answered with an object, and its sender wants to know that it arrived. */
export function answerTo(inbound: Inbound, toast: Toast | undefined): object {
  if (inbound.type !== 'submission') return {}
  const { type, text } = toast ?? { type: 'info', text: '已收到，正在处理' }
  return { toast: { type, content: text } }
}

const oversized = { kind: 'refused', status: 413, reason: 'body too large' } as const

/** @returns the bytes as sent, or undefined once they pass the limit; the rest is not read */
async function readCapped(request: Request): Promise<Buffer | undefined> {
  const announced = request.headers.get('content-length')
  if (Number(announced ?? 0) > MAX_BODY_BYTES) return undefined
  // No more than was announced can come. A stream costs as much as all the rest: it is for those who announce nothing.
  if (announced !== null) return Buffer.from(await request.arrayBuffer())
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
