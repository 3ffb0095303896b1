/** A group bound later is not flooded with the past: older publications are found by asking. */
export const publishWithinDays = 7

/** Shanghai time at which the day's publications begin to go out. */
export const publishAt = '10:10'
