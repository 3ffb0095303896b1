import { type OwnerSettings, settingWords } from '#src/domain/communities/rules-settings.ts'
import type { Post } from '#src/message.ts'
import { select } from './select.ts'

export const settingsPost = (settings: OwnerSettings, changed: boolean): Post => ({
  title: '业主群设置',
  tone: changed ? 'green' : 'blue',
  summary: `${changed ? '已修改：' : ''}异议${settings.answerWithinDays}个工作日内答复，${settings.quietFrom}至${settings.quietUntil}不主动发布。`,
  blocks: [{ kind: 'facts', facts: settingWords.map(({ key, label }) => ({ label, value: String(settings[key]) })) }],
  form: {
    action: '业主群设置',
    args: {},
    version: 1,
    fields: [
      select(
        'label',
        '项目',
        settingWords.map(({ label }) => label),
      ),
      { kind: 'input', name: 'value', label: '新值', maxLength: 5, required: true },
    ],
    submit: '修改',
  },
})
