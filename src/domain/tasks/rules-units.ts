const EVERY_STREET = /^各(?:街镇|街道（镇）|街道、镇|街道)$/

/** Who answers for a task: its lead units as written, 各街镇 as each street once the streets are known. */
export const responsibleUnits = (lead: string[], streets: string[]): string[] => [
  ...new Set(lead.flatMap((unit) => (EVERY_STREET.test(unit) && streets.length > 0 ? streets : [unit]))),
]
