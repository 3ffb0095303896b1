import { moment, timeOfDay } from '#src/http/html/calendar.ts'
import { html, type Markup } from '#src/http/html/markup.ts'
import type { SandboxFeed } from './feed.ts'

/** What comes next by itself. The running time beside it is the page's own. */
export function renderClock({ nextJob }: SandboxFeed): Markup {
  if (!nextJob) return html`<p class="next"><span class="label">下一项</span>暂无待执行的任务</p>`
  return html`<p class="next"><span class="label">下一项</span><b>${nextJob.label}</b><time datetime="${nextJob.at}">${moment(new Date(nextJob.at))}</time></p>`
}

/** What was written, under the length of the queues. */
export function renderHappenings({ happenings, queue }: SandboxFeed): Markup {
  return html`<dl class="queue">${count('待处理', queue.inbound)}${count('待发送', queue.outbound)}${count('已搁置', queue.parked)}</dl>
${
  happenings.length === 0
    ? html`<p class="nothing">尚无记录。发一条消息，或跳到下一项，即可看到系统逐步写入的内容。</p>`
    : html`<ol class="happenings">${happenings.map(
        ({ at, what, table }) =>
          html`<li><time datetime="${at}">${timeOfDay(new Date(at), 'second')}</time><span class="what">${what}</span><code>${table}</code></li>`,
      )}</ol>`
}`
}

const count = (label: string, value: number) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`
