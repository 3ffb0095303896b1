import type { z } from 'zod'
import { isPersonal } from '#src/domain/communities/rules-turn.ts'
import type { ordersForm } from '#src/sheets/forms/orders.ts'
import { findOrder, saveOrders, type WorkOrder } from '#storage/repositories/estate.ts'
import { estateImporter } from './estate-rows.ts'

export const importOrders = estateImporter<z.output<typeof ordersForm.row>, WorkOrder>({
  thing: 'order',
  column: '工单编号',
  keyOf: ({ id }) => id,
  wanted: ({ id, receivedOn, topic, dueOn, closedOn, solved, satisfied }, estate) => ({
    ...{ workspaceId: estate.workspaceId, id, communityId: estate.id, receivedOn, topic },
    ...{ dueOn: dueOn ?? null, closedOn: closedOn ?? null, solved: solved ?? null, satisfied: satisfied ?? null },
  }),
  stored: (tx, { workspaceId, id }) => findOrder(tx, workspaceId, id),
  flaws: ({ row, value: { topic } }) =>
    isPersonal(topic) || /\d{7,}/.test(topic) ? [{ row, column: '问题分类', problem: '只写分类，不得有来电人、电话、房号。' }] : [],
  save: ({ tx }, rows) => saveOrders(tx, rows),
})
