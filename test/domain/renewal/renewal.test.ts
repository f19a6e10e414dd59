import { describe, expect, it } from 'vitest';
import type { RenewalEvent } from '../../../src/domain/renewal/events.js';
import { RENEWAL_MACHINE } from '../../../src/domain/renewal/machine.js';
import { RENEWAL_STATES } from '../../../src/domain/renewal/state.js';
import { machines } from '../vectors.js';
import {
  notNow,
  leadTime,
  start,
  direct,
  result,
  approve,
  money,
  short,
  deadline,
  notice,
  unproven,
  expiration,
  abandon,
} from './renewal-events.js';

describe('a renewal', () => {
  const { apply, allowed } = RENEWAL_MACHINE;
  const rowOf = (...asked: Parameters<typeof apply>) => {
    const found = apply(...asked);
    return found.outcome === 'taken' ? found.row : found.refusal.code;
  };
  const effectsOf = (...asked: Parameters<typeof apply>) => apply(...asked).effects;

  it('has every row of the reference, r1 to r51', () => {
    const ids = machines['renewal']?.rows.map(({ id }) => id);
    expect(ids).toEqual(Array.from({ length: 51 }, (_, index) => `r${index + 1}`));
  });

  it.each(['leadTimeReached', 'startRenewal'] as const)(
    'of a policy with a direction does nothing else than it says: %s',
    (kind) => {
      for (const [direction, row, state] of [
        ['nonRenew', 'r4', 'nonRenewing'],
        ['notTaken', 'r5', 'notTaken'],
        ['refer', 'r6', 'referred'],
      ] as const) {
        const found = apply('scheduled', { kind, ...notNow, direction });
        expect(found).toMatchObject({ row, state });
      }
      expect(rowOf('scheduled', { kind, ...notNow })).toBe('notRenewable');
      expect(rowOf('new', { kind: 'startRenewal', ...notNow })).toBe('notRenewable');
    },
  );

  it.each(['nonRenew', 'refer'] as const)(
    'that is offered does not take the direction %s: it can be paid',
    (direction) => {
      expect(rowOf('offered', direct(direction))).toBe('offerOutstanding');
    },
  );

  it('drops whatever came of an earlier revision', () => {
    for (const outcome of ['referral', 'findings'] as const) {
      expect(rowOf('started', { ...result, outcome, answers: 0 })).toBe('D30');
    }
  });

  it('is bound by money in time, whether that or the deadline is looked at first', () => {
    const found = apply('offered', { ...deadline, isPaid: true });
    expect(found).toMatchObject({ row: 'r21', state: 'binding', effects: ['bind'] });
  });

  it('that is offered is not bound by money of after the deadline', () => {
    expect(rowOf('offered', { ...money, isInTime: false })).toBe('r22');
  });

  it('takes money for an older version as money, and not as consent', () => {
    const stale = { ...money, isCurrentVersion: false };
    expect(apply('offered', stale)).toMatchObject({ row: 'r23', state: 'offered' });
    expect(rowOf('notTaken', stale)).toBe('r48');
  });

  it('keeps money that the flow of the product does not know, and asks a person', () => {
    const wrong = { ...money, flow: 'confirmed' } as const;
    for (const state of ['scheduled', 'started', 'referred', 'quoted'] as const) {
      expect(effectsOf(state, wrong)).toEqual(['keepMoney', 'taskWrongFlow']);
    }
    expect(rowOf('notTaken', wrong)).toBe('r48');
  });

  it('LP-10: is reopened by money in time only, of an old term that was not cancelled', () => {
    expect(rowOf('notTaken', money)).toBe('r47');
    expect(rowOf('notTaken', short)).toBe('r48');
    expect(rowOf('notTaken', { ...money, isOldTermCancelled: true })).toBe('r48');
  });

  it.each([
    ['2025-10-03', 'r37'],
    ['2025-10-04', 'r36'],
    ['2025-12-03', 'r36'],
    ['2025-12-04', 'r37'],
  ])('is held to renew by a notice outside the days of the law: %s is %s', (provenOn, row) => {
    expect(rowOf('nonRenewing', { ...notice, provenOn })).toBe(row);
  });

  it('does not end without the proof of a notice in time (D35)', () => {
    expect(rowOf('nonRenewing', unproven)).toBe('noticeProofMissing');
    const found = apply('nonRenewing', { ...expiration, hasTimelyProof: false });
    expect(found).toMatchObject({ row: 'r41', state: 'started' });
  });

  it('may be told as early as one likes where the law has no first day', () => {
    const window = { from: null, by: '2025-12-03' };
    expect(rowOf('nonRenewing', { ...notice, window, provenOn: '2025-02-01' })).toBe('r36');
  });

  it('carries a change of the expiring term to the new one', () => {
    for (const state of ['binding', 'bound'] as const)
      expect(effectsOf(state, { kind: 'oldTermChanged' })).toEqual(['carryChange']);
  });

  it('is given up while it binds, if nothing is written, and nowhere else (D39)', () => {
    expect(rowOf('binding', { ...abandon, isWritten: true })).toBe('alreadyBound');
    for (const state of ['new', ...RENEWAL_STATES] as const) {
      if (state === 'binding') continue;
      expect(allowed(state)).not.toContain('abandon');
      expect(rowOf(state, abandon)).toBe('notAllowedInState');
    }
  });

  it('leaves no unbound quote behind on any way out (D39)', () => {
    const events: readonly RenewalEvent[] = [
      start,
      { ...start, direction: 'notTaken' },
      { ...start, direction: 'nonRenew' },
      leadTime,
      ...(['nonRenew', 'notTaken', 'refer', null] as const).map(direct),
      approve,
      { kind: 'decide', decision: 'nonRenew' },
      deadline,
      { kind: 'withdraw' },
      { kind: 'oldTermChanged' },
      expiration,
      { kind: 'oldTermCancelled' },
      abandon,
    ];
    const left = ['nonRenewing', 'nonRenewed', 'notTaken', 'withdrawn', 'started'];
    const withQuote = ['started', 'referred', 'quoted', 'offered', 'binding'] as const;
    const ways = withQuote.flatMap((state) =>
      events.flatMap((event) => {
        const found = apply(state, event);
        const leaves = found.outcome === 'taken' && found.state !== state;
        return leaves && left.includes(found.state) ? [found.effects] : [];
      }),
    );
    expect(ways).not.toEqual([]);
    for (const effects of ways) expect(effects).toContain('closeQuote');
  });
});
