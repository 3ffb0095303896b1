import { parentPort, workerData } from 'node:worker_threads'
import { messageOf } from '#src/errors.ts'
import { Font } from './font.ts'
import { paint } from './paint.ts'
import type { Asked, Painted, ThreadOptions } from './painter.ts'
import { reportStrips } from './report.ts'

/** The drawing thread: laying out, cutting the font and compressing each hold a processor while they last. */

const port = parentPort!
const font = new Font((workerData as ThreadOptions).folder)
let last: Promise<void> = Promise.resolve()

const draw = ({ id, report, foot }: Asked): Promise<Painted> =>
  paint(reportStrips(report, foot), font).then(
    (pictures) => ({ id, pictures }),
    (error: unknown) => ({ id, error: messageOf(error) }),
  )

port.on('message', (asked: Asked) => {
  last = last.then(async () => port.postMessage(await draw(asked)))
})
