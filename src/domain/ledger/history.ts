import type { DomainContext } from '#src/domain/context.ts'
import { type LedgerEvent, type LedgerItem, listLedgerEvents } from '#storage/repositories/ledger.ts'

/** What happened to an item, oldest first. */
export const historyOf = ({ tx }: DomainContext, item: LedgerItem): Promise<LedgerEvent[]> => listLedgerEvents(tx, item.id)
