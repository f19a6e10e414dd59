import { describe, expect, it } from 'vitest';
import { insuredKeys } from '../../src/activities/insured-identity.js';
import { aSubmission } from '../support/submissions.js';
import type { Insured } from '../../src/domain/insured/insured.js';

const options = {
  secret: 'k'.repeat(32),
  spelling: { names: { inc: ['incorporated'] }, addresses: {} },
};
const { insured } = aSubmission();
const keysOf = (change: Partial<Insured>) => insuredKeys({ ...insured, ...change }, options);

describe('the keys under which two submissions of one insured wait for each other', () => {
  it('are the same however its name and its tax ids are written', () => {
    const one = keysOf({ corporationName: 'A.B.C. Incorporated', fein: '12-3456789' });
    const other = keysOf({ corporationName: 'abc, Inc.', fein: '123456789' });
    expect(one).toEqual(other);
  });

  it('are one for each tax id, its name at its postal code, and who it is on file', () => {
    const keys = keysOf({ fein: '123456789', ssn: '111223333', onFile: 'nobody' });
    expect(keys.map((key) => key.split('-')[0])).toEqual(['tax', 'tax', 'name']);
    const guid = '4B9B3B8A-9C67-58A6-980D-8AC59B4E89AD';
    expect(keysOf({ onFile: guid })[0]).toBe(keysOf({ onFile: guid.toLowerCase() })[0]);
    expect(keysOf({ onFile: guid })[0]).toMatch(/^file-/);
  });

  it('are shared by a tax id whichever field it stands in, and not by what stands for none', () => {
    expect(keysOf({ fein: '123456789' })[0]).toBe(keysOf({ ssn: '123456789' })[0]);
    expect(keysOf({ fein: '000000000' })).toHaveLength(1);
  });
});
