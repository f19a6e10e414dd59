import { GUID } from '../../domain/transaction/guid.js';
import { parseCents } from '../../domain/money/cents.js';
import type { WriteOutcome } from './messages.js';
import type { Given } from '../../domain/transaction/plan.js';

/** What a person's word comes to: what the write gave, or what is still to be named. */
type MadeOrNeeded = { readonly made: unknown } | { readonly needs: string };

const NEEDED_OF_WORKBOOK =
  'the premium that was rated in outcome.made, such as "5000.00", and what the policy system added to it in outcome.fees, "0.00" for nothing';

/** As `WriteOutcome` has it. */
type FoundByPerson = Pick<Extract<WriteOutcome, { readonly written: true }>, 'made' | 'fees'>;

/**
 * Turns what a person found in the policy system into what the write would have answered.
 *
 * @param gives what the write in doubt gives
 * @param made a GUID, a policy number or an amount as text; null when the write gives nothing
 * @param fees of a rated workbook, what the policy system added to that amount
 * @returns what the write made, or what must be named instead
 */
export function foundByPerson(
  gives: Given,
  { made: found = null, fees = null }: FoundByPerson,
): MadeOrNeeded {
  switch (gives) {
    case 'insured':
    case 'submission':
      return found !== null && GUID.test(found)
        ? { made: found.toLowerCase() }
        : { needs: 'the GUID of what was made in outcome.made' };
    case 'quote':
      return found !== null && GUID.test(found)
        ? { made: { quoteGuid: found.toLowerCase(), basis: null } }
        : { needs: 'the GUID of what was made in outcome.made' };
    case 'policyNumber':
      return found !== null && found.trim() !== ''
        ? { made: found }
        : { needs: 'the policy number in outcome.made' };
    case 'price': {
      const [premiumCents, feeCents] = [parseCents(found ?? ''), parseCents(fees ?? '')];
      return premiumCents === null || feeCents === null
        ? { needs: NEEDED_OF_WORKBOOK }
        : { made: { premiumCents, feeCents } };
    }
    case 'link':
      return { made: true };
    case 'nothing':
      // A charge or a document: that it is there is all there is to know.
      return { made: null };
  }
}
