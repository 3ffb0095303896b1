const SCRIPT =
  '於于內内個个後后開开續续實实週周號号間间終终結结與与達达發发報报級级會会應应當当從从過过時时進进長长幾几兩两點点際际滿满屆届為为務务階阶並并設设備备單单區区體体關关導导檢检審审議议試试營营運运據据規规劃划習习優优護护責责調调資资類类國国節节慶庆歲岁將将對对學学業业產产標标準准統统組组織织總总網网線线協协條条來来構构樓楼確确視视計计討讨訓训記记許许訂订評评該该請请論论證证費费質质轉转輪轮辦办這这連连還还鎮镇陽阳雙双電电頒颁預预領领頻频養养驗验黨党環环遞递彙汇復复製制顯显績绩狀状獎奖'
const PUNCTUATION = '（(）)［(］)[(])【(】)‘“’”「“」”『“』”,，;；；；|；\n；／/○〇◯〇．.％%'
const SPELLINGS: Record<string, string> = Object.fromEntries((SCRIPT + PUNCTUATION).match(/../gsu)!.map((pair) => [...pair]))
const VARIANT = new RegExp(
  `[${Object.keys(SPELLINGS)
    .join('')
    .replace(/[[\]|]/g, '\\$&')}]`,
  'g',
)

const DASHES = /[-—–―－~～﹣‐‑‒─﹘→]+/g
const ASIDES = /\((?:含[^()]{0,3}|(?:星期|周)[一二三四五六日天]|农历[^()]*|北京时间)\)/g

/** 每季度最后一个月的25日 */
const LINKED = /(?<=[年月度])的(?=第?[\d一二三四五六七八九十上中下首末][^，；。]?[月日号旬半季个])/g

/** One spelling for what has many: width, script, dashes, brackets, spaces, asides like （含）and （星期五）. */
export function normalise(text: string): string {
  return text
    .replace(/[ \t\r\u3000\u00a0]+|\n+$|^\n+/g, '')
    .replace(/[０-９Ａ-Ｚａ-ｚ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(VARIANT, (c) => SPELLINGS[c]!)
    .replace(/:(?!\d)|(?<!\d):|：/g, '：')
    .replace(DASHES, '-')
    .replace(ASIDES, '')
    .replace(LINKED, '')
}
