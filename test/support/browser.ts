import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const require = createRequire(import.meta.url)

/** Flags of the package that would end the browser with its first page, or relax what a real browser enforces. */
const unwanted = ['--single-process', '--headless', '--disable-web-security', '--allow-running-insecure-content', '--in-process-gpu']

/** A real Chromium that came through npm, with its own libraries and a Chinese font: nothing of the machine is needed. */
export async function openBrowser(): Promise<Browser> {
  const { home, args } = await unpacked()
  return chromium.launch({
    executablePath: join(home, 'chromium'),
    args: args.filter((arg) => !unwanted.some((flag) => arg.startsWith(flag))),
    headless: true,
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(home, 'al2023', 'lib'),
      FONTCONFIG_PATH: join(home, 'fonts'),
      FONTCONFIG_FILE: join(home, 'duban-fonts.conf'),
    },
  })
}

/** Unpacks once per version and user. Made aside and renamed, so that parallel test files never see half of it. */
async function unpacked(): Promise<{ home: string; args: string[] }> {
  const version = await versionOf('@sparticuz/chromium')
  const home = join(tmpdir(), `duban-chromium-${version}-${process.getuid?.() ?? 'user'}`)
  if (existsSync(home)) return { home, args: (await loadPackage(home)).args }
  const staging = await mkdtemp(`${home}-`)
  const { args } = await loadPackage(staging)
  await writeFonts(staging, home)
  await rename(staging, home).catch(async (error: NodeJS.ErrnoException) => {
    await rm(staging, { recursive: true, force: true })
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
  })
  return { home, args }
}

/** The package takes its folder from TMPDIR and brings its shared libraries only where it believes to be on Lambda. */
async function loadPackage(folder: string): Promise<{ args: string[] }> {
  const before = { ...process.env }
  process.env.TMPDIR = folder
  process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs24.x'
  try {
    const { default: pack } = await import('@sparticuz/chromium')
    await pack.executablePath()
    return { args: pack.args }
  } finally {
    for (const name of ['TMPDIR', 'AWS_LAMBDA_JS_RUNTIME', 'FONTCONFIG_PATH', 'LD_LIBRARY_PATH', 'HOME']) {
      if (before[name] === undefined) delete process.env[name]
      else process.env[name] = before[name]
    }
  }
}

async function writeFonts(staging: string, home: string): Promise<void> {
  const chinese = dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json'))
  const cache = join(home, 'font-cache')
  await mkdir(join(staging, 'font-cache'))
  const folders = [join(chinese, '400Regular'), join(chinese, '500Medium'), join(chinese, '700Bold'), join(home, 'fonts')]
  const conf = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${folders.map((folder) => `<dir>${folder}</dir>`).join('\n')}
<cachedir>${cache}</cachedir>
<alias><family>sans-serif</family><prefer><family>Noto Sans SC</family></prefer></alias>
</fontconfig>
`
  await writeFile(join(staging, 'duban-fonts.conf'), conf)
}

async function versionOf(name: string): Promise<string> {
  const entry = require.resolve(name)
  const manifest: unknown = JSON.parse(await readFile(join(dirname(entry), '..', 'package.json'), 'utf8'))
  return (manifest as { version: string }).version
}
