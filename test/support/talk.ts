import { type Town, until, wordsOf } from './town.ts'

/** One Feishu group of a town, as its members use it: they say, reply, press and read. */
export function talkIn(town: () => Town, chatId: string) {
  const sent = () => town().feishu.sent(chatId)
  const find = (words: string) => until(() => sent().findLast((message) => wordsOf(message).includes(words)), words, 30_000)
  const answerTo = (messageId: string, what = 'it') =>
    until(() => sent().find((message) => message.parentId === messageId), `an answer to ${what}`)
  const say = async (as: string, text: string, replyTo?: string) => {
    const { messageId } = await town().feishu.say(chatId, as, text, { mention: !replyTo, ...(replyTo ? { replyTo } : {}) })
    return answerTo(messageId, text)
  }
  const sendFile = async (as: string, name: string, bytes: Buffer, replyTo: string) => {
    const key = `file_${Buffer.from(name).toString('hex')}`
    town().feishu.extras.keep(key, { bytes, mediaType: 'application/octet-stream', name })
    const message = { type: 'file', content: { file_key: key, file_name: name } }
    const { messageId } = await town().feishu.say(chatId, as, '', { as: message, replyTo })
    return { messageId, key }
  }
  const press = async (messageId: string, as: string, values: Record<string, string>) =>
    (await town().feishu.submitForm(messageId, as, values)).toast?.content
  const card = () => find('到期提醒 区房管局')
  return {
    sent,
    /** the newest message with these words */
    find,
    answerTo,
    /** the bot's answer, as a message or as words; a reply needs no mention */
    say,
    /** a file in reply to a message */
    sendFile,
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
