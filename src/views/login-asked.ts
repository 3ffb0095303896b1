import type { Post } from '#src/message.ts'

export const loginAskedPost = (url: string): Post => ({
  title: '微信需要重新登录',
  tone: 'red',
  summary: '微信账号已退出，业主群暂停收发，请运维人员扫码登录。',
  blocks: [{ kind: 'note', text: '二维码只在运维页面显示，几分钟内有效；登录后先静默几分钟再发送，期间的消息不会丢失。' }],
  links: [{ label: '打开运维页面', url }],
})
