import { findBoard } from '#src/domain/disclosures/board.ts'
import type { Queryable } from '#storage/db.ts'
import { type Community, findCurrentContract, listFacilities } from '#storage/repositories/community.ts'
import type { EstateFacts } from './rules-clocks.ts'

/** Reads what the clocks of an estate hang on, as it is known on that day. */
export async function factsOf(tx: Queryable, community: Community, on: string): Promise<EstateFacts> {
  const contract = await findCurrentContract(tx, community.id, on)
  const board = await findBoard(tx, community.id, on)
  const facilities = await listFacilities(tx, community.id)
  const { committee, committeeTermEndOn, emergencyFromOn } = community
  return {
    ...(contract && {
      contract: {
        ...{ kind: contract.kind, startOn: contract.startOn, endOn: contract.endOn },
        ...(contract.signedOn ? { signedOn: contract.signedOn } : {}),
        ...(contract.filedOn ? { filedOn: contract.filedOn } : {}),
      },
    }),
    ...(committeeTermEndOn && (committee === '业委会' || committee === '物管会')
      ? { committee: { kind: committee, termEndOn: committeeTermEndOn } }
      : {}),
    ...(emergencyFromOn ? { emergencyFromOn } : {}),
    facilities: facilities.map(({ type, code, inspectionDueOn }) => ({ type, code, ...(inspectionDueOn ? { inspectionDueOn } : {}) })),
    published: board!.rows.flatMap(({ item: { code, title, basis, goodForMonths }, current }) =>
      current && goodForMonths ? [{ code, title, basis, on: current.publishedOn, goodForMonths }] : [],
    ),
  }
}
