/** Words that name an office, for patterns: 区房管局, 某街道. 我们 and 业主 do not. */
export const office = '[^，。、；？！,?!\\s]{1,18}?(?:局|委|办|镇|街道|公司|中心|专班|部|队|院|所|会|联社|集团)'
