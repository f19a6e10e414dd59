import { GUID } from '../domain/guid.js';
import { parseCents } from '../domain/money.js';
import { kindOfWrite } from './writes.js';

/** What a person must name to settle a write, by the first word of its key in `Writes`. */
type Settled = { readonly made: unknown } | { readonly needs: string };

/**
 * Turns what a person found in the policy system into what the write would have answered.
 *
 * @param key the write in doubt
 * @param found a GUID, a policy number or an amount as text; null when the write gives nothing
 * @returns what to record, or what must be named instead
 */
export function foundByPerson(key: string, found: string | null): Settled {
  switch (kindOfWrite(key)) {
    case 'insured':
    case 'submission':
    case 'quote':
      return found !== null && GUID.test(found)
        ? { made: found.toLowerCase() }
        : { needs: 'the GUID of what was made' };
    case 'bind':
      return found !== null && found.trim() !== ''
        ? { made: found }
        : { needs: 'the policy number' };
    case 'workbook': {
      const premiumCents = parseCents(found ?? '');
      return premiumCents === null
        ? { needs: 'the premium that was rated, such as "5000.00"' }
        : { made: { premiumCents, feeCents: 0 } };
    }
    case 'link':
      return { made: true };
    default:
      // A charge or a document: that it is there is all there is to know.
      return { made: null };
  }
}
