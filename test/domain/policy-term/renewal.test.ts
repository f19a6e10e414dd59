import { describe, expect, it } from 'vitest';
import { applyTermEvent } from '../../../src/domain/policy-term/machine.js';
import type { TermEvent } from '../../../src/domain/policy-term/events.js';
import type { PolicyTerm } from '../../../src/domain/policy-term/state.js';
import {
  aBind,
  accepted,
  aClaim,
  aDirection,
  aGivingBack,
  aPayment,
  aReinstatementClaim,
  cancelling,
  ENDORSEMENT,
  EVENTS,
  RENEWAL,
  TERMS,
  termAfter,
} from './policy-terms.js';

const after = (term: PolicyTerm, ...events: readonly TermEvent[]): PolicyTerm =>
  events.reduce((next, event) => accepted(next, event).term, term);
const refusalOf = (term: PolicyTerm, event: TermEvent) => {
  const result = applyTermEvent(term, event);
  return result.outcome === 'refused' ? result.refusal : null;
};
const RUNNING = ['unconfirmed', 'confirmed'] as const;
const started = (term: PolicyTerm) => after(term, EVENTS.renewalStarted);
const lifted = aDirection({ id: 'direction-2', direction: null, reason: 'Losses were repaid' });

describe.each(RUNNING)('D2: the direction of a term that is %s', (status) => {
  const term = TERMS[status];

  it('is kept with who said it, and changes nothing else', () => {
    const { direction, by, reason, at } = aDirection();
    const step = accepted(term, aDirection());
    expect(step.effects).toEqual([]);
    expect({ ...step.term, direction: null, handled: term.handled }).toEqual(term);
    expect(step.term.direction).toEqual({ direction, by, reason, at });
  });

  it('is the newest that was said, and none once it is lifted', () => {
    const referred = after(term, aDirection(), aDirection({ id: 'd-2', direction: 'refer' }));
    expect(referred.direction?.direction).toBe('refer');
    expect(after(referred, lifted).direction).toBeNull();
  });

  it('is said once by its id, whenever it comes again', () => {
    const newer = after(term, aDirection(), lifted);
    const again = accepted(newer, aDirection({ at: '2025-07-01T12:00:00.000Z' }));
    expect(again).toMatchObject({ effects: [], term: { direction: null } });
    expect(refusalOf(newer, aDirection({ reason: 'Another' }))?.code).toBe('contentDiffers');
  });

  it.each(['nonRenew', 'notTaken'] as const)('%s holds the renewal back', (direction) => {
    const held = after(term, aDirection({ direction }));
    expect(refusalOf(held, EVENTS.renewalDue)).toMatchObject({
      code: 'directionHolds',
      found: direction,
    });
    expect(accepted(after(held, lifted), EVENTS.renewalDue).effects).toEqual([
      { kind: 'startRenewal', requestId: 'term-1-renewal' },
    ]);
  });

  it('asks a person for the notice where the insurer does not renew, and for none where nobody takes it', () => {
    const effectsOf = (direction: 'nonRenew' | 'notTaken') =>
      applyTermEvent(after(term, aDirection({ direction })), EVENTS.renewalDue).effects;
    expect(effectsOf('nonRenew')).toMatchObject([{ kind: 'task', code: 'directionHolds' }]);
    expect(effectsOf('notTaken')).toEqual([]);
  });

  it('refer holds no renewal back', () => {
    const referred = after(term, aDirection({ direction: 'refer' }));
    expect(accepted(referred, EVENTS.renewalDue).effects).toEqual([
      { kind: 'startRenewal', requestId: 'term-1-renewal' },
    ]);
  });

  it('is told to a renewal that is under way, also that it is lifted', () => {
    const { id, direction, by, reason } = aDirection();
    const told = { kind: 'tellRenewalDirection', renewal: RENEWAL, id, direction, by, reason };
    const first = accepted(started(term), aDirection());
    expect(first.effects).toEqual([told]);
    expect(accepted(first.term, lifted).effects).toMatchObject([
      { kind: 'tellRenewalDirection', direction: null, reason: lifted.reason },
    ]);
  });
});

it.each([
  ['new', 'termNotBound'],
  ['awaited', 'termNotBound'],
  ['cancelled', 'notAllowedInState'],
  ['expired', 'termNotInForce'],
  ['closed', 'termNotInForce'],
] as const)('D2: no direction is taken of a term that is %s: %s', (status, code) => {
  expect(refusalOf(TERMS[status], aDirection())?.code).toBe(code);
});

describe.each(RUNNING)('the renewal of a term that is %s', (status) => {
  const term = TERMS[status];

  it('starts once', () => {
    const renewing = after(term, EVENTS.renewalDue);
    expect(renewing.isRenewalStarted).toBe(true);
    expect(refusalOf(renewing, { ...EVENTS.renewalDue, id: 'x' })?.code).toBe('notAllowedInState');
  });

  it('is another where it starts once more, by its name', () => {
    const ended = { ...EVENTS.renewalEnded, result: 'termCancelled' } as const;
    const back = after(term, EVENTS.renewalDue, ended);
    expect(accepted(back, { ...EVENTS.renewalDue, id: 'x' }).effects).toEqual([
      { kind: 'startRenewal', requestId: 'term-1-renewal-2' },
    ]);
  });

  it('is not started where a person has begun it, who is not asked to any more', () => {
    const { term: renewing, effects } = accepted(term, EVENTS.renewalStarted);
    expect(effects).toEqual([{ kind: 'closeTask', key: 'startRenewal' }]);
    expect(refusalOf(renewing, EVENTS.renewalDue)?.code).toBe('notAllowedInState');
  });

  it.each(['withdrawn', 'notTaken', 'nonRenewed', 'notStarted'] as const)(
    'can be begun again after it was %s, by a person',
    (result) => {
      const ended = after(started(term), { ...EVENTS.renewalEnded, result });
      expect(ended).toMatchObject({ isRenewalStarted: false, renewalEnded: result });
      const again = after(ended, { ...EVENTS.renewalStarted, id: 'again' });
      expect(again).toMatchObject({ isRenewalStarted: true, renewalEnded: null });
    },
  );

  it('is not left to people where it ended because the term was cancelled', () => {
    const ended = after(started(term), { ...EVENTS.renewalEnded, result: 'termCancelled' });
    expect(ended).toMatchObject({ isRenewalStarted: false, renewalEnded: null });
  });

  it('is not left to people any more once the direction that ended it is lifted', () => {
    const ended = { ...EVENTS.renewalEnded, result: 'nonRenewed' } as const;
    const held = after(started(term), aDirection(), ended);
    expect(after(held, aDirection({ id: 'd-2', direction: 'notTaken' })).renewalEnded).toBe(
      'nonRenewed',
    );
    expect(after(held, lifted).renewalEnded).toBeNull();
    const withdrawn = after(started(term), EVENTS.renewalEnded, lifted);
    expect(withdrawn.renewalEnded).toBe('withdrawn');
  });
});

describe('the next term', () => {
  const renewed = after(started(TERMS.confirmed), EVENTS.renewed);

  it('is kept by its name, also where it has another policy number (D1)', () => {
    expect(renewed.nextTerm).toEqual({ policyNumber: 'POL-2', termNumber: 2 });
    expect(renewed.isRenewalStarted).toBe(true);
  });

  it('is named once', () => {
    const again = { ...EVENTS.renewed, id: 'again' };
    expect(accepted(renewed, again).term.nextTerm).toEqual(renewed.nextTerm);
    const other = { ...again, nextTerm: { policyNumber: 'POL-3', termNumber: 2 } };
    expect(refusalOf(renewed, other)).toMatchObject({
      code: 'notAllowedInState',
      found: 'renewed by POL-2-2 already',
    });
  });

  it('has the next number, whatever the policy (D1)', () => {
    const nextTerm = { policyNumber: 'POL-2', termNumber: 1 };
    expect(refusalOf(TERMS.confirmed, { ...EVENTS.renewed, nextTerm })).toMatchObject({
      code: 'notAllowedInState',
      allowed: 'term 2 of its policy',
    });
  });

  it('is not undone by what its renewal says at its end', () => {
    expect(after(renewed, EVENTS.renewalEnded)).toMatchObject({
      isRenewalStarted: true,
      renewalEnded: null,
    });
  });

  it('has no renewal started beside it', () => {
    const byHand = after(TERMS.confirmed, EVENTS.renewed);
    expect(refusalOf(byHand, EVENTS.renewalDue)?.code).toBe('notAllowedInState');
  });

  it('comes also when the term is over: the policy system bound it late', () => {
    expect(after(TERMS.expired, EVENTS.renewed).nextTerm).not.toBeNull();
    expect(after(TERMS.closed, EVENTS.renewed).nextTerm).not.toBeNull();
    const unbound = termAfter(aPayment(), EVENTS.notBoundInTime);
    expect(refusalOf(unbound, EVENTS.renewed)?.code).toBe('termNotBound');
  });

  it('A17: is to have what its old term is endorsed with after that', () => {
    const nextTerm = { policyNumber: 'POL-2', termNumber: 2 };
    const { effects } = accepted(after(renewed, aClaim()), EVENTS.endorsed);
    const transaction = ENDORSEMENT;
    expect(effects).toContainEqual({ kind: 'carryToNextTerm', nextTerm, transaction });
    expect(effects.map(({ kind }) => kind)).not.toContain('tellRenewalChanged');
    const alone = accepted(after(TERMS.confirmed, aClaim()), EVENTS.endorsed);
    expect(alone.effects.map(({ kind }) => kind)).not.toContain('carryToNextTerm');
  });
});

describe('r46: the next term of one that is cancelled', () => {
  const [claim, cancelled] = cancelling;
  const renewed = after(started(TERMS.confirmed), EVENTS.renewed);
  const nextTerm = { policyNumber: 'POL-2', termNumber: 2 };
  const unwanted = { kind: 'cancelNextTerm', nextTerm, requestId: 'term-1-cancelled-1' };

  it('is cancelled with it, also by the cancellation of a rewrite', () => {
    expect(accepted(after(renewed, claim), cancelled).effects).toContainEqual(unwanted);
  });

  it('is cancelled where it is bound only after that', () => {
    const late = accepted(after(started(TERMS.confirmed), ...cancelling), EVENTS.renewed);
    expect(late.effects).toContainEqual(unwanted);
    expect(accepted(started(TERMS.confirmed), EVENTS.renewed).effects).not.toContainEqual(
      expect.objectContaining({ kind: 'cancelNextTerm' }),
    );
  });

  it('is nothing where there is none', () => {
    const { effects } = accepted(after(TERMS.confirmed, claim), cancelled);
    expect(effects.map(({ kind }) => kind)).not.toContain('cancelNextTerm');
  });

  it('is asked for by a person when the old one comes back, and not any more once that is cancelled anew', () => {
    const gone = after(renewed, ...cancelling, aReinstatementClaim);
    const back = accepted(gone, EVENTS.reinstated);
    expect(back.effects).toContainEqual(expect.objectContaining({ kind: 'task', key: 'nextTerm' }));
    const { transaction } = EVENTS.reinstated;
    const givenBack = aGivingBack({ transaction });
    const anew = after(back.term, givenBack, { ...claim, id: 'claim-2' });
    expect(accepted(anew, { ...cancelled, id: 'cancelled-2' }).effects).toEqual(
      expect.arrayContaining([
        { kind: 'closeTask', key: 'nextTerm' },
        { ...unwanted, requestId: 'term-1-cancelled-2' },
      ]),
    );
  });
});

describe('what a renewal under way is told', () => {
  const changed = (change: string, transaction: string) => ({
    kind: 'tellRenewalChanged',
    renewal: RENEWAL,
    change,
    transaction,
  });

  it.each(RUNNING)('is an endorsement of a term that is %s', (status) => {
    const told = accepted(after(started(TERMS[status]), aClaim()), EVENTS.endorsed);
    expect(told.effects).toContainEqual(changed('endorsed', ENDORSEMENT));
  });

  it('is a reinstatement', () => {
    const back = accepted(
      termAfter(aBind(), EVENTS.renewalStarted, ...cancelling, aReinstatementClaim),
      EVENTS.reinstated,
    );
    expect(back.effects).toContainEqual(changed('reinstated', EVENTS.reinstated.transaction));
  });

  it('is nothing where none is under way', () => {
    const endorsed = accepted(after(TERMS.confirmed, aClaim()), EVENTS.endorsed);
    expect(endorsed.effects).toEqual([]);
    const kinds = accepted(after(TERMS.cancelled, aReinstatementClaim), EVENTS.reinstated).effects;
    expect(kinds.map(({ kind }) => kind)).not.toContain('tellRenewalChanged');
  });
});

it('F3: a term that comes back is renewed by itself again, however its renewal had ended', () => {
  const term = termAfter(
    aBind(),
    EVENTS.renewalStarted,
    ...cancelling,
    EVENTS.renewalEnded,
    aReinstatementClaim,
  );
  expect(term.renewalEnded).toBe('withdrawn');
  expect(after(term, EVENTS.reinstated)).toMatchObject({
    isRenewalStarted: false,
    renewalEnded: null,
  });
});
