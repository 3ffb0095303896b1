import { InvalidArgumentError } from 'commander'
import type { Break } from '#src/domain/audit/chain.ts'
import { verifyAudit } from '#src/domain/audit/verify.ts'
import { shanghaiDateOf, shanghaiTimeOf } from '#src/domain/calendar/shanghai.ts'
import { DomainError } from '#src/errors.ts'
import type { AuditHead } from '#storage/repositories/audit.ts'
import { actPrepared } from '../act.ts'
import type { Declare } from '../verb.ts'

const MOST_LISTED = 100

export const declare: Declare = (command, deps, say) => {
  command
    .command('verify')
    .description('逐条核验审计记录，指出被改动、删除或插入的条目')
    .option('--expect <序号:校验值>', '以前核验时记下的链尾，核对它之前的记录没有被整体重写', headOf)
    .action(async ({ expect }: { expect?: AuditHead }) => {
      const { checked, head, breaks } = await actPrepared(deps, ({ tx }) => verifyAudit(tx, expect))
      for (const found of breaks.slice(0, MOST_LISTED)) say.item(itemOf(found), wordsOf(found))
      if (breaks.length > 0) throw new DomainError('AUDIT_BROKEN', `审计记录有${breaks.length}处不一致，共核验${checked}条。`)
      say.item({ checked, head: `${head.seq}:${head.hash}` }, `审计记录完整：共${checked}条，链尾 ${head.seq}:${head.hash}`)
    })
}

function headOf(said: string): AuditHead {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(said) ?? []
  if (!seq || !hash) throw new InvalidArgumentError('应为核验时显示的链尾，如 12:9f86…')
  return { seq: Number(seq), hash }
}

const itemOf = (found: Break) =>
  'event' in found ? { what: found.what, seq: found.event.seq, action: found.event.action, subject: found.event.subject } : found

function wordsOf(found: Break): string {
  if (found.what === 'removed') return `第${found.from}${found.to > found.from ? `到${found.to}` : ''}条被删除。`
  if (found.what === 'rewritten') return `第${found.seq}条与记下的链尾不符：这之前的记录被整体重写。`
  const { seq, at, action, subject } = found.event
  return `第${seq}条被${found.what === 'changed' ? '改动' : '插入'}：${shanghaiDateOf(at)} ${shanghaiTimeOf(at)} ${action} ${subject}`
}
