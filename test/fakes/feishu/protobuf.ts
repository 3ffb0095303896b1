/** The frame of the long connection: pbbp2.Frame, written and read by hand because it is one message. */
export type Frame = { seqId: number; logId: number; service: number; method: number; headers: Record<string, string>; payload: Buffer }

export const CONTROL = 0
export const DATA = 1

export function encodeFrame({ seqId, logId, service, method, headers, payload }: Frame): Buffer {
  const header = ([key, value]: [string, string]) =>
    bytesField(5, Buffer.concat([bytesField(1, Buffer.from(key)), bytesField(2, Buffer.from(value))]))
  return Buffer.concat([
    numberField(1, seqId),
    numberField(2, logId),
    numberField(3, service),
    numberField(4, method),
    ...Object.entries(headers).map(header),
    bytesField(8, payload),
  ])
}

export function decodeFrame(bytes: Buffer): Frame {
  const frame: Frame = { seqId: 0, logId: 0, service: 0, method: 0, headers: {}, payload: Buffer.alloc(0) }
  for (const { field, value } of readFields(bytes)) {
    if (typeof value === 'number') {
      if (field === 1) frame.seqId = value
      if (field === 2) frame.logId = value
      if (field === 3) frame.service = value
      if (field === 4) frame.method = value
    } else if (field === 5) {
      const [key, content] = readFields(value).map((one) => String(one.value))
      frame.headers[key!] = content ?? ''
    } else if (field === 8) {
      frame.payload = value
    }
  }
  return frame
}

function readFields(bytes: Buffer): { field: number; value: number | Buffer }[] {
  const fields: { field: number; value: number | Buffer }[] = []
  let at = 0
  const varint = (): number => {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++]!
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return Number(value)
    }
  }
  while (at < bytes.length) {
    const tag = varint()
    if ((tag & 7) === 0) {
      fields.push({ field: tag >> 3, value: varint() })
    } else {
      const length = varint()
      fields.push({ field: tag >> 3, value: bytes.subarray(at, at + length) })
      at += length
    }
  }
  return fields
}

function varint(value: number): Buffer {
  const bytes: number[] = []
  let rest = value
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80)
    rest = Math.floor(rest / 0x80)
  }
  return Buffer.from([...bytes, rest])
}

const numberField = (field: number, value: number): Buffer => Buffer.concat([varint(field << 3), varint(value)])
const bytesField = (field: number, value: Buffer): Buffer => Buffer.concat([varint((field << 3) | 2), varint(value.length), value])
