import { describe, expect, it } from 'vitest';
import type { Difference } from '../../../src/domain/reconciliation/difference.js';
import {
  nextAfter,
  type Again,
  type Look,
  type Next,
} from '../../../src/domain/reconciliation/looked-at-again.js';
import { DEARER, LOST } from '../../support/differences.js';

const differs = (...differences: readonly Difference[]): Look => ({ kind: 'differs', differences });
const AGREES: Look = { kind: 'agrees' };
const AT_WORK: Look = { kind: 'underWay', reason: 'A transaction has the turn.' };

/** Looks until it is settled. @returns what followed from each look */
function lookedAt(looks: readonly Look[], repairs = true): readonly Next['kind'][] {
  const kinds: Next['kind'][] = [];
  let before: Again | null = null;
  for (const look of looks) {
    const next = nextAfter(look, before, repairs);
    kinds.push(next.kind);
    if (next.kind === 'settled') break;
    const earlier: Pick<Again, 'looks' | 'tried'> = before ?? { looks: 0, tried: [] };
    before = {
      term: { policyNumber: 'P-1', termNumber: 1 },
      dueMs: 0,
      looks: earlier.looks + 1,
      seen: next.kind === 'again' ? next.seen : null,
      tried:
        next.kind === 'repair'
          ? [...earlier.tried, { difference: next.difference, text: 'Tried.' }]
          : earlier.tried,
    };
  }
  return kinds;
}

describe('a difference', () => {
  it('counts when it was there twice, with the same on both sides', () => {
    expect(lookedAt([differs(DEARER), differs(DEARER)])).toEqual(['again', 'settled']);
  });

  it('is none when it was on its way, or another one each time', () => {
    expect(lookedAt([differs(DEARER), AGREES])).toEqual(['again', 'settled']);
    const other = { ...DEARER, sides: [{ what: 'premium TX', there: '2.00', here: '1.00' }] };
    expect(lookedAt([differs(DEARER), differs(other), AGREES])).toEqual([
      'again',
      'again',
      'settled',
    ]);
  });

  it('that has a safe repair is repaired once, and looked at again', () => {
    const lost = differs(LOST);
    expect(lookedAt([lost, lost, AGREES])).toEqual(['again', 'repair', 'settled']);
    expect(lookedAt([lost, lost, lost, lost])).toEqual(['again', 'repair', 'again', 'settled']);
  });

  it('of several is repaired one after the other, and those without a repair stay', () => {
    const both = differs(DEARER, LOST);
    const left = differs(DEARER);
    expect(lookedAt([both, both, left, left])).toEqual(['again', 'repair', 'again', 'settled']);
  });

  it('is left to people where nothing is to be repaired', () => {
    const lost = differs(LOST);
    expect(lookedAt([lost, lost], false)).toEqual(['again', 'settled']);
  });

  it('is waited for four times at most, while a transaction is at work', () => {
    expect(lookedAt([AT_WORK, AT_WORK, AT_WORK, AT_WORK, AT_WORK])).toEqual([
      'again',
      'again',
      'again',
      'settled',
    ]);
  });
});
