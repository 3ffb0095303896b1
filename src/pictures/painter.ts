import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Board } from '#src/domain/disclosures/disclosure.ts'
import type { Report } from '#src/domain/reports/report.ts'

export type ThreadOptions = { folder: string }
/** `url`: the page a picture leads to */
export type Job =
  | { kind: 'report'; report: Report; url: string }
  | { kind: 'board'; board: Board; url: string }
  | { kind: 'pdf'; report: Report }
export type Asked = { id: number; job: Job }
export type Painted = { id: number; files: Uint8Array[] } | { id: number; error: string }

type Waiting = { resolve(files: Uint8Array[]): void; reject(error: Error): void }
type Life = { worker: Worker; waiting: Map<number, Waiting>; ended: Promise<void> }

/** Draws in a thread of its own, one thing after the other; the thread begins with the first of them and again after a crash. */
export class Painter {
  #life: Life | undefined
  #nextId = 1

  /** The PNGs of a picture from top to bottom, or the one PDF. @throws Error when it cannot be drawn */
  make(job: Job): Promise<Uint8Array[]> {
    this.#life ??= this.#begin()
    const { worker, waiting } = this.#life
    const id = this.#nextId++
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      worker.ref()
      worker.postMessage({ id, job } satisfies Asked)
    })
  }

  async close(): Promise<void> {
    const life = this.#life
    await life?.worker.terminate()
    await life?.ended
  }

  #begin(): Life {
    const folder = mkdtempSync(join(tmpdir(), 'duban-font-'))
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { folder } satisfies ThreadOptions })
    const waiting: Life['waiting'] = new Map()
    let cause = new Error('the drawing thread has ended')
    worker.on('message', (painted: Painted) => {
      const asked = waiting.get(painted.id)
      waiting.delete(painted.id)
      // A thread with nothing to do keeps no process alive.
      if (waiting.size === 0) worker.unref()
      if ('error' in painted) asked?.reject(new Error(painted.error))
      else asked?.resolve(painted.files)
    })
    worker.on('error', (error: Error) => {
      cause = error
    })
    const ended = new Promise<void>((resolve) => {
      worker.on('exit', () => {
        this.#life = undefined
        rmSync(folder, { recursive: true, force: true })
        for (const { reject } of waiting.values()) reject(cause)
        resolve()
      })
    })
    return { worker, waiting, ended }
  }
}
