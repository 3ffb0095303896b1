import type { z } from 'zod'
import type { eventsForm } from '#src/sheets/forms/events.ts'
import { type EstateEvent, insertEvents, listEvents } from '#storage/repositories/estate.ts'
import { estateImporter } from './estate-rows.ts'

export const importEvents = estateImporter<z.output<typeof eventsForm.row>, EstateEvent>({
  thing: 'event',
  column: '事项',
  keyOf: ({ kind, on }, { id }) => `${id} ${kind} ${on}`,
  wanted: ({ community: _, ...own }, estate) => ({ communityId: estate.id, ...own }),
  stored: async (tx, { communityId, kind, on }) => (await listEvents(tx, communityId)).find((one) => one.kind === kind && one.on === on),
  save: ({ tx }, rows) => insertEvents(tx, rows),
})
