import { shanghaiDateOf, shanghaiTimeOf } from '#src/domain/calendar/shanghai.ts'
import { DomainError } from '#src/errors.ts'
import type { OutSheet } from '#src/sheets/write.ts'
import type { Queryable } from '#storage/db.ts'
import { type AuditEvent, listAuditAfter } from '#storage/repositories/audit.ts'

const page = 5_000
/** What a sheet holds below its header. */
const most = 1_048_575

/** The whole trail, oldest first. @throws DomainError when it is longer than a sheet */
export async function auditSheet(tx: Queryable): Promise<OutSheet> {
  const rows: AuditEvent[] = []
  for (let after = 0; ; after = rows.at(-1)!.seq) {
    const some = await listAuditAfter(tx, after, page)
    rows.push(...some)
    if (rows.length > most) throw new DomainError('TOO_LONG', `审计记录超过${most}条，一张表放不下。`)
    if (some.length < page) break
  }
  return {
    name: '审计记录',
    titles: ['序号', '日期', '时间', '操作人', '动作', '对象', '变更前', '变更后', '来源', '前一条校验值', '校验值'],
    rows: rows.map(({ seq, at, actor, action, subject, before, after, source, prevHash, hash }) => [
      seq,
      { day: shanghaiDateOf(at) },
      shanghaiTimeOf(at),
      actor,
      action,
      subject,
      cut(before),
      cut(after),
      source,
      prevHash,
      hash,
    ]),
    widths: [8, 12, 8, 38, 18, 36, 40, 40, 24, 20, 20],
    filter: true,
  }
}

/** A cell holds 32,767 characters; the whole text stays in the database. */
const cut = (text: string | null): string => (text === null || text.length <= 32_000 ? (text ?? '') : `${text.slice(0, 32_000)}…（已截断）`)
