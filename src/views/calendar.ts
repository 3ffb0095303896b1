import type { Post } from '#src/message.ts'

/** The year's holiday notice is missing: dates stand, reminders go by plain weekdays until it is there. */
export const calendarPost = (year: number): Post => ({
  title: `${year}年放假安排未发布`,
  tone: 'yellow',
  summary: `${year}年放假调休安排尚未收录，提醒日期暂按周末和法定节日推算，调休无从得知。`,
  blocks: [{ kind: 'note', text: '各任务的完成时限不受影响。国务院办公厅通知发布后，请运维人员放入日历文件。本提示仅发送一次。' }],
})
