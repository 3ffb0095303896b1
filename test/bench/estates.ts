import { catalogue } from '#src/domain/disclosures/catalogue.ts'
import { reportHash } from '#src/domain/reports/hash.ts'
import { type Db, inTransaction } from '#storage/db.ts'
import { saveCommunities } from '#storage/repositories/community.ts'
import { insertDisclosures } from '#storage/repositories/disclosure.ts'
import { saveChat, saveWorkspace } from '#storage/repositories/people.ts'
import { insertReports } from '#storage/repositories/report.ts'
import { sampleReports } from '#storage/seed/sample/estates.ts'

const workspaceId = 'bench'
const company = '示例物业服务有限公司'
const characters = [...'福安和平兴隆丰华景泰瑞康宁怡翠清雅文博德润嘉盛锦绣东西南北中桥湖山林泉']
const nameOf = (n: number) => `${characters[n % characters.length]}${characters[(n * 7 + 3) % characters.length]}${n}号院`

const linesOf = (title: string) =>
  Array.from({ length: 8 }, (_, n) => ({
    label: `${title.slice(0, 8)}（${n + 1}）`,
    value: `已按规定办理，详见服务中心公示栏第${n + 1}页。`,
  }))

export const idOf = (n: number): string => `bench-${n}`
export const reportIdOf = (n: number): string => `bench-${n}-2026q3`

/** `count` estates, each with an owner group, every catalogue item published and a reviewed report due on 2026-11-23. */
export async function seedEstates(db: Db, count: number): Promise<void> {
  const [sample] = sampleReports
  await inTransaction(db, async (tx) => {
    await saveWorkspace(tx, { id: workspaceId, name: '测试区', district: '测试区' })
    for (let n = 0; n < count; n++) {
      const communityId = idOf(n)
      await saveCommunities(tx, [{ id: communityId, workspaceId, name: nameOf(n), street: '测试街道', company }])
      await insertDisclosures(
        tx,
        catalogue.map(({ code, title }) => ({
          ...{ id: `${communityId}-${code}-1`, communityId, code, title, lines: linesOf(title) },
          ...{ version: 1, publishedOn: '2026-03-02', preparedBy: company, reviewedBy: '业主委员会' },
        })),
      )
      const report = { ...sample!, id: reportIdOf(n), communityId, sample: false }
      await insertReports(tx, [{ ...report, hash: reportHash(report) }])
      const bound = { workspaceId, state: 'bound' as const, boundBy: 'bench', boundAt: new Date() }
      await saveChat(tx, { ...bound, channel: 'wechat', chatId: `group-${n}`, kind: 'owner', communityId })
    }
  })
}
