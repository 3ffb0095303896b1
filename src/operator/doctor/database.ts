import { fileURLToPath } from 'node:url'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { lastMigration, type Queryable } from '#storage/db.ts'
import { listDocuments } from '#storage/repositories/policy.ts'
import { listPlans } from '#storage/repositories/work.ts'
import { type Finding, fail, ok } from './finding.ts'

const folder = fileURLToPath(new URL('../../../storage/migrations', import.meta.url))

/** Stops at the first failure: what comes after it would fail for the same reason. */
export async function checkDatabase(db: Queryable): Promise<Finding[]> {
  const applied = await lastMigration(db)
  if (applied === undefined) return [fail('数据表', '还没有建立', '执行 npm run duban -- seed')]
  const newest = readMigrationFiles({ migrationsFolder: folder }).at(-1)!.folderMillis
  if (applied.createdAt < newest) return [fail('数据表', '不是最新', '执行 npm run duban -- migrate')]
  if (applied.createdAt > newest) return [fail('数据表', '已由更新版本的程序升级', '改用新版本的程序')]
  const documents = await listDocuments(db)
  const plans = await listPlans(db)
  if (documents.length === 0 || plans.length === 0)
    return [ok('数据表', '已是最新'), fail('基础数据', '没有政策文件或工作方案', '执行 npm run duban -- seed')]
  return [ok('数据表', '已是最新'), ok('基础数据', `${documents.length}份文件，${plans.length}个工作方案`)]
}
