import { isUnreachable } from '#storage/errors.ts'
import { told } from './errors.ts'
import type { Log } from './log.ts'

export type Loop = { wake(): void; stop(): Promise<void> }

/**
 * Runs `turn` again at once while it finds work (answers true), else after `idleMs`, the ms it names, or a wake.
 * A failed turn is tried again after the pause. The log hears of the 1st, 2nd, 4th, 8th … failure in a row, and of the
 * turn that ends the row; that the database is away is told once for all loops, by who watches it.
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

  let failures = 0
  const turnOnce = async (): Promise<boolean | number> => {
    try {
      const busy = await turn()
      if (failures > 0) options.log.info({ loop: name, failures }, 'turn works again')
      failures = 0
      return busy
    } catch (error) {
      if (isUnreachable(error)) options.log.debug({ loop: name, ...told(error) }, 'turn failed')
      else if (Number.isInteger(Math.log2(++failures))) options.log.error({ loop: name, failures, ...told(error) }, 'turn failed')
      return false
    }
  }

  const run = async () => {
    while (!stopped) {
      woken = false
      const busy = await turnOnce()
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
