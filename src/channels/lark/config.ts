export type LarkConfig = {
  appId: string
  appSecret: string
  /** both keys come from the console's event subscription page; without them nothing inbound can be trusted */
  encryptKey: string
  verificationToken: string
  /** base URL of the open platform, e.g. https://open.feishu.cn */
  domain: string
  mode: 'webhook' | 'ws'
}
