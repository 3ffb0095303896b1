/** Who we are in one room: our id and every name people may write after the @. */
export type Self = { id: string; names: string[] }

export type Addressed = { mentioned: boolean; text: string }

/** WeChat ends a picked mention with this space; one typed by hand has a plain space or none. */
const AFTER_PICKED = '\u2005'

const EVERYBODY = /[@＠]所有人/
const PICKED = new RegExp(`[@＠][^@＠${AFTER_PICKED}]{1,40}${AFTER_PICKED}|^[@＠]\\S{1,40}\\s+`)

/** A reply that quotes begins with the quoted words and a dashed line; only what follows is the person's own. */
const QUOTE = /^「[\s\S]*?」\s*\n(?:- ?){5,}\s*\n/

/**
 * Were we addressed, and what was said to us.
 * @param mentionIds as the platform gave them; often empty although a name was typed
 */
export function readMention(message: string, mentionIds: readonly string[], self: Self): Addressed {
  let text = message.replace(QUOTE, '')
  // Everybody's ids come with 所有人: that is not us in particular.
  const byId = mentionIds.includes(self.id) && !EVERYBODY.test(text)
  let byName = false
  for (const name of longestFirst(self.names)) {
    const rest = text.replace(namePattern(name), ' ')
    byName ||= rest !== text
    text = rest
  }
  // We were picked under a name we do not know yet, such as a new group nickname.
  if (byId && !byName && mentionIds.length === 1) text = text.replace(PICKED, ' ')
  return { mentioned: byId || byName, text: text.replaceAll(AFTER_PICKED, ' ').replace(/ {2,}/g, ' ').trim() }
}

/** `@name`, unless a picked mention goes on after it: then it is somebody whose longer name begins alike. */
function namePattern(name: string): RegExp {
  const literal = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`\\s?[@＠]${literal}(?![^\\s@＠]+${AFTER_PICKED})[${AFTER_PICKED} ]?[，,：:]?`, 'g')
}

function longestFirst(names: readonly string[]): string[] {
  return [...new Set(names.map((name) => name.trim()))].filter(Boolean).sort((a, b) => b.length - a.length)
}
