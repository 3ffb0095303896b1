const which = '(?:哪些|哪个|哪几个|几个?|多少个?|谁|有没有|什么)'
const work = '(?:任务|单位|事项)'

/** 逾期的任务, 哪些单位还没报, 现在谁逾期了: asks which work stands so, and nothing of any document. A longer sentence asks for something else. */
export const asksWhich = (state: string): RegExp =>
  new RegExp(`^(?:目前|现在|今天)?有?${which}?${work}?(?:都|还|已经?)?(?<state>${state})[了的]{0,2}${work}?有?${which}?${work}?[?？吗。]*$`)
