/** A platform of the city or the district that people are pointed to; nothing is read from it or written to it. */
export type Entrance = {
  name: string
  aka: string[]
  /** what one does there */
  use: string
  /** how to get there where the district has laid down no address */
  how: string
  note?: string
  basis: string
}

const votes = '业主共同决定事项的互联网表决应当通过住房城乡建设部门的电子投票系统进行；本群只可收集非约束性意向，不产生表决效力。'
const paid = '自愿有偿：由业主自主选择，明码标价，不在物业服务合同和物业费之内，不得强制。'

export const entrances: readonly Entrance[] = [
  {
    name: '京通',
    aka: ['北京业主', '北京业主APP', '电子投票', '业主投票'],
    use: '业主大会电子投票、查看物业服务信息',
    how: '在微信、支付宝或百度中搜索“京通”小程序，进入“北京物业”板块',
    note: votes,
    basis: '《北京市物业管理条例》第三十五条；市三年行动计划（2025—2027年）第29条',
  },
  {
    name: '北京物业',
    aka: ['北京市物业管理系统'],
    use: '查询物业服务企业、项目和综合评价',
    how: '“京通”小程序内的“北京物业”板块',
    basis: '市三年行动计划（2025—2027年）第29条',
  },
  {
    name: '阳光物业',
    aka: ['海淀阳光物业'],
    use: '海淀区物业项目监管和履约公示',
    how: '由物业服务企业和街镇登录海淀区“阳光物业”智慧监管系统',
    basis: '海淀区三年行动计划（征求意见稿）第16条、第31条',
  },
  {
    name: '12345',
    aka: ['市民热线', '接诉即办'],
    use: '反映诉求，由承办单位在工单载明的时限内答复',
    how: '拨打12345，或在“北京12345”微信公众号、小程序提交',
    basis: '《北京市接诉即办工作条例》',
  },
  {
    name: '京海修',
    aka: [],
    use: '居家维修等便民服务',
    how: '以海淀区公布的平台入口为准',
    note: paid,
    basis: '海淀区任务分解表第65项',
  },
  {
    name: '物业+',
    aka: ['物业＋', '物业加'],
    use: '居家养老、房屋托管等物业服务合同以外的服务',
    how: '以本小区物业服务企业公示的项目和价格为准',
    note: paid,
    basis: '海淀区三年行动计划（征求意见稿）第32条',
  },
]

export const entranceNamed = (said: string): Entrance | undefined => entrances.find(({ name, aka }) => name === said || aka.includes(said))
