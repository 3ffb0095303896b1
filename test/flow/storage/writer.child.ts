import { sql } from 'drizzle-orm'
import { connect, inTransaction } from '#storage/db.ts'

/** Writes rows without end into the data directory it is given, and reports each once it is committed. */
const database = await connect({ dataDir: process.argv[2]! })
await database.db.execute(sql`create table if not exists written (round int, n int)`)
process.send!('open')
for (let n = 1; ; n++) {
  const round = Number(process.argv[3])
  await inTransaction(database.db, async (tx) => {
    await tx.execute(sql`insert into written values (${round}, ${n})`)
    await tx.execute(sql`insert into written values (${round}, ${-n})`)
  })
  process.send!(n)
}
