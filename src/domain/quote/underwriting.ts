/** What a rule of underwriting says of a quote, or a person of what the rules said. */
export const UNDERWRITING_FLAGS = ['information', 'block', 'decline', 'reject', 'approve'] as const;
export type UnderwritingFlag = (typeof UNDERWRITING_FLAGS)[number];

/** From the strongest to the weakest: an approval beats the other flags of its run. */
const OUTCOMES = [
  ['approve', 'pass'],
  ['reject', 'reject'],
  ['decline', 'decline'],
  ['block', 'block'],
] as const satisfies readonly (readonly [UnderwritingFlag, string])[];
type UnderwritingOutcome = (typeof OUTCOMES)[number][1];

/** What the flags of one run of the rules come to; information has no effect. */
export function underwritingOutcome(flags: readonly UnderwritingFlag[]): UnderwritingOutcome {
  const strongest = OUTCOMES.find(([flag]) => flags.includes(flag));
  return strongest?.[1] ?? 'pass';
}
