import type { CatalogueItem } from './disclosure.ts'

const regulation = '《北京市物业管理条例》'

/** What the law asks to be made public for an estate, by the property company unless said otherwise. */
export const catalogue: readonly CatalogueItem[] = [
  {
    code: 'D1',
    title: '物业服务企业、项目负责人和投诉电话',
    words: ['营业执照', '项目负责人', '项目经理', '物业经理', '物业电话', '投诉电话', '联系电话', '客服电话', '哪家物业', '物业公司是'],
    by: '物业服务人',
    cadence: '长期公示，变化时更新',
    basis: `${regulation}第七十条第（一）项`,
    visibility: 'PUB',
  },
  {
    code: 'D2',
    title: '服务内容和标准、收费标准和方式',
    words: ['物业费', '收费标准', '收费', '多少钱', '服务标准', '服务内容', '停车费', '车位费', '合同到期', '合同期限', '物业合同'],
    by: '物业服务人',
    cadence: '长期公示，变化时更新',
    basis: `${regulation}第七十条第（二）项`,
    visibility: 'PUB',
  },
  {
    code: 'D3',
    title: '电梯、消防等设施的维保单位和应急处置方案',
    words: ['电梯维保', '电梯', '维保', '消防维保', '消防设施', '水箱', '维保单位', '应急处置', '应急预案'],
    by: '物业服务人',
    cadence: '长期公示，变化时更新',
    basis: `${regulation}第七十条第（三）项`,
    visibility: 'PUB',
  },
  {
    code: 'D4',
    title: '上一年度合同履行情况、项目收支和本年度预算',
    words: ['收支', '预算', '合同履行', '履行情况', '账目', '花到哪'],
    by: '物业服务人',
    cadence: '每年',
    basis: `${regulation}第七十条第（四）项`,
    visibility: 'OWN',
  },
  {
    code: 'D5',
    title: '公共水电费分摊、公共收益和维修资金使用',
    words: ['公共收益', '广告收入', '水电分摊', '公摊', '维修资金', '维修基金', '公维'],
    by: '物业服务人',
    cadence: '每年',
    basis: `${regulation}第七十条第（五）项`,
    visibility: 'OWN',
  },
  {
    code: 'D6',
    title: '业主装饰装修情况',
    words: ['装修', '装饰装修', '谁家装修'],
    by: '物业服务人',
    cadence: '每次施工前',
    basis: `${regulation}第七十条第（六）项`,
    visibility: 'OWN',
  },
  {
    code: 'D7',
    title: '车位、车库出售和出租情况',
    words: ['车位', '车库', '停车位', '车位出租', '车位出售'],
    by: '物业服务人',
    cadence: '变化时更新',
    basis: `${regulation}第七十条第（七）项`,
    visibility: 'OWN',
  },
  {
    code: 'D8',
    title: '其他应当公示的信息和异议答复',
    words: ['异议', '答复', '其他公示'],
    by: '物业服务人',
    cadence: '及时',
    basis: `${regulation}第七十条第（八）项`,
    visibility: 'OWN',
  },
  {
    code: 'D9',
    title: '向业主和业主大会的定期报告',
    words: ['履约报告', '服务报告', '季度报告', '定期报告'],
    by: '物业服务人',
    cadence: '定期（合同约定）',
    basis: '《中华人民共和国民法典》第九百四十三条',
    visibility: 'OWN',
  },
]

/** @returns the item with this code (d3, D3, 3) or this very title */
export function findCatalogueItem(name: string): CatalogueItem | undefined {
  const code = `D${name.trim().toUpperCase().replace(/^D/, '')}`
  return catalogue.find((item) => item.code === code || item.title === name.trim())
}
