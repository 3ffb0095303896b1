import { sql } from 'drizzle-orm'
import { type Queryable, rows } from './db.ts'

/** `columns`: those that can be inserted; `serials`: those fed by a sequence. */
export type Table = { name: string; columns: string[]; serials: string[] }

/** Every table of ours, those referred to before those that refer to them. */
export async function listTables(on: Queryable): Promise<Table[]> {
  const tables = await rows<Table>(
    on,
    sql`select c.relname as name,
        array_agg(a.attname order by a.attnum)::text[] as columns,
        coalesce(array_agg(a.attname) filter (where pg_get_serial_sequence(format('%I', c.relname), a.attname) is not null), '{}')::text[] as serials
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' group by c.relname order by c.relname`,
  )
  const references = await rows<{ from: string; to: string }>(
    on,
    sql`select f.relname as from, t.relname as to from pg_constraint k
      join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid where k.contype = 'f' and f.oid <> t.oid`,
  )
  return inOrder(tables, references)
}

function inOrder(tables: Table[], references: { from: string; to: string }[]): Table[] {
  const done: Table[] = []
  for (let left = tables; left.length > 0; ) {
    const names = new Set(left.map((table) => table.name))
    const waits = (table: Table) => references.some(({ from, to }) => from === table.name && names.has(to))
    const free = left.filter((table) => !waits(table))
    if (free.length === 0) throw new Error(`tables refer to each other in a circle: ${[...names].join(', ')}`)
    done.push(...free)
    left = left.filter(waits)
  }
  return done
}
