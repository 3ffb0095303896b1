/** The last sends tell how the account fares: two refused of five are no chance. */
const remembered = 5
const tooMany = 2

export type Account = ReturnType<typeof createAccount>

/**
 * Whether a limit the platform named is on the whole account or on that call alone: it says the same for both. A refusal
 * among sends that are accepted delays its own chat; one that has company, or nothing to set against it, holds them all.
 */
export function createAccount() {
  let last: boolean[] = []
  const note = (accepted: boolean) => {
    last = [...last, accepted].slice(-remembered)
  }
  return {
    accepted: () => note(true),
    /** @returns whether every chat is to wait */
    refused(): boolean {
      note(false)
      return last.length < remembered || last.filter((accepted) => !accepted).length >= tooMany
    },
  }
}
