import type { Contents } from '#src/channels/channel.ts'
import type { Queryable } from '#storage/db.ts'
import { findContent, findUpload, saveUpload } from '#storage/repositories/content.ts'

/** What posts enclose, from the database; uploads of one content wait for one another. */
export function createContents(db: Queryable): Contents {
  const underWay = new Map<string, Promise<string>>()

  async function once(id: string, uploadedAs: string, upload: () => Promise<string>): Promise<string> {
    const known = await findUpload(db, id, uploadedAs)
    if (known) return known
    const key = await upload()
    await saveUpload(db, id, uploadedAs, key)
    return key
  }

  return {
    open: (id) => findContent(db, id),
    keyOf(id, uploadedAs, upload) {
      const name = `${uploadedAs}\n${id}`
      const uploading = underWay.get(name) ?? once(id, uploadedAs, upload).finally(() => underWay.delete(name))
      underWay.set(name, uploading)
      return uploading
    },
  }
}
