import { describe, expect, it } from 'vitest';
import { differenceText } from '../../../src/domain/reconciliation/difference.js';
import {
  differenceOfLost,
  isSameTerm,
  numberOfLost,
} from '../../../src/domain/reconciliation/lost.js';

const LOST = { effectiveDate: '2027-02-01' };
const bound = (termNumber: number, effectiveDate: string) => ({ termNumber, effectiveDate });

describe('which term of its policy a lost one is', () => {
  it.each([
    ['the first, where nothing is known of the policy', [], null, 1],
    ['the one that money was told of', [], 3, 3],
    ['the one after the last that began before it', [bound(2, '2026-02-01')], null, 3],
    ['the one before the first that is known', [bound(2, '2028-02-01')], null, 1],
    ['the one that is known by now, its day moved by hand', [bound(4, '2027-03-01')], null, 4],
    [
      'nobody can say, where its number is taken',
      [bound(1, '2026-02-01'), bound(2, '2028-02-01')],
      null,
      null,
    ],
    ['nobody can say, where it began before the first', [bound(1, '2028-02-01')], null, null],
  ])('%s', (_, known, awaited, termNumber) => {
    expect(numberOfLost(LOST, known, awaited)).toBe(termNumber);
    expect(numberOfLost(LOST, known.toReversed(), awaited)).toBe(termNumber);
  });
});

describe('a lost policy', () => {
  it('is the same term as one whose days were changed by hand, and another than that of the next year', () => {
    expect(isSameTerm('2027-02-01', '2027-05-01')).toBe(true);
    expect(isSameTerm('2027-02-01', '2028-02-01')).toBe(false);
  });

  it('is asked about with both sides, why it was not opened, and what to do', () => {
    const difference = differenceOfLost({
      ...LOST,
      quoteGuid: 'guid-1',
      reference: { system: 'triton', id: 'S-1' },
    });
    const term = { policyNumber: 'P-1', termNumber: 1 };
    expect(differenceText(difference, term, 'It fits two products.')).toBe(
      'The policy system has a policy of ours that nobody here knows (term P-1-1). term: bound from 2027-02-01 (guid-1, reference triton:S-1) in the policy system, unknown here. It fits two products. Post the submission again that made it, with the same reference; or have the term opened by sync. The task goes away when the term is known here.',
    );
  });
});
