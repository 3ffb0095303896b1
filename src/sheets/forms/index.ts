import type { SheetForm } from '../form.ts'
import { communitiesForm } from './communities.ts'
import { contractsForm } from './contracts.ts'
import { disclosuresForm } from './disclosures.ts'
import { eventsForm } from './events.ts'
import { facilitiesForm } from './facilities.ts'
import { feesForm } from './fees.ts'
import { fundsForm } from './funds.ts'
import { indicatorsForm } from './indicators.ts'
import { ledgerForm } from './ledger.ts'
import { membersForm } from './members.ts'
import { ordersForm } from './orders.ts'
import { reportForm } from './report.ts'
import { revenueForm } from './revenue.ts'
import { schedulesForm } from './schedules.ts'
import { serviceDoneForm } from './service-done.ts'
import { servicesForm } from './services.ts'
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
  events: eventsForm,
  fees: feesForm,
  revenue: revenueForm,
  funds: fundsForm,
  disclosures: disclosuresForm,
  services: servicesForm,
  'service-done': serviceDoneForm,
  report: reportForm,
  ledger: ledgerForm,
  indicators: indicatorsForm,
  orders: ordersForm,
} satisfies Record<string, SheetForm>

export type FormKind = keyof typeof forms
