/** What has become of a publication in one group. `unticked`: a person there has yet to let it out. */
export type PublicationState = 'sent' | 'ticked' | 'unticked' | 'waiting' | 'unknown' | 'failed'

/** From the state of a send and, where a person lets it out, what that person did. */
export function publicationState({ state, confirmation }: { state: string; confirmation: string | null }): PublicationState {
  if (confirmation) return confirmation === 'waiting' ? 'unticked' : confirmation === 'ticked' ? 'ticked' : 'failed'
  if (state === 'sent' || state === 'unknown') return state
  return state === 'queued' || state === 'sending' ? 'waiting' : 'failed'
}

export const publicationWords: Record<PublicationState, string> = {
  sent: '已送达',
  ticked: '群主已确认发出',
  unticked: '待群主确认',
  waiting: '待发',
  unknown: '不确定，请到群内核实',
  failed: '失败，发送「积压」查看',
}

/** Somebody has to look: what may have come to nothing, and what waits for a person. */
export const needsCare = (state: PublicationState): boolean => state === 'unknown' || state === 'failed' || state === 'unticked'
