import type { Instant } from '../calendar/instant.js';
import type { Item, ItemOutcome } from './items.js';

/** Policies that are asked about at once; those after them once some of these are settled. */
const MOST_UNBEGUN_SHOWN = 500;

/** Outcomes without a renewal under way: nobody else asks a person about them. */
export type UnbegunOutcome = Exclude<ItemOutcome, 'started' | 'known'>;

/** A policy of a batch whose renewal a person must see to. */
export interface UnbegunRenewal {
  readonly policyNumber: string;
  readonly outcome: UnbegunOutcome;
  readonly reason: string | null;
  readonly since: Instant;
}

/** A policy that a person must see to, as a batch keeps it: its position, and since when. */
export interface Unsettled {
  readonly at: number;
  readonly since: Instant;
}

/** Whether its renewal was never begun, so that it can ask nobody. */
export function isUnbegun({ outcome, termMade }: Item): boolean {
  return termMade === null && isUnbegunOutcome(outcome);
}

/** What a batch says of those that it keeps for a person, the first of them. */
export function unbegunOf(
  unsettled: readonly Unsettled[],
  policyNumbers: readonly string[],
  itemAt: (at: number) => Item | undefined,
): readonly UnbegunRenewal[] {
  return unsettled.slice(0, MOST_UNBEGUN_SHOWN).flatMap(({ at, since }) => {
    const { outcome = 'failed', reason = null } = itemAt(at) ?? {};
    const policyNumber = policyNumbers[at];
    if (policyNumber === undefined || !isUnbegunOutcome(outcome)) return [];
    return [{ policyNumber, outcome, reason, since }];
  });
}

function isUnbegunOutcome(outcome: ItemOutcome): outcome is UnbegunOutcome {
  return outcome !== 'started' && outcome !== 'known';
}
