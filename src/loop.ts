import { messageOf } from './errors.ts'
import type { Log } from './log.ts'

export type Loop = { wake(): void; stop(): Promise<void> }

/**
 * Runs `turn` again at once while it finds work (answers true), else after `idleMs`, the ms it names, or a wake.
 * A failed turn is logged and tried again after the pause: the database may just be restarting.
 */
export function startLoop(name: string, turn: () => Promise<boolean | number>, options: { idleMs: number; log: Log }): Loop {
  let stopped = false
  let woken = false
  let rouse = () => {}
  const nap = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      rouse = () => {
        clearTimeout(timer)
        resolve()
      }
      if (woken || stopped) rouse()
    })

  const run = async () => {
    while (!stopped) {
      woken = false
      const busy = await turn().catch((error: unknown) => {
        options.log.error({ loop: name, error: messageOf(error), cause: messageOf((error as Error)?.cause ?? '') }, 'turn failed')
        return false
      })
      if (busy !== true && !stopped) await nap(busy || options.idleMs)
    }
  }
  const ended = run()
  return {
    wake() {
      woken = true
      rouse()
    },
    async stop() {
      stopped = true
      rouse()
      await ended
    },
  }
}
