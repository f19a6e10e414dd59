import type { CivilDate } from '../../domain/calendar/civil-date.js';
import { SystemRejection } from '../../ports/call-errors.js';
import type { PolicySystem } from '../../ports/policy-system.js';
import type {
  ChainedTransaction,
  PolicyChain,
  UnboundChange,
} from '../../ports/policy-system/mid-term.js';
import { nullIfNotAvailable } from '../looks.js';

/** What a change was worked out on. */
export interface OnBookings {
  /** The policy system's own ids of the changes that the term knows; absent: nobody knows. */
  readonly bookings?: readonly string[] | undefined;
}

/** The policy was changed in the policy system's own screens, by what the term does not know: what was quoted holds no more. */
export interface ChainMoved {
  readonly movedBy: Pick<ChainedTransaction, 'quoteGuid' | 'kind' | 'effectiveDate'>;
  /** What was made before that was seen, and is not bound; null where nothing was. */
  readonly madeGuid: string | null;
  /** How the policy system refused to make anything; null where it did not. */
  readonly refusal: string | null;
}

/** What a term knows of its changes. */
export interface ChangesOfTerm {
  readonly policyNumber: string;
  /** A day of the term. */
  readonly on: CivilDate;
  /** The policy system's own ids of them. */
  readonly bookings: readonly string[];
  /** The same of one that whoever asks has made and means to bind: it is not done by hand, bound or not. */
  readonly own?: string | null;
}

/** Whether the policy system holds other changes of a policy as bound than these; no where it has no way to tell. */
export async function hasMoved(
  policySystem: Pick<PolicySystem, 'readChain'>,
  { policyNumber, on, bookings, own = null }: ChangesOfTerm,
): Promise<boolean> {
  const chain = await policySystem.readChain(policyNumber, { on }).catch(nullIfNotAvailable);
  if (chain === null) return false;
  const bound = boundChanges(chain).map(({ quoteGuid }) => quoteGuid);
  return (
    unknownChange(chain, bookings, own) !== null ||
    bookings.some((quoteGuid) => !bound.includes(quoteGuid))
  );
}

/**
 * A change that the policy system holds as bound and the term does not know; null where there is none.
 *
 * @param own of one that whoever asks has made: it is not done by hand
 */
export function unknownChange(
  chain: PolicyChain,
  bookings: readonly string[],
  own: string | null = null,
): ChainMoved['movedBy'] | null {
  const found = boundChanges(chain).find(
    ({ quoteGuid }) => quoteGuid !== own && !bookings.includes(quoteGuid),
  );
  if (found === undefined) return null;
  const { quoteGuid, kind, effectiveDate } = found;
  return { quoteGuid, kind, effectiveDate };
}

export function boundChanges({ transactions }: PolicyChain): readonly ChainedTransaction[] {
  return transactions.slice(1).filter(({ boundOn }) => boundOn !== null);
}

/**
 * Makes a change that follows what the term knows, and looks for the reason where it does not, or is refused: whoever changed
 * the policy in the policy system's own screens has taken the ground from under what was quoted.
 */
export async function onKnownChain(
  policySystem: Pick<PolicySystem, 'readChain'>,
  {
    policyNumber,
    effectiveDate,
    bookings,
  }: OnBookings & { readonly policyNumber: string; readonly effectiveDate: CivilDate },
  make: () => Promise<UnboundChange>,
): Promise<UnboundChange | ChainMoved> {
  if (bookings === undefined) return make();
  const unknown = async (own: string | null): Promise<ChainMoved['movedBy'] | null> => {
    const chain = await policySystem.readChain(policyNumber, { on: effectiveDate });
    return chain && unknownChange(chain, bookings, own);
  };
  let made: UnboundChange;
  try {
    made = await make();
  } catch (error) {
    // Without a field it is the policy that does not take the change, and not a part of what was asked for.
    if (!(error instanceof SystemRejection) || error.field !== null) throw error;
    const movedBy = await unknown(null).catch(() => null);
    if (movedBy) return { movedBy, madeGuid: null, refusal: error.reason };
    throw error;
  }
  if (bookings.includes(made.previousQuoteGuid)) return made;
  const movedBy = await unknown(made.quoteGuid);
  return movedBy ? { movedBy, madeGuid: made.quoteGuid, refusal: null } : made;
}

/** Of a change that cannot go on from what was done by hand: names that, and the way out. */
export function changedByHand({
  movedBy: { kind, quoteGuid, effectiveDate },
  refusal,
}: ChainMoved): SystemRejection {
  return new SystemRejection(
    { system: 'policySystem', operation: 'makeChange' },
    {
      reason: `the policy has the ${kind} ${quoteGuid} from ${effectiveDate}, which its term does not know${refusal === null ? '' : `: ${refusal}`}`,
      remedy:
        'abandon this change, have the term told by sync, then ask for the change anew under another id',
    },
  );
}
