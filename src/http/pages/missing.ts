import { html, type Markup } from '#src/http/html/markup.ts'

/** Said in the words of the person who followed a link. */
export function renderMissing(what: string): Markup {
  return html`<main class="sheet missing"><h1>没有找到这份${what}</h1>
<p>链接可能不完整，或者内容尚未发布、已经撤下。</p>
<p>请回到群里重新打开链接，或者在群里向督办提问。</p></main>`
}
