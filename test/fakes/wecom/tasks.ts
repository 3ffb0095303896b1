type Link = { title: string; url: string }

export type Task = { msgid: string; sender: string; chatIds: string[]; text: string; links: Link[]; status: number }

/** What the calls of 客户群群发 may carry. */
export type TaskBody = {
  text?: { content: string }
  chat_id?: string
  sender?: string
  chat_id_list?: string[]
  attachments?: { link: Link }[]
  msgid?: string
  userid?: string
}

/** 客户群群发: each post to customer groups is a task for a member, who confirms it. Every group belongs to `steward`. */
export function answerContact(tasks: Task[], path: string, body: TaskBody): object {
  switch (path) {
    case 'externalcontact/groupchat/list':
      return { errcode: 0, group_chat_list: [] }
    case 'externalcontact/groupchat/get':
      return { errcode: 0, group_chat: { chat_id: body.chat_id, owner: 'steward' } }
    case 'externalcontact/add_msg_template': {
      const msgid = `task${tasks.length + 1}`
      const links = (body.attachments ?? []).map(({ link }) => link)
      tasks.push({ msgid, sender: body.sender!, chatIds: body.chat_id_list!, text: body.text!.content, links, status: 0 })
      return { errcode: 0, fail_list: [], msgid }
    }
    case 'externalcontact/get_groupmsg_send_result': {
      const task = tasks.find(({ msgid, sender }) => msgid === body.msgid && sender === body.userid)
      return { errcode: 0, send_list: task?.chatIds.map((chat_id) => ({ chat_id, userid: task.sender, status: task.status })) }
    }
    default:
      return { errcode: 40066, errmsg: 'invalid url' }
  }
}
