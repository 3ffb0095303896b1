import type { SheetForm } from '../form.ts'
import { communitiesForm } from './communities.ts'
import { indicatorsForm } from './indicators.ts'
import { ledgerForm } from './ledger.ts'
import { membersForm } from './members.ts'
import { tasksForm } from './tasks.ts'
import { unitsForm } from './units.ts'

/** Everything that may be imported from a sheet, by the word of the command line. */
export const forms = {
  tasks: tasksForm,
  units: unitsForm,
  members: membersForm,
  communities: communitiesForm,
  ledger: ledgerForm,
  indicators: indicatorsForm,
} satisfies Record<string, SheetForm>

export type FormKind = keyof typeof forms
