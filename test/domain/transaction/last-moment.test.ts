import { expect, it } from 'vitest';
import { lastMoment } from '../../../src/domain/transaction/last-moment.js';
import { newRecord } from '../../../src/domain/transaction/record.js';

const NEW = newRecord('endorsement:P-1:E-1', 'endorsement', {
  reference: { system: 'triton', id: 'E-1' },
  product: 'general-liability',
  effectiveDate: '2027-02-01',
  expirationDate: '2028-02-01',
  changes: { policyNumber: 'P-1', termNumber: 1 },
});
const at = (hour: number) => `2027-01-31T${String(hour).padStart(2, '0')}:00:00.000Z`;
const step = { name: 'quoteChange', startedAt: at(1), outcome: 'quoted' } as const;
const correction = { by: 'olga', reason: 'again', fields: [], word: null };

it('is the moment of its beginning until something becomes of a transaction', () => {
  expect(lastMoment({ ...NEW, createdAt: at(1) })).toBe(at(1));
});

it('is the latest of its steps, corrections and acts, whichever came last', () => {
  const steps = [{ ...step, finishedAt: at(2) }];
  const record = { ...NEW, createdAt: at(1), steps };
  expect(lastMoment(record)).toBe(at(2));
  expect(lastMoment({ ...record, corrections: [{ ...correction, at: at(3) }] })).toBe(at(3));
  const advances = [{ at: at(4), by: 'pat', advanceTo: 'completed' }] as const;
  expect(lastMoment({ ...record, advances })).toBe(at(4));
});

it('is unknown of what an older version began and nothing became of', () => {
  expect(lastMoment(NEW)).toBeNull();
});
