import type { Report } from '#src/domain/reports/report.ts'

/** The files of a report by their ending; `drawn` draws the PDF off the main thread. */
export const reportFiles = (drawn: { pdf(report: Report): Promise<Uint8Array> }) => ({
  docx: {
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    render: async (report: Report) => (await import('./report-docx.ts')).renderReportDocx(report),
  },
  pdf: { type: 'application/pdf', render: (report: Report) => drawn.pdf(report) },
})
