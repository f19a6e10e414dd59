import { describe, expect, it } from 'vitest';
import {
  asksNextMs,
  awaitsRenewal,
  UNASKED,
} from '../../../src/domain/policy-term/renewal-timer.js';
import { aBind, EVENTS, TERMS, accepted, termAfter } from './policy-terms.js';

const askedAt = '2027-08-01T12:00:00Z';
const at = (instant: string): number => Date.parse(instant);

describe('when a term asks for the start of its renewal', () => {
  it('is at once where it never did', () => {
    expect(asksNextMs(UNASKED)).toBe(0);
  });

  it('is when that start has come, at the latest thirty days on', () => {
    const start = (startsAt: string) => ({ start: { startsAt, why: '' }, askedAt, isOver: false });
    expect(asksNextMs(start('2027-08-20T05:00:00Z'))).toBe(at('2027-08-20T05:00:00Z'));
    expect(asksNextMs(start('2027-10-04T05:00:00Z'))).toBe(at('2027-08-31T12:00:00Z'));
  });

  it('is thirty days on where it does not renew itself, for the product may come to be renewed', () => {
    const start = { never: 'The product is not renewed here.' };
    expect(asksNextMs({ start, askedAt, isOver: false })).toBe(at('2027-08-31T12:00:00Z'));
  });

  it('is the next day where the files do not say', () => {
    const start = { unclear: 'No row.', code: 'noNoticeRow' } as const;
    expect(asksNextMs({ start, askedAt, isOver: false })).toBe(at('2027-08-02T12:00:00Z'));
  });
});

describe('whether a term starts a renewal by itself', () => {
  it.each([
    ['new', false],
    ['awaited', false],
    ['unconfirmed', true],
    ['confirmed', true],
    ['cancelled', false],
    ['expired', false],
    ['closed', false],
  ] as const)('of one that is %s: %s', (status, does) => {
    expect(awaitsRenewal(TERMS[status])).toBe(does);
  });

  it('not of one that was bound in the policy system alone', () => {
    expect(awaitsRenewal(termAfter(aBind({ transaction: 'by-hand:q-1' })))).toBe(false);
    // One that was bound here and lost since goes on as it did before.
    const lost = aBind({ transaction: 'by-hand:q-1', isOurs: true });
    expect(awaitsRenewal(termAfter(lost))).toBe(true);
  });

  it.each(['renewalStarted', 'renewed', 'renewalEnded'] as const)('not after %s', (kind) => {
    expect(awaitsRenewal(accepted(TERMS.confirmed, EVENTS[kind]).term)).toBe(false);
  });
});
