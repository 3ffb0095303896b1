import { join } from 'node:path'
import { pino } from 'pino'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { loadConfig } from '#src/config.ts'
import { type Service, startService } from '#src/service.ts'
import { openBrowser } from './browser.ts'
import { makeTempFolder, removeFolder } from './temp-folder.ts'

export type FrontDoor = {
  service: Service
  page: Page
  /** keeps a picture of the page where `KEEP_SHOTS` names a folder */
  shot(name: string): Promise<void>
  /** how many pixels the page is wider than the screen */
  overflow(): Promise<number>
  close(): Promise<void>
}

export const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }

/** The service as a newcomer starts it, without any credential, and a real browser beside it. */
export async function openFrontDoor(device: BrowserContextOptions): Promise<FrontDoor> {
  const folder = await makeTempFolder()
  const service = await startService(loadConfig({ PORT: '0', DATA_DIR: join(folder, 'data') }), pino({ level: 'silent' }))
  const browser = await openBrowser()
  const page = await browser.newPage(device)
  page.setDefaultTimeout(20_000)
  return {
    service,
    page,
    async shot(name) {
      if (process.env.KEEP_SHOTS) await page.screenshot({ path: join(process.env.KEEP_SHOTS, `${name}.png`), fullPage: true })
    },
    overflow: () => page.evaluate<number>('document.documentElement.scrollWidth - innerWidth'),
    async close() {
      await browser.close()
      await service.stop()
      await removeFolder(folder)
    },
  }
}
