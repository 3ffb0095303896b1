import { html, type Markup } from './markup.ts'

export type Page = {
  title: string
  description: string
  /** addresses of stylesheets and scripts on this service */
  styles: string[]
  scripts?: string[]
  /** absolute address of the picture shown where the link is shared */
  picture?: string
  bodyClass: string
  body: Markup
}

/** The one HTML shell: nothing comes from elsewhere, nothing is inline. */
export function renderPage({ title, description, styles, scripts = [], picture, bodyClass, body }: Page): Markup {
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<meta name="description" content="${description}">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${description}">
${picture ? html`<meta property="og:image" content="${picture}">\n` : ''}<meta property="og:type" content="article">
<meta property="og:locale" content="zh_CN">
<meta property="og:site_name" content="督办">
<meta name="format-detection" content="telephone=no">
<link rel="icon" href="data:,">
${styles.map((address) => html`<link rel="stylesheet" href="${address}">`)}
${scripts.map((address) => html`<script type="module" src="${address}"></script>`)}
</head>
<body class="${bodyClass}">
${body}
</body>
</html>`
}
