/** npm run bench -- NAME…: the named benches, or all of them, one after the other. Each prints its own table. */
const benches: Record<string, () => Promise<{ run(): Promise<unknown> | unknown }>> = {
  deadlines: () => import('./deadlines.ts'),
  policy: () => import('./policy.ts'),
  'policy-import': () => import('./policy-import.ts'),
  sweep: () => import('./sweep.ts'),
  pictures: () => import('./publish.ts'),
  pages: () => import('./pages.ts'),
  'owner-burst': () => import('./burst.ts'),
  'lark-webhook': () => import('./lark-webhook.ts'),
  'lark-outbound': () => import('./lark-outbound.ts'),
  'lark-chaos': () => import('./lark-chaos.ts'),
}

const named = process.argv.slice(2)
const unknown = named.filter((name) => !(name in benches))
if (unknown.length > 0) {
  process.stderr.write(`unknown: ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}\n`)
  process.exit(2)
}
for (const name of named.length > 0 ? named : Object.keys(benches)) {
  process.stdout.write(`\n# ${name}\n`)
  await (await benches[name]!()).run()
}
process.exit(0)
