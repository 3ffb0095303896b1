import { html as tagged } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'

export type Markup = HtmlEscapedString

/** Hono's tag, held to its synchronous half: a promise must be awaited before it is put into a template. */
export function html(strings: TemplateStringsArray, ...values: unknown[]): Markup {
  const markup = tagged(strings, ...values)
  if (markup instanceof Promise) throw new TypeError('a template value is still a promise')
  return markup
}

/** The address as given when it is http or https, else undefined: nothing else may become a link. */
export function webAddress(url: string): string | undefined {
  const address = URL.parse(url.trim())
  return address?.protocol === 'http:' || address?.protocol === 'https:' ? address.href : undefined
}

/** A link, or its label alone where the address is not one a browser should follow. */
export function anchor(label: string, url: string | undefined): Markup {
  const address = url === undefined ? undefined : webAddress(url)
  return address ? html`<a href="${address}" target="_blank" rel="noopener noreferrer">${label}</a>` : html`<span>${label}</span>`
}
