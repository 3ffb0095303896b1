import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readSource } from '#src/domain/policy/import/read-source.ts'
import { findClause, listClauses } from '#storage/repositories/policy.ts'
import { makeDocx, printPdf } from '../support/policy-files.ts'
import { zipOf } from '../unit/sheets-zip.ts'
import { openShell, type Shell } from './operator-shell.ts'

let shell: Shell
beforeAll(async () => {
  shell = await openShell()
  await shell.run('migrate')
})
afterAll(() => shell.database.close())

const put = (name: string, content: string | Uint8Array) => writeFile(join(shell.cwd, name), content)
const fixture = (name: string) => copyFile(new URL(`../fixtures/policy/${name}`, import.meta.url), join(shell.cwd, name))
const clausesOf = (id: string) => listClauses(shell.database.db, id)
const ask = async (question: string) =>
  (await shell.run(['ask', '--json', '--question', question])).json[0] as { text: string; refused: boolean }

const notice = [
  '海淀区住宅物业服务考评办法（试行）',
  '海建发〔2026〕7号',
  '各街道办事处：',
  '一、考评对象',
  '在本区从事物业服务的企业。',
  '二、考评内容',
  '（一）日常考评。每季度一次。',
  '（二）年度考评。考评项目见下表：',
  [
    ['项目', '频次', '标准'],
    ['楼道保洁', '每日一次', '无积存垃圾'],
    ['夜间巡查', '每日两次', '有巡查记录'],
  ],
  '三、附则',
  '本办法自2026年3月1日起施行。',
  '海淀区住房和城乡建设委员会',
  '2026年2月10日',
  '附件1',
  '任务分工表',
  [
    ['序号', '任务', '完成时限', '责任单位'],
    ['1', '制定评分细则', '2026年5月底前', '区住建委'],
    ['2', '开展业务培训', '2026年6月底前', '各街道、区城管委'],
  ],
]

describe('what is understood is shown before it counts', () => {
  test('a law by its articles, with title, issuer and the date it was last passed', async () => {
    await fixture('beijing-property-regulation.md')
    const { stdout, code } = await shell.run('import policy beijing-property-regulation.md --id wuye --dry-run')
    expect(code).toBe(0)
    expect(stdout).toContain('《北京市物业管理条例》\n  编号 wuye；北京市人民代表大会常务委员会；2024-03-29；北京市；现行')
    expect(stdout).toContain('  第四章 业主、业主组织和物业管理委员会\n    第一节 业主和业主大会\n      第二十五条—第三十八条（14）')
    expect(stdout).toContain('试导入，没有改动：104条，第1版。')
    expect(await clausesOf('wuye')).toEqual([])
  })

  test('an excerpt may begin with any article', async () => {
    const whole = await readFile(new URL('../fixtures/policy/beijing-property-regulation.md', import.meta.url), 'utf8')
    const articles = whole.slice(whole.indexOf('\n第七十四条 '), whole.indexOf('\n第七十七条 '))
    await put(
      'excerpt.txt',
      `北京市物业管理条例（节选）\n\n2024年3月29日 北京市第十六届人民代表大会常务委员会第九次会议通过\n\n${articles}`,
    )
    const { stdout } = await shell.run('import policy excerpt.txt --dry-run')
    expect(stdout).toContain('第七十四条—第七十六条（3）')
    expect(stdout).toContain('北京市人民代表大会常务委员会；2024-03-29；北京市')
  })

  test('a Word notice: rows of a table inside it, and the tasks of its annex', async () => {
    await put('notice.docx', await makeDocx(notice))
    const { stdout } = await shell.run('import policy notice.docx --id kaoping')
    expect(stdout).toContain('编号 kaoping；海淀区住房和城乡建设委员会；海建发〔2026〕7号；2026-02-10；海淀区；现行')
    expect(stdout).toContain('已导入：8条，其中任务2项，第1版。')
    const said = Object.fromEntries((await clausesOf('kaoping')).map(({ id, place, text }) => [id, `${place} ${text}`]))
    expect(Object.keys(said)).toEqual(['1', '2-1', '2-2', 'table-1-1', 'table-1-2', '3', 'task-1', 'task-2'].map((one) => `kaoping/${one}`))
    expect(said['kaoping/table-1-2']).toBe('表1第2行 项目：夜间巡查；频次：每日两次；标准：有巡查记录')
    expect(said['kaoping/task-2']).toBe('任务分解表第2项 开展业务培训\n2026年6月底前\n各街道、区城管委')
    expect((await findClause(shell.database.db, 'kaoping/task-2'))!.units).toEqual(['各街道', '区城管委'])
  })

  test('a printed PDF: lines closed to paragraphs over page breaks, page numbers left out', async () => {
    const sentence = '物业服务企业应当按照合同约定提供服务并接受业主监督，'.repeat(4)
    const items = Array.from({ length: 30 }, (_, at) => `<p style="text-indent:2em">${at + 1}.${sentence}保证第${at + 1}项质量。</p>`)
    const html = `<h1 style="text-align:center">关于加强小区公共秩序管理的若干意见</h1><p style="text-align:center">京建发〔2026〕15号</p>
      <p style="text-indent:2em">一、总体要求</p>${items.join('')}<p style="text-indent:2em">二、附则</p><p style="text-indent:2em">本意见自印发之日起施行。</p>
      <p style="text-align:right">北京市住房和城乡建设委员会</p><p style="text-align:right">2026年4月2日</p>`
    await put('order.pdf', await printPdf(html))
    const { stdout } = await shell.run('import policy order.pdf --id zhixu')
    expect(stdout).toContain(
      '《关于加强小区公共秩序管理的若干意见》\n  编号 zhixu；北京市住房和城乡建设委员会；京建发〔2026〕15号；2026-04-02；北京市；现行',
    )
    const clauses = await clausesOf('zhixu')
    expect(clauses.map(({ text }) => text)).toEqual([
      ...Array.from({ length: 30 }, (_, at) => `${sentence}保证第${at + 1}项质量。`),
      '本意见自印发之日起施行。',
    ])
  })

  test('a standard by its decimals, a Markdown table in it', async () => {
    await put(
      'standard.md',
      '# 住宅物业服务标准\n\n1 范围\n本标准规定了住宅物业服务的要求。\n2 服务要求\n2.1 保洁\n2.1.1 楼内保洁\n每日清扫1次。\n2.1.2 外围保洁\n每日清扫2次。\n2.2 巡逻\n见下表。\n\n| 等级 | 频次 |\n|---|---|\n| 一级 | 4次 |\n| 二级 | 6次 |\n',
    )
    await shell.run('import policy standard.md --id biaozhun')
    const clauses = await clausesOf('biaozhun')
    expect(clauses.map(({ id, place, path }) => [id.split('/')[1], place, path.join('/')])).toEqual([
      ['1', '1 范围', ''],
      ['2-1-1', '2.1.1 楼内保洁', '2 服务要求/2.1 保洁'],
      ['2-1-2', '2.1.2 外围保洁', '2 服务要求/2.1 保洁'],
      ['2-2', '2.2 巡逻', '2 服务要求'],
      ['table-1-1', '表1第1行', '2 服务要求/2.2 巡逻'],
      ['table-1-2', '表1第2行', '2 服务要求/2.2 巡逻'],
    ])
    expect(clauses.at(-1)!.text).toBe('等级：二级；频次：6次')
  })

  test('nothing of a Word file is lost in reading', async () => {
    const lines = notice.flatMap((part) => (typeof part === 'string' ? [part] : part.map((cells) => `\t${cells.join('\t')}`)))
    expect((await readSource(await makeDocx(notice), 'notice.docx')).text).toBe(`${lines.join('\n')}\n`)
  })

  test('what is doubtful is named with its line', async () => {
    await put('doubtful.txt', '关于停车的意见\n一、总则\n甲。\n三、附则\n乙。\n丙\ufffd丁。\n')
    const { stdout } = await shell.run('import policy doubtful.txt --dry-run')
    expect(stdout).toContain('请核对 第4行：像编号但接不上前文，作正文收录（三、附则）')
    expect(stdout).toContain('请核对 第6行：有无法识别的字符')
  })

  test('what is told goes before what was guessed', async () => {
    await put('told.txt', '关于停车的意见\n一、总则\n停车位先满足业主。\n')
    const { json } = await shell.run([
      ...'import policy told.txt --json --dry-run --status 征求意见稿 --issuer 某局 --doc-no 京发〔2026〕1号'.split(' '),
      ...'--issued-on 2026-01-02 --jurisdiction 海淀区 --title 停车意见'.split(' '),
    ])
    expect(json[0]!.manifest).toMatchObject({
      title: '停车意见',
      issuer: '某局',
      docNo: '京发〔2026〕1号',
      issuedOn: '2026-01-02',
      jurisdiction: '海淀区',
      level: 'district',
      status: '征求意见稿',
    })
  })
})

describe('a changed text', () => {
  const text = (second: string, fourth = '') =>
    `小区停车管理办法\n第一条 停车位先满足业主。\n第二条 ${second}\n第三条 本办法自发布起施行。\n${fourth}`

  test('a second time nothing changes', async () => {
    await put('parking.txt', text('空余车位可按月出租。'))
    expect((await shell.run('import policy parking.txt --id parking')).stdout).toContain('已导入：3条，第1版。')
    expect((await shell.run('import policy parking.txt --id parking')).stdout).toContain('内容未变，没有改动。')
  })

  test('the next version tells which clauses; the words cited before can still be read', async () => {
    await put('parking.txt', text('空余车位可按日出租。', '第四条 由街道办事处解释。\n'))
    const { stdout } = await shell.run('import policy parking.txt --id parking')
    expect(stdout).toContain('新增1条：4')
    expect(stdout).toContain('修改1条：2')
    expect(stdout).toContain('第2版')
    expect((await shell.run('clause parking/2')).lines).toEqual([
      '《小区停车管理办法》第二条（第2版）',
      '空余车位可按日出租。',
      '《小区停车管理办法》第二条（第1版，已改动或删去）',
      '空余车位可按月出租。',
    ])
    await put('parking.txt', text('空余车位可按日出租。'))
    expect((await shell.run('import policy parking.txt --id parking')).stdout).toContain('删去1条：4')
    expect((await shell.run('clause parking/4 --json')).json).toEqual([
      { clause: 'parking/4', version: 2, valid: false, place: '第四条', text: '由街道办事处解释。' },
    ])
    expect((await shell.run('clause parking/9')).stderr).toBe('没有编号为「parking/9」的条款。\n')
  })

  test('a held document is read by number though it is no law', async () => {
    const { refused, text } = await ask('小区停车管理办法第二条写的什么')
    expect({ refused, text }).toMatchObject({ refused: false, text: expect.stringContaining('可按日出租') })
  })

  test('the next question is answered from it', async () => {
    expect((await ask('空余车位可以怎么出租')).text).toContain('可按日出租')
  })

  test('what is superseded says so, and stays so when the service starts again', async () => {
    await put('new.txt', text('空余车位可按周出租。').replace('小区停车', '新小区停车'))
    await shell.run('import policy new.txt --id parking-2 --supersedes parking')
    await shell.run('seed')
    expect((await ask('空余车位可以怎么出租')).text.split('\n')[0]).toContain('可按周出租') // what is in force goes before it
    const { json } = await shell.run('ask --json --question 《小区停车管理办法》第2条')
    expect(JSON.stringify(json[0])).toContain('被替代')
    expect((await shell.run('import policy new.txt --id parking-3 --supersedes nowhere')).stderr).toBe(
      '没有编号为「nowhere」的另一份文件可替代。\n',
    )
  })
})

describe('refused in one line', () => {
  const lockedPdf = `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n3 0 obj<</Filter/Standard/V 1/R 2/P -4/O <${'41'.repeat(32)}>/U <${'42'.repeat(32)}>>>endobj\ntrailer<</Root 1 0 R/Encrypt 3 0 R/ID[<01><01>]>>\n%%EOF`
  test.each<[string, string | Uint8Array, string]>([
    ['a.xls', 'x', '只能导入 .txt、.md、.docx、.pdf 文件；.doc 或 .wps 请先另存为 .docx。'],
    ['empty.txt', '', '文件是空的。'],
    ['blank.txt', ' \n\n', '文件里没有文字。'],
    ['large.txt', 'x'.repeat(10 * 1024 * 1024 + 1), '文件「large.txt」超过10MB，请拆分。'],
    ['poem.txt', '床前明月光，疑是地上霜。', '这不像政策文件：没有“一、（一）1.”“第一条”“4.1”这样的编号。'],
    ['binary.txt', Uint8Array.of(0, 1, 2, 3), '这不是文本文件。'],
    ['locked.docx', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), '文件有密码或是旧版 .doc，请去掉密码并另存为 .docx。'],
    ['broken.docx', 'PK', '这不是 Word 文件，或文件已损坏。'],
    ['bomb.docx', zipOf([{ name: 'word/document.xml', text: ' '.repeat(70 * 1024 * 1024) }]), '文件解压后过大，请删去图片等内容后再导入。'],
    [
      'liar.docx',
      zipOf([{ name: 'word/document.xml', text: ' '.repeat(1024 * 1024), claimedSize: 10 }]),
      '这不是 Word 文件，或文件已损坏。',
    ],
    ['broken.pdf', '%PDF-1.4 nothing', 'PDF 无法读取，文件可能已损坏。'],
    ['locked.pdf', lockedPdf, 'PDF 有密码，请去掉密码后再导入。'],
  ])('%s', async (name, content, said) => {
    await put(name, content)
    const { code, stdout, stderr } = await shell.run(`import policy ${name}`)
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: `${said}\n` })
  })

  test('a scan without a text layer', async () => {
    const picture =
      'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"><rect width="400" height="400"/></svg>'
    await put('scan.pdf', await printPdf(`<img src='${picture}'>`))
    expect((await shell.run('import policy scan.pdf')).stderr).toBe('PDF 是扫描件，没有文字层，请提供文字版或识别后的文件。\n')
  })
})
