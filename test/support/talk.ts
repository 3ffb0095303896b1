import { type Town, until, wordsOf } from './town.ts'

/** One Feishu group of a town, as its members use it: they say, reply, press and read. */
export function talkIn(town: () => Town, chatId: string) {
  const sent = () => town().feishu.sent(chatId)
  const find = (words: string) => until(() => sent().findLast((message) => wordsOf(message).includes(words)), words, 30_000)
  const say = async (as: string, text: string, replyTo?: string) => {
    const { messageId } = await town().feishu.say(chatId, as, text, { mention: !replyTo, ...(replyTo ? { replyTo } : {}) })
    return until(() => sent().find((message) => message.parentId === messageId), `an answer to ${text}`)
  }
  const press = async (messageId: string, as: string, values: Record<string, string>) =>
    (await town().feishu.submitForm(messageId, as, values)).toast?.content
  const card = () => find('到期提醒 区房管局')
  return {
    sent,
    /** the newest message with these words */
    find,
    /** the bot's answer, as a message or as words; a reply needs no mention */
    say,
    hear: async (as: string, text: string, replyTo?: string) => wordsOf(await say(as, text, replyTo)),
    /** a form filled in: the toast's words */
    press,
    /** 区房管局's reminder card, and words waited for on it */
    card,
    onCard: (words: string) => until(async () => wordsOf(await card()).includes(words), `${words} on the card`),
    /** how a message reads now */
    now: (messageId: string) => wordsOf(sent().find((message) => message.messageId === messageId)!),
  }
}
