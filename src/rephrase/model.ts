import { z } from 'zod'
import type { LlmConfig } from '#src/config.ts'
import type { Model } from '#src/domain/policy/rephrase/rephrase.ts'

const MAX_BYTES = 64 * 1024

const whole = z.object({ choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1) })
const part = z.object({ choices: z.array(z.object({ delta: z.object({ content: z.string().nullish() }).optional() })) })

/** Any endpoint that speaks OpenAI's chat completions; one that streams although not asked to is read as well. */
export function createModel({ baseUrl, apiKey, model }: LlmConfig, withinMs: number): Model {
  return async (instructions, given) => {
    const response = await fetch(`${baseUrl}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}) },
      body: JSON.stringify({
        model,
        temperature: 0,
        max_tokens: 300,
        stream: false,
        messages: [
          { role: 'system', content: instructions },
          { role: 'user', content: given },
        ],
      }),
      redirect: 'error',
      signal: AbortSignal.timeout(withinMs),
    })
    const body = await readBody(response)
    if (!response.ok) throw new Error(`model answered ${response.status}`)
    return response.headers.get('content-type')?.includes('event-stream')
      ? joined(body)
      : whole.parse(JSON.parse(body)).choices[0]!.message.content
  }
}

async function readBody(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > MAX_BYTES) throw new Error('model answered too much')
  }
  return text
}

/** The parts of a stream of events put together. */
const joined = (events: string) =>
  events
    .split('\n')
    .filter((line) => line.startsWith('data:') && !line.includes('[DONE]'))
    .flatMap((line) => part.parse(JSON.parse(line.slice(5))).choices.map((choice) => choice.delta?.content ?? ''))
    .join('')
