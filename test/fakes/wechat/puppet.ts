import type { FileBoxInterface } from 'file-box'
import { PuppetMock } from 'wechaty-puppet-mock'

export type SentText = { to: string; text: string; mentions: string[] }

/** A WeChat account without WeChat: the mock puppet, plus a record of what it was told to send and ways to fail. */
export class RecordingPuppet extends PuppetMock {
  readonly sent: SentText[] = []
  readonly files: { to: string; name: string; bytes: Buffer }[] = []
  /** members' names in one room, by `roomId/contactId` */
  readonly aliases = new Map<string, string>()
  /** look-ups of members, as `roomId/contactId`: too many of them get an account locked */
  readonly memberLookups: string[] = []
  /** the next send is refused with this error */
  failNext?: Error
  /** sends are taken and never answered */
  hang = false
  /** echoes stay away although the connection stands */
  silent = false
  /** messages whose content was asked for */
  readonly asked: string[] = []
  /** ms until a message's content is told, by message id */
  readonly slow = new Map<string, number>()
  /** calls that would end the WeChat session */
  readonly ended: ('stop' | 'logout')[] = []

  override async messageSendText(conversationId: string, text: string, mentions: string[] = []): Promise<void> {
    const error = this.failNext
    this.failNext = undefined
    if (error) throw error
    if (!this.isLoggedIn) throw new Error('not logged in')
    this.sent.push({ to: conversationId, text, mentions })
    if (this.hang) await new Promise(() => {})
    return super.messageSendText(conversationId, text)
  }

  override async messageSendFile(conversationId: string, file: FileBoxInterface): Promise<void> {
    const error = this.failNext
    this.failNext = undefined
    if (error) throw error
    if (!this.isLoggedIn) throw new Error('not logged in')
    this.files.push({ to: conversationId, name: file.name, bytes: await file.toBuffer() })
    if (this.hang) await new Promise(() => {})
  }

  override async messageRawPayload(id: string) {
    this.asked.push(id)
    const delay = this.slow.get(id)
    if (delay) await new Promise((resolve) => setTimeout(resolve, delay))
    return super.messageRawPayload(id)
  }

  override async roomMemberRawPayload(roomId: string, contactId: string) {
    this.memberLookups.push(`${roomId}/${contactId}`)
    return { ...(await super.roomMemberRawPayload(roomId, contactId)), roomAlias: this.aliases.get(`${roomId}/${contactId}`) }
  }

  override ding(data = ''): void {
    if (!this.silent) this.emit('dong', { data })
  }

  override async onStop(): Promise<void> {
    this.ended.push('stop')
    await super.onStop()
  }

  override async logout(reason?: string): Promise<void> {
    this.ended.push('logout')
    await super.logout(reason)
  }
}
