import { connect, createServer, type Socket } from 'node:net'

export type Line = {
  port: number
  /** ends what is open and refuses what comes */
  cut(): Promise<void>
  /** falls silent: nothing is refused, nothing arrives */
  hold(): void
  /** what is open falls silent, what comes does not */
  strand(): void
  mend(): Promise<void>
}

/** A line to a port of this machine that can be cut or fall silent. */
export async function startLine(to: number): Promise<Line> {
  const ends = new Set<Socket>()
  let held = false
  const join = (from: Socket, onto: Socket) => {
    ends.add(from)
    from.on('data', (chunk) => onto.write(chunk))
    from.on('error', () => {})
    from.on('close', () => {
      ends.delete(from)
      onto.destroy()
    })
    if (held) from.pause()
  }
  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1')
    join(near, far)
    join(far, near)
  })
  const listen = (port: number) => new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening))
  await listen(0)
  const { port } = server.address() as { port: number }
  return {
    port,
    async cut() {
      const closed = new Promise((done) => server.close(done))
      for (const end of ends) end.destroy()
      await closed
    },
    hold() {
      held = true
      for (const end of ends) end.pause()
    },
    strand() {
      for (const end of ends) end.pause()
    },
    async mend() {
      held = false
      for (const end of ends) end.resume()
      if (!server.listening) await listen(port)
    },
  }
}
