import type { CivilDate } from '../../domain/calendar/civil-date.js';
import { SystemRejection } from '../../ports/call-errors.js';
import type { PolicySystem } from '../../ports/policy-system.js';
import type { ChainedTransaction, UnboundChange } from '../../ports/policy-system/mid-term.js';

/** What a change was worked out on. */
export interface OnBookings {
  /** The policy system's own ids of the changes that the term knows; absent: nobody knows. */
  readonly bookings?: readonly string[] | undefined;
}

/**
 * Makes a change that follows what the term knows, and looks for the reason where it does not, or is refused: whoever changed
 * the policy in the policy system's own screens has taken the ground from under what was quoted.
 *
 * @throws SystemRejection that names what the term does not know, and the way out
 */
export async function onKnownChain(
  policySystem: Pick<PolicySystem, 'readChain'>,
  {
    policyNumber,
    effectiveDate,
    bookings,
  }: OnBookings & { readonly policyNumber: string; readonly effectiveDate: CivilDate },
  make: () => Promise<UnboundChange>,
): Promise<UnboundChange> {
  if (bookings === undefined) return make();
  const unknown = async (own: string | null): Promise<ChainedTransaction | null> => {
    const chain = await policySystem.readChain(policyNumber, { on: effectiveDate });
    const changes = chain?.transactions.slice(1) ?? [];
    return (
      changes.find(
        ({ quoteGuid, boundOn }) =>
          boundOn !== null && quoteGuid !== own && !bookings.includes(quoteGuid),
      ) ?? null
    );
  };
  const made = await make().catch(async (error: unknown) => {
    // Without a field it is the policy that does not take the change, and not a part of what was asked for.
    if (!(error instanceof SystemRejection) || error.field !== null) throw error;
    const byHand = await unknown(null).catch(() => null);
    throw byHand ? changedByHand(byHand, error) : error;
  });
  if (bookings.includes(made.previousQuoteGuid)) return made;
  const byHand = await unknown(made.quoteGuid);
  if (byHand) throw changedByHand(byHand);
  return made;
}

function changedByHand(
  { kind, quoteGuid, effectiveDate }: ChainedTransaction,
  cause?: SystemRejection,
): SystemRejection {
  return new SystemRejection(
    { system: 'policySystem', operation: 'makeChange' },
    {
      reason: `the policy has the ${kind} ${quoteGuid} from ${effectiveDate}, which its term does not know${cause ? `: ${cause.reason}` : ''}`,
      remedy:
        'abandon this change, have the term told by sync, then ask for the change anew under another id',
    },
    { cause },
  );
}
