import type { Cents } from '../money/cents.js';

/** An amount in its place in the books of the policy system. */
interface PlacedAmount {
  /** The policy system's own id of the line; null where nobody says it. */
  readonly lineGuid: string | null;
  readonly chargeCode: number;
  readonly amountCents: Cents;
}

/** One amount for each line and charge code, in the order in which they come first; what comes to nothing is left out. */
export function addedUp<Amount extends PlacedAmount>(
  amounts: readonly Amount[],
): readonly Amount[] {
  const byPlace = new Map<string, Amount>();
  for (const one of amounts) {
    const place = `${one.lineGuid?.toLowerCase() ?? ''} ${one.chargeCode}`;
    const amountCents = one.amountCents + (byPlace.get(place)?.amountCents ?? 0);
    byPlace.set(place, { ...one, amountCents });
  }
  return [...byPlace.values()].filter(({ amountCents }) => amountCents !== 0);
}
