import { sql } from 'drizzle-orm'
import { boolean, customType, index, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'

const bytea = customType<{ data: Uint8Array }>({
  dataType: () => 'bytea',
  // Both drivers take text alike.
  toDriver: (bytes) => sql`decode(${Buffer.from(bytes).toString('base64')}::text, 'base64')`,
})

/** Pictures and files that posts enclose or records hold, each kept once. */
export const content = pgTable(
  'content',
  {
    /** sha-256 of the bytes */
    id: text().primaryKey(),
    bytes: bytea().notNull(),
    size: integer().notNull(),
    /** part of the record: kept for good, and in every backup; all else only until it has long been sent */
    lasting: boolean().notNull().default(false),
    keptAt: timestamp('kept_at', { withTimezone: true }).notNull(),
  },
  (t) => [index('content_kept_at').on(t.keptAt)],
)

/** Content a platform has already, and its key there. */
export const upload = pgTable(
  'upload',
  {
    /** the account it was uploaded with, and as what: another account may not use it, another name is another upload */
    uploadedAs: text('uploaded_as').notNull(),
    content: text().notNull(),
    key: text().notNull(),
    at: timestamp('at', { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.uploadedAs, t.content] })],
)
