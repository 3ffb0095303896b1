import type { Post } from '#src/message.ts'
import type { Village } from './owners.ts'

type Voice = (text: string) => Promise<Post | undefined>

/** The usual people of a village, each in the group they are in: what they say, and what the bot answers. */
export function voicesOf(village: () => Village) {
  const voice =
    (as: string, chatId: string): Voice =>
    (text) =>
      village().say(text, { as, in: chatId })
  return {
    /** 示例物业服务有限公司's manager */
    manager: voice('manager', 'company'),
    /** the chair of 示例花园's committee, in the company's group */
    chair: voice('chair', 'company'),
    /** 示例一街道's clerk */
    clerk: voice('clerk', 'street'),
    /** somebody in the company's group who is on no roster */
    nobody: voice('nobody', 'company'),
    /** an owner of 示例花园, in its group */
    owner: (text: string, as = 'o1') => village().say(text, { as, in: 'garden' }),
  }
}
