/** `fail`: Duban cannot do its work; `warn`: something is missing that people will notice; `ask`: a person has to look. */
export type Finding = { check: string; level: 'ok' | 'warn' | 'fail' | 'ask'; detail: string; mend?: string }

export const ok = (check: string, detail: string): Finding => ({ check, level: 'ok', detail })
export const warn = (check: string, detail: string, mend: string): Finding => ({ check, level: 'warn', detail, mend })
export const fail = (check: string, detail: string, mend: string): Finding => ({ check, level: 'fail', detail, mend })

/** A few of them by name, the rest as a number. */
export const some = (names: string[], most = 5): string =>
  `${names.slice(0, most).join('、')}${names.length > most ? `等${names.length}个` : ''}`
