const withReason = /^([\s\S]*?)(?:[\s，,；;]*原因[:：]\s*([\s\S]+))?$/

/** What stands before 原因： and the reason behind it, where one is given. */
export function splitReason(text: string): { said: string; reason?: string } {
  const [, said = '', reason] = withReason.exec(text.trim()) ?? []
  return { said, ...(reason ? { reason } : {}) }
}
