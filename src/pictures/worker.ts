import { parentPort, workerData } from 'node:worker_threads'
import { messageOf } from '#src/errors.ts'
import { boardStrips } from './board.ts'
import { Font } from './font.ts'
import { paint } from './paint.ts'
import type { Asked, Job, Painted, ThreadOptions } from './painter.ts'
import { reportStrips } from './report.ts'

/** The drawing thread: laying out, cutting the font and compressing each hold a processor while they last. */

const port = parentPort!
const font = new Font((workerData as ThreadOptions).folder)
let last: Promise<void> = Promise.resolve()

async function make(job: Job): Promise<Uint8Array[]> {
  if (job.kind === 'report') return paint(reportStrips(job.report, job.url), font)
  if (job.kind === 'board') return paint(boardStrips(job.board, job.url), font)
  const { lettersOf, renderReportPdf } = await import('#src/documents/report-pdf.ts')
  return [await renderReportPdf(job.report, await font.filesFor(lettersOf(job.report)))]
}

const answer = ({ id, job }: Asked): Promise<Painted> =>
  make(job).then(
    (files) => ({ id, files }),
    (error: unknown) => ({ id, error: messageOf(error) }),
  )

port.on('message', (asked: Asked) => {
  last = last.then(async () => port.postMessage(await answer(asked)))
})
