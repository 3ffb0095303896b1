import { decimalOf, markerOf } from '../parse/pieces.ts'

/** Whether a line begins a clause, an enumeration or an annex. */
export const isHeading = (text: string): boolean =>
  markerOf(text) !== undefined || decimalOf(text) !== undefined || /^(附\s*件|[（(]\d{1,2}[)）]|[①-⑳])/.test(text)
