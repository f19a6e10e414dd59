/** Terms that one comparison looks at in a minute, at most. */
export const MOST_TERMS_PER_MINUTE = 6_000;
/** The same unless somebody says otherwise: little beside what people ask of the policy system. */
export const USUAL_TERMS_PER_MINUTE = 120;
/** After how long what differs, or is at work, is looked at again, at most. Seconds. */
export const LONGEST_AGAIN_AFTER_S = 3_600;
export const USUAL_AGAIN_AFTER_S = 120;
/** Differences that a report lists; what comes on top is counted. */
export const MOST_LISTED = 1_000;
