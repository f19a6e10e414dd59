import { GUID } from '../domain/guid.js';
import { parseCents } from '../domain/money.js';
import type { WriteOutcome } from './messages.js';
import { kindOfWrite } from './writes.js';

/** What a person must name to settle a write, by the first word of its key in `Writes`. */
type Settled = { readonly made: unknown } | { readonly needs: string };

/**
 * Turns what a person found in the policy system into what the write would have answered.
 *
 * @param key the write in doubt
 * @param outcome what was made: a GUID, a policy number or an amount as text, null when the write gives nothing
 * @returns what to record, or what must be named instead
 */
export function foundByPerson(
  key: string,
  { made, fees }: Extract<WriteOutcome, { written: true }>,
): Settled {
  const found = made ?? null;
  switch (kindOfWrite(key)) {
    case 'insured':
    case 'submission':
      return found !== null && GUID.test(found)
        ? { made: found.toLowerCase() }
        : { needs: 'the GUID of what was made' };
    case 'quote':
      return found !== null && GUID.test(found)
        ? { made: { quoteGuid: found.toLowerCase(), basis: null } }
        : { needs: 'the GUID of what was made' };
    case 'bind':
      return found !== null && found.trim() !== ''
        ? { made: found }
        : { needs: 'the policy number' };
    case 'workbook': {
      const premiumCents = parseCents(found ?? '');
      const feeCents = parseCents(fees ?? '0');
      return premiumCents === null || premiumCents <= 0 || feeCents === null || feeCents < 0
        ? { needs: 'the premium that was rated, such as "5000.00", without the fees' }
        : { made: { premiumCents, feeCents } };
    }
    case 'link':
      return { made: true };
    default:
      // A charge or a document: that it is there is all there is to know.
      return { made: null };
  }
}
