import { describe, expect, it } from 'vitest';
import {
  CONFIGURATION_REFUSALS,
  refusalOf,
  REFUSALS,
} from '../../../src/domain/machine/refusals.js';
import { refusals } from '../vectors.js';

const MARK = '*configuration*: ';
/** Where the reference points into itself, which means nothing to whoever is refused. */
const REWORDED: Readonly<Record<string, string>> = {
  contentDiffers: 'this id was used with other content; the first stands',
  noticeProofMissing: 'proof of notice is missing',
  notRenewable: 'a guard of the renewal fails',
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
      text: 'a second cancellation must have an earlier date; effectiveDate: found 2025-09-01; allowed here: a day before 2025-08-01',
    });
  });
});
