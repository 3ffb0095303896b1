import type { ChannelState } from '../channel.ts'

/** What a refusal for one of our own reasons (verify.ts) means to whoever set the keys. */
const meanings: Record<string, string> = {
  'wrong signature': '签名不符，请核对 LARK_ENCRYPT_KEY',
  'cannot be decrypted': '无法解密，请核对 LARK_ENCRYPT_KEY',
  'not encrypted': '未加密，请在开放平台配置 Encrypt Key',
  'wrong token': '校验不符，请核对 LARK_VERIFICATION_TOKEN',
  'another app': '来自其他应用，请核对 LARK_APP_ID',
  'another tenant': '来自其他租户，请核对 LARK_TENANTS',
  stale: '时间相差过大，请校准服务器时间',
}

/** Whether what arrives can be read: the last refusal since the last event that was in order. */
export function createRefusals(now: () => Date) {
  let last: { meaning: string; at: Date } | undefined
  return {
    refused(reason: string): void {
      const meaning = meanings[reason]
      if (meaning) last = { meaning, at: now() }
    },
    accepted(): void {
      last = undefined
    },
    /** A stranger may post anything, so a refusal is told and closes nothing. */
    addTo(state: ChannelState): ChannelState {
      if (!last) return state
      const at = last.at.toLocaleTimeString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false })
      const problem = `${at}收到的事件${last.meaning}`
      return { ...state, problem, detail: `${state.detail}；${problem}` }
    },
  }
}

export type Refusals = ReturnType<typeof createRefusals>
