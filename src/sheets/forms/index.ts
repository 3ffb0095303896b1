import type { SheetForm } from '../form.ts'
import { communitiesForm } from './communities.ts'
import { contractsForm } from './contracts.ts'
import { disclosuresForm } from './disclosures.ts'
import { facilitiesForm } from './facilities.ts'
import { indicatorsForm } from './indicators.ts'
import { ledgerForm } from './ledger.ts'
import { membersForm } from './members.ts'
import { reportForm } from './report.ts'
import { schedulesForm } from './schedules.ts'
import { tasksForm } from './tasks.ts'
import { unitsForm } from './units.ts'

/** Everything that may be imported from a sheet, by the word of the command line. */
export const forms = {
  tasks: tasksForm,
  schedules: schedulesForm,
  units: unitsForm,
  members: membersForm,
  communities: communitiesForm,
  contracts: contractsForm,
  facilities: facilitiesForm,
  disclosures: disclosuresForm,
  report: reportForm,
  ledger: ledgerForm,
  indicators: indicatorsForm,
} satisfies Record<string, SheetForm>

export type FormKind = keyof typeof forms
