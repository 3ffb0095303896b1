import type { Brief } from '#src/domain/brief/brief.ts'

const office = 'application/vnd.openxmlformats-officedocument'

/** The files of a brief by their ending. The writers are large, and loaded when the first file is asked for. */
export const briefFiles = {
  docx: {
    type: `${office}.wordprocessingml.document`,
    render: async (brief: Brief) => (await import('./brief-docx.ts')).renderBriefDocx(brief),
  },
  xlsx: {
    type: `${office}.spreadsheetml.sheet`,
    render: async (brief: Brief) => (await import('./brief-xlsx.ts')).renderBriefXlsx(brief),
  },
}
