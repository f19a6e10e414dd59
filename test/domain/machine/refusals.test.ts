import { describe, expect, it } from 'vitest';
import {
  CONFIGURATION_REFUSALS,
  refusalOf,
  REFUSALS,
} from '../../../src/domain/machine/refusals.js';
import { refusals } from '../vectors.js';

const MARK = '*configuration*: ';
/** Where the reference points into itself, which means nothing to whoever is refused, or makes a note and no sentence. */
const REWORDED: Readonly<Record<string, string>> = {
  afterTermEnd: 'the date is after the term',
  alreadyBound: 'it is written in the policy system already; cancel instead',
  amountNotPositive: 'the amount must be above 0',
  atOrAfterExpiration: 'the date is at or after expiration; the term expires by itself',
  beforeCancellationDate: 'the date is before the cancellation date',
  beforeTermStart: 'the date is before the term start',
  bindInProgress: 'it is being written in the policy system; wait for the result',
  contentDiffers: 'this id was used with other content; the first stands',
  durationNotPositiveInteger: 'the duration must be a whole number above 0',
  equalFirstInvoices: 'two plans have the same first invoice',
  noNoticeRow: 'no notice row fits state, line, category and date',
  noTaxRow: 'no tax row fits state and inception date',
  notAllowedInState: 'it is not possible in this state',
  noticeProofMissing: 'the proof of the notice is missing',
  notInMoratorium: 'no moratorium holds for this policy and date',
  notRenewable: 'a guard of the renewal fails',
  staleVersion: 'it was changed by somebody else in between',
  tooEarly: 'the date is before the notice date plus the lead time',
  tooLateToRescind: 'the deadline has passed; ask for a reinstatement instead',
  unknownProduct: 'the product is unknown, or the account does not fit it',
  unknownReference: 'the account, the product or the producer is unknown',
  wrongFlow: 'it is a signal of another flow; the money is parked, and a person is asked',
};
/** What a program must refuse and the reference has no word for. */
const OUR_OWN: readonly string[] = ['groupFull', 'groupLocked', 'notUniform', 'termFull'];

describe('the refusals', () => {
  it('are the codes and texts of the reference, and few others', () => {
    const texts = Object.entries(refusals).map(([code, text]) => [
      code,
      REWORDED[code] ?? text.replace(MARK, '').replace('; allowed here: ...', ''),
    ]);
    const known = Object.entries(REFUSALS).filter(([code]) => !OUR_OWN.includes(code));
    expect(known).toEqual(texts);
  });

  it('tell the faults of a product file from those of a caller', () => {
    const marked = Object.keys(refusals).filter((code) => refusals[code]?.startsWith(MARK));
    expect(CONFIGURATION_REFUSALS).toEqual(marked);
  });

  it('name the field, what was found and what is allowed', () => {
    const facts = {
      field: 'effectiveDate',
      found: '2025-09-01',
      allowed: 'a day before 2025-08-01',
    };
    expect(refusalOf('notEarlier', facts)).toEqual({
      code: 'notEarlier',
      ...facts,
      text: 'A second cancellation must have an earlier date. For effectiveDate, 2025-09-01 was found; allowed is a day before 2025-08-01.',
    });
  });
});
