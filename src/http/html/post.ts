import type { Post } from '#src/message.ts'
import { renderBlock } from './block.ts'
import { type FormTarget, renderForm } from './form.ts'
import { anchor, html, type Markup } from './markup.ts'

/**
 * Without `form` the page offers no way to answer, and the post's form is left out. `heading`: an h1 where the post is the
 * whole page, an h3 among others.
 */
export type PostOptions = { form?: FormTarget; heading?: 'h1' | 'h3' }

/** A post as one article, everything in it escaped. Asynchronous because charts load their library only when one is drawn. */
export async function renderPost(post: Post, options: PostOptions = {}): Promise<Markup> {
  const blocks = await Promise.all((post.blocks ?? []).map(renderBlock))
  const heading = options.heading === 'h1' ? html`<h1>${post.title}</h1>` : html`<h3>${post.title}</h3>`
  const header = post.title ? html`<header>${heading}</header>` : ''
  const form = post.form && options.form ? renderForm(post.form, options.form) : ''
  const links = post.links?.length ? html`<p class="links">${post.links.map(({ label, url }) => anchor(label, url))}</p>` : ''
  return html`<article class="post tone-${post.tone ?? 'grey'}">${header}<div class="post-body"><p class="summary">${post.summary}</p>${blocks}${form}${links}</div></article>`
}
