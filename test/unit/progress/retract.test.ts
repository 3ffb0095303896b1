import { expect, test } from 'vitest'
import { retracts } from '#src/domain/progress/rules-retract.ts'

test.each(['刚才填错了', '报错了，还没评完', '报错了，撤回', '其实没做完', '搞错了，撤回刚才那条', '不好意思点错了'])(
  '%s takes back what was reported',
  (said) => expect(retracts(said)).toBe(true),
)

test.each(['已全部完成', '评审还差两家', '进度 5 80% 已完成8个'])('%s does not', (said) => expect(retracts(said)).toBe(false))
