import { describe, expect, it } from 'vitest';
import { lastChange, latestChangeFrom } from '../../../src/domain/policy-term/last-change.js';
import {
  aBind,
  aCancellation,
  aClaim,
  aGivingBack,
  aReinstatementClaim,
  CANCELLATION,
  cancelling,
  ENDORSEMENT,
  EVENTS,
  REINSTATEMENT,
  TERMS,
  termAfter,
} from './policy-terms.js';

const BIND = 'new-business:portal:1';
const endorsing = [aClaim(), EVENTS.endorsed, aGivingBack()];
const cancelledTwice = [
  ...cancelling,
  aClaim({ id: 'again', transaction: 'cancellation:POL-1:2', purpose: 'cancellation' }),
  aCancellation({
    id: 'cancelled-2',
    transaction: 'cancellation:POL-1:2',
    effectiveDate: '2025-04-01',
  }),
  aGivingBack({ transaction: 'cancellation:POL-1:2' }),
];
const comingBack = [aReinstatementClaim, EVENTS.reinstated];

describe('the last change of a term', () => {
  it.each([
    ['its bind', [], BIND, '2025-02-01'],
    ['an endorsement', endorsing, ENDORSEMENT, '2025-05-01'],
    ['its cancellation', [...endorsing, ...cancelling], CANCELLATION, '2025-06-11'],
    [
      'a second cancellation, and a change that came before it',
      [...endorsing, ...cancelledTwice],
      'cancellation:POL-1:2',
      '2025-05-01',
    ],
    ['its reinstatement', [...cancelling, ...comingBack], REINSTATEMENT, '2025-06-11'],
    [
      'an endorsement after a reinstatement, from a day before it',
      [
        ...cancelling,
        ...comingBack,
        aGivingBack({ transaction: REINSTATEMENT }),
        aClaim(),
        EVENTS.endorsed,
      ],
      ENDORSEMENT,
      '2025-06-11',
    ],
  ])('is %s', (_what, events, transaction, from) => {
    const term = termAfter(aBind(), ...events);
    expect([lastChange(term), latestChangeFrom(term)]).toEqual([transaction, from]);
  });

  it('is the cancellation also when the term is over', () => {
    expect(lastChange(TERMS.closed)).toBe(CANCELLATION);
  });

  it('is none before the bind', () => {
    expect([lastChange(TERMS.awaited), latestChangeFrom(TERMS.awaited)]).toEqual([null, null]);
  });
});
