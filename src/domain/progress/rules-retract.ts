const CLAUSE = '(?<=^|[，,。；;！!\\s])'
const END = '(?=$|[，,。；;！!\\s])'
const WRONG = '(?:搞|弄|报|填|写|发|选|点|说|按)错'

/** a report that was a slip: 刚才报错了, 不好意思点错了 */
const slip = new RegExp(`${CLAUSE}(?:不好意思|对不起|抱歉)?(?:我们?|刚才|刚刚|上次|上一?条|前面|是)*${WRONG}[了的]?${END}`)
/** said of the whole: 还没做完, 其实没完成; 还有两个没完成 is said of a part */
const undone = new RegExp(
  `${CLAUSE}(?:其实|实际上?|事实上|目前|现在|我们|这项|该项|任务|工作|还|尚|仍|并|根本)*(?:没有?|未|不算)(?:全部|全都?|真正|都)?(?:完成|[做办弄搞]完|办结|[做办]好|完)[呢的啊哦]?${END}`,
)

const mistake = new RegExp(`${WRONG}[了的]?${END}|^(?:请|帮我|麻烦)?(?:撤回|作废)`)
const correction = new RegExp(`更正|修正|更改|改为|改成|核减|下调|误报|多报|重新核|${WRONG}`)

/** Whether words take back what was said before: a report was wrong, or the work is not complete after all. */
export const retracts = (words: string): boolean => slip.test(words) || undone.test(words)

/** Says that a report was wrong, not what is right. */
export const tellsMistake = (words: string): boolean => mistake.test(words)

/** A figure put right: it may be lower than the last one and says nothing new of how the work stands. */
export const corrects = (words: string): boolean => correction.test(words)
