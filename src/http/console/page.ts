import { channelLabels } from '#src/channels/labels.ts'
import { shanghaiDateOf, shanghaiTimeOf } from '#src/domain/calendar/shanghai.ts'
import type { Parked } from '#src/domain/parked/parked.ts'
import { html, type Markup } from '#src/http/html/markup.ts'
import type { District, Look } from './look.ts'

const minute = (at: Date): string => `${shanghaiDateOf(at)} ${shanghaiTimeOf(at)}`

export function renderEntrance(said: string | undefined): Markup {
  return html`<main class="entrance"><h1>督办值守台</h1>
<form method="post" action="/console/enter"><label><span>管理口令（ADMIN_TOKEN）</span><input type="password" name="token" autocomplete="current-password" required autofocus></label>
<button type="submit" class="primary">进入</button></form>
${said ? html`<p class="said" role="alert">${said}</p>` : ''}</main>`
}

export function renderConsole(look: Look, { leaves, said }: { leaves: boolean; said?: string }): Markup {
  return html`<header><h1>督办值守台</h1><p>${minute(look.at)}</p>
${leaves ? html`<form method="post" action="/console/leave"><button type="submit">退出</button></form>` : ''}</header>
<main>
${said ? html`<p class="said" role="alert">${said}</p>` : ''}
${look.login ? scan(look.login) : ''}
${parked(look.parked)}
${section('今天', '还没有工作区。', look.districts.length > 0 && districts(look.districts))}
${section('连接', '', states(look))}
${section('最近的变动', '还没有变动。', look.trail.length > 0 && trail(look.trail))}
</main>`
}

const labelOf = (name: string): string => (channelLabels as Record<string, string>)[name] ?? name

/** 飞书:oc_1 for lark:oc_1 */
const named = (text: string): string => text.replace(/\b[a-z]+(?=:)/g, labelOf)

const section = (title: string, nothing: string, body: Markup | false): Markup =>
  html`<section><h2>${title}</h2>${body || html`<p class="none">${nothing}</p>`}</section>`

const scan = ({ picture, at }: NonNullable<Look['login']>): Markup =>
  html`<section class="scan"><h2>微信等待扫码登录</h2><p>请用机器人账号的手机扫码，几分钟内有效（${minute(at)}取得，失效后刷新本页）。</p><img src="${picture}" alt="微信登录二维码" width="280" height="280"></section>`

const kinds: Record<string, string> = { 'in parked': '收到，未能处理', 'out parked': '未能发出', 'out unknown': '可能已发出' }

function parked(list: Parked[]): Markup {
  const rows = list.map(
    ({
      id,
      direction,
      state,
      lane,
      what,
      error,
      at,
    }) => html`<tr><td>${kinds[`${direction} ${state}`]}</td><td>${what}</td><td>${named(lane)}</td>
<td>${error ?? '未注明'}</td><td>${minute(at)}</td>
<td><form method="post" action="/console/parked"><input type="hidden" name="id" value="${id}">
<button type="submit" name="step" value="requeue">${direction === 'in' ? '重新处理' : state === 'unknown' ? '再发一次' : '重发'}</button>
<button type="submit" name="step" value="drop">放弃</button></form></td></tr>`,
  )
  const head = html`<tr><th>情况</th><th>内容</th><th>去处</th><th>原因</th><th>时间</th><th>处理</th></tr>`
  return section(`待处理的消息（${list.length}）`, '没有停下来的消息。', list.length > 0 && table(head, rows))
}

const table = (head: Markup, rows: Markup[]): Markup =>
  html`<div class="wide" tabindex="0" role="region" aria-label="表格"><table><thead>${head}</thead><tbody>${rows}</tbody></table></div>`

const districts = (list: District[]): Markup =>
  table(
    html`<tr><th>工作区</th><th>方案</th><th>已绑定的群</th><th>7日内到期</th><th>逾期</th><th>待审核</th><th>待答问题</th></tr>`,
    list.map(
      ({ name, plans, groups, dueSoon, overdue, reviews, questions }) =>
        html`<tr><td>${name}</td>${[plans, groups, dueSoon, overdue, reviews, questions].map((count) => html`<td>${count}</td>`)}</tr>`,
    ),
  )

const signs = { ok: '正常', warn: '注意', fail: '故障', ask: '核对' }

function states({ database, channels, checks }: Look): Markup {
  const entries = [['数据库', database], ...Object.entries(channels).map(([name, state]) => [labelOf(name), state])]
  const found = checks?.map(
    ({ check, level, detail, mend }) =>
      html`<li class="${level}"><b>${signs[level]}</b> ${check}：${detail}${mend ? html`<br><span>→ ${mend}</span>` : ''}</li>`,
  )
  return html`<dl>${entries.map(([name, state]) => html`<dt>${name}</dt><dd>${state}</dd>`)}</dl>
${found ? html`<ul class="checks">${found}</ul>` : html`<p><a href="/console?check">检查配置、数据库、渠道和名册</a></p>`}`
}

const trail = (rows: Look['trail']): Markup =>
  table(
    html`<tr><th>时间</th><th>谁</th><th>做了什么</th><th>对象</th></tr>`,
    rows.map(
      ({ at, actor, action, subject }) =>
        html`<tr><td>${minute(at)}</td><td>${named(actor)}</td><td>${action}</td><td>${named(subject)}</td></tr>`,
    ),
  )
