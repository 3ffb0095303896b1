/** Keeps the page in step with the service: replaces the pieces that changed, leaves what a person is typing alone. */

const pollMs = 1000
const nearBottomPx = 80
const mostFileBytes = 30 * 1024 * 1024
const clock = document.querySelector('.clock')
const toast = document.querySelector('.toast')
let version = clock.dataset.version
let shown = { at: new Date(clock.dataset.now).getTime(), since: performance.now() }
let refreshing
let toastTimer

// ---- what the server says ----

/** One refresh at a time; whoever asks meanwhile gets the one that follows. */
function refresh() {
  refreshing = (refreshing ?? Promise.resolve()).then(load).catch(() => notify({ type: 'error', text: '连接中断，正在重试' }))
  return refreshing
}

async function load() {
  const response = await fetch(`/sandbox/feed.json?since=${encodeURIComponent(version)}`, { headers: { Accept: 'application/json' } })
  if (!response.ok) throw new Error(String(response.status))
  const feed = await response.json()
  shown = { at: new Date(feed.now).getTime(), since: performance.now() }
  if (!feed.chats) return
  version = feed.version
  for (const part of ['clock', 'happenings']) document.querySelector(`[data-part="${part}"]`).innerHTML = feed[part]
  for (const chat of feed.chats) updateChat(chatElement(chat.chatId), chat.messages)
}

const chatElement = (chatId) => [...document.querySelectorAll('[data-chat]')].find((chat) => chat.dataset.chat === chatId)

function updateChat(chat, messages) {
  const log = chat.querySelector('.log')
  const following = follows(log)
  const present = new Map([...log.children].map((element) => [element.dataset.message, element]))
  let added
  messages.forEach((message, index) => {
    const old = present.get(message.id)
    present.delete(message.id)
    let element = old
    if (old?.dataset.revision !== message.revision) {
      element = parse(message.html)
      if (old) {
        carryOver(old, element)
        old.replaceWith(element)
      } else added ??= element
    }
    if (log.children[index] !== element) log.insertBefore(element, log.children[index] ?? null)
  })
  for (const gone of present.values()) gone.remove()
  markMine(chat)
  if (added && following) reveal(log, added)
  else if (added) chat.querySelector('.newer').hidden = false
}

function parse(html) {
  const template = document.createElement('template')
  template.innerHTML = html
  return template.content.firstElementChild
}

const placed = new WeakMap()

/** Shows a new message from its top, and the end of the log when all of it fits. */
function reveal(log, element) {
  log.scrollTop = element.offsetTop - log.offsetTop - 8
  placed.set(log, log.scrollTop)
}

const atEnd = (log) => log.scrollHeight - log.scrollTop - log.clientHeight < nearBottomPx

/** Whoever scrolled away is reading, whoever is in a field is writing: neither is moved. */
function follows(log) {
  const writing = log.contains(document.activeElement) && document.activeElement.matches('input, select, textarea')
  return !writing && (atEnd(log) || log.scrollTop === placed.get(log))
}

// ---- forms half filled in ----

const fieldsOf = (element) => [...element.querySelectorAll('[name^="value."]')]

const changed = (field) =>
  field.tagName === 'SELECT'
    ? [...field.options].some((option) => option.selected !== option.defaultSelected)
    : field.value !== field.defaultValue

/** A card that was replaced keeps what the person had typed, what was unfolded and where the cursor was. */
function carryOver(old, fresh) {
  const typed = new Map(
    fieldsOf(old)
      .filter(changed)
      .map((field) => [field.name, field]),
  )
  for (const field of fieldsOf(fresh)) {
    const before = typed.get(field.name)
    if (!before) continue
    field.value = before.value
    if (before === document.activeElement) queueMicrotask(() => restoreFocus(field, before.selectionStart, before.selectionEnd))
  }
  const open = [...old.querySelectorAll('details')].map((fold) => fold.open)
  fresh.querySelectorAll('details').forEach((fold, index) => {
    fold.open = open[index] ?? false
  })
}

function restoreFocus(field, start, end) {
  field.focus({ preventScroll: true })
  if (typeof start === 'number') field.setSelectionRange(start, end)
}

// ---- what people do ----

/** Sends a form as the person chosen in its group. Resolves to whether it was accepted: what was refused stays to be mended. */
async function post(form, submitter) {
  const filled = new FormData(form, submitter)
  const body = form.enctype === 'multipart/form-data' ? filled : new URLSearchParams(filled)
  const chat = form.closest('[data-chat]')
  if (chat) body.set('personaId', speaker(chat))
  const response = await fetch(form.getAttribute('action'), { method: 'POST', body, headers: { Accept: 'application/json' } })
  const answer = await response.json().catch(() => ({}))
  if (answer.toast) notify(answer.toast)
  else if (!response.ok) throw new Error(String(response.status))
  return response.ok && !['warning', 'error'].includes(answer.toast?.type)
}

document.addEventListener('submit', async (event) => {
  event.preventDefault()
  const form = event.target
  const button = event.submitter ?? form.querySelector('[type=submit]')
  const { text, file } = form.elements
  if (text && text.value.trim() === '' && !file?.value) return
  if (file?.files[0]?.size > mostFileBytes) return notify({ type: 'error', text: '附件超过30MB，未发送' })
  const sending = post(form, button)
  button.disabled = true
  try {
    const accepted = await sending
    if (accepted && 'say' in form.dataset) sent(form)
    if (accepted && form.matches('.post-form')) form.reset()
  } catch {
    notify({ type: 'error', text: '未能送达，请稍后重试' })
  }
  button.disabled = false
  await refresh()
})

function sent(form) {
  form.elements.text.value = ''
  const { file } = form.elements
  if (file) {
    file.value = ''
    nameFile(file)
  }
  stopAnswering(form)
  toEnd(form.closest('[data-chat]'))
  form.elements.text.focus()
}

document.addEventListener('click', ({ target }) => {
  const button = target.closest('button')
  const chat = button?.closest('[data-chat]')
  if (!chat) return
  const form = chat.querySelector('.composer')
  if (button.dataset.try) {
    form.elements.text.value = button.dataset.try
    form.elements.text.focus()
  } else if ('reply' in button.dataset) startAnswering(form, button.closest('.message'))
  else if ('cancel' in button.dataset) stopAnswering(form)
  else if (button.matches('.newer')) toEnd(chat)
})

document.addEventListener('keydown', (event) => {
  if (!event.target.matches('.composer textarea')) return
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault()
    event.target.form.requestSubmit()
  } else if (event.key === 'Escape') stopAnswering(event.target.form)
})

document.addEventListener('change', ({ target }) => {
  if (target.name === 'personaId') markMine(target.closest('[data-chat]'))
  if (target.name === 'file') nameFile(target)
})

/** The button shows what will go out with the next message. */
function nameFile(input) {
  input.nextElementSibling.textContent = input.files[0]?.name ?? '附件'
}

function startAnswering(form, message) {
  form.elements.replyTo.value = message.dataset.message
  form.querySelector('.answering').hidden = false
  form.querySelector('.answering span').textContent =
    `回复 ${message.dataset.name}：${message.querySelector('h3, .summary, .bubble > p:last-child')?.textContent ?? ''}`
  form.elements.text.focus()
}

function stopAnswering(form) {
  form.elements.replyTo.value = ''
  form.querySelector('.answering').hidden = true
}

function toEnd(chat) {
  const log = chat.querySelector('.log')
  log.scrollTop = log.scrollHeight
  placed.set(log, log.scrollTop)
  chat.querySelector('.newer').hidden = true
}

/** Whom the visitor speaks as in this group, also when a card's form is submitted. */
const speaker = (chat) => chat.querySelector('.composer [name=personaId]').value

/** Messages of the person one speaks as stand on the right, as in any chat program. */
function markMine(chat) {
  const me = speaker(chat)
  for (const message of chat.querySelectorAll('.message')) message.classList.toggle('mine', message.dataset.from === me)
}

// ---- clock and notices ----

const dateOf = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  weekday: 'long',
})
const timeOf = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})
const fieldOf = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' })

function tick() {
  const now = new Date(shown.at + performance.now() - shown.since)
  const date = Object.fromEntries(dateOf.formatToParts(now).map(({ type, value }) => [type, value]))
  clock.querySelector('[data-clock=date]').textContent = `${date.year}年${date.month.replace('月', '')}月${date.day}日 ${date.weekday}`
  clock.querySelector('[data-clock=time]').textContent = timeOf.format(now)
  const chosen = clock.querySelector('[name=at]')
  if (chosen === document.activeElement || chosen.value !== chosen.defaultValue) return
  chosen.defaultValue = fieldOf.format(now).replace(' ', 'T')
}

function notify({ type, text }) {
  toast.dataset.type = type
  toast.textContent = text
  toast.hidden = false
  clearTimeout(toastTimer)
  toastTimer = setTimeout(() => {
    toast.hidden = true
  }, 5000)
}

async function follow() {
  if (!document.hidden) await refresh()
  setTimeout(follow, pollMs)
}

for (const chat of document.querySelectorAll('[data-chat]')) {
  const log = chat.querySelector('.log')
  markMine(chat)
  if (log.lastElementChild) reveal(log, log.lastElementChild)
  log.addEventListener('scroll', () => {
    if (atEnd(log)) chat.querySelector('.newer').hidden = true
  })
}
setInterval(tick, 1000)
follow()
