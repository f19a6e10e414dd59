import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRefusal } from '../../../src/domain/machine/refusals.js';
import { RENEWAL_MACHINE } from '../../../src/domain/renewal/machine.js';
import {
  inferPlan,
  offerId,
  planPaidFor,
  renewalOfOffer,
  versionOfOffer,
  versionPaid,
} from '../../../src/domain/renewal/offer.js';
import type { RenewalState } from '../../../src/domain/renewal/state.js';
import { family, type Vector } from '../vectors.js';
import { money } from './renewal-events.js';

interface Paid {
  readonly payments: readonly number[];
  readonly plans: readonly (readonly [planCode: string, firstInvoiceCents: number])[];
  readonly code?: string;
  readonly offerState?: string;
}

const vectors = family('PO');
const rules = vectors.filter(({ kind }) => kind === 'rule');
const inputsOf = ({ inputs }: Vector) => inputs as unknown as Paid;
const isOver = (vector: Vector) => inputsOf(vector).offerState !== undefined;
const offerOf = ({ plans }: Pick<Paid, 'plans'>) => ({
  version: 1,
  currency: 'USD',
  plans: plans.map(([planCode, firstInvoiceCents]) => ({ planCode, firstInvoiceCents })),
});
const paid = (amountCents: number) => ({ version: 1, amountCents, currency: null });

/** An offer whose time is over is one that was not taken. */
const STATES: Readonly<Record<string, RenewalState>> = {
  bound: 'bound',
  expired: 'notTaken',
  notTaken: 'notTaken',
  nonRenewed: 'nonRenewed',
};

describe('offers of the reference', () => {
  it('are all run: PO 15, and two in words', () => {
    expect(rules).toHaveLength(15);
    expect(rules.filter(isOver)).toHaveLength(4);
    const others = vectors.filter(({ kind }) => kind !== 'rule').map(({ id }) => id);
    expect(others).toEqual(['PO-09d', 'PO-10']);
  });

  it.each(rules.filter((vector) => !isOver(vector)))('$id $note', (vector) => {
    const { payments, code = null, ...asked } = inputsOf(vector);
    const found = inferPlan(offerOf(asked), payments.map(paid), code);
    if (isRefusal(found)) {
      expect({ refused: found.code }).toEqual(vector.expected);
      return;
    }
    const { planCode, unappliedCents, receivedCents } = found;
    expect(
      planCode === null
        ? { plan: null, task: true }
        : { plan: planCode, unapplied: unappliedCents },
    ).toEqual(vector.expected);
    expect(receivedCents).toBe(payments.reduce((sum, cents) => sum + cents, 0));
  });

  it.each(rules.filter(isOver))('$id: $inputs.offerState, and nothing is bound', (vector) => {
    const state = STATES[inputsOf(vector).offerState ?? ''] ?? 'new';
    const found = RENEWAL_MACHINE.apply(state, { ...money, isInTime: false });
    const { effects } = found;
    expect(found).toMatchObject({ outcome: 'taken', state });
    expect({
      plan: null,
      task: effects.some((effect) => effect.startsWith('task')),
      ...(effects.includes('answerPolicyNumber') && { returnsPolicyNumber: true }),
    }).toEqual(vector.expected);
  });

  it('PO-09d: an id that is no offer is none', () => {
    for (const text of ['', 'renewal:POL-1', 'renewal:POL-1:2/v0', 'offer:POL-1:2/v1'])
      expect(renewalOfOffer(text), text).toBeNull();
  });

  it('PO-10: of two payments that each suffice the first binds, and the second is money', () => {
    const first = RENEWAL_MACHINE.apply('offered', money);
    expect(first).toMatchObject({ row: 'r21', state: 'binding' });
    const second = RENEWAL_MACHINE.apply('binding', money);
    expect(second).toMatchObject({ row: 'r34', state: 'binding' });
    expect(second.effects).not.toContain('bind');
  });
});

describe('the plan that money pays for', () => {
  const cents = fc.integer({ min: 1, max: 9_999_999 });
  const plans = fc
    .uniqueArray(cents, { minLength: 1, maxLength: 5 })
    .map((invoices) =>
      invoices.map((firstInvoiceCents, at) => ({ planCode: `P${at}`, firstInvoiceCents })),
    );
  type Plans = typeof plans extends fc.Arbitrary<infer T> ? T : never;
  const invoiceOf = (offered: Plans, receivedCents: number, code: string | null = null): number => {
    const planCode = planPaidFor(offered, receivedCents, code);
    return offered.find((plan) => plan.planCode === planCode)?.firstInvoiceCents ?? 0;
  };

  it('has the largest first invoice that the money covers, and none only where it covers none', () => {
    fc.assert(
      fc.property(plans, cents, (offered, receivedCents) => {
        const covered = offered
          .map(({ firstInvoiceCents }) => firstInvoiceCents)
          .filter((invoice) => invoice <= receivedCents);
        expect(invoiceOf(offered, receivedCents)).toBe(Math.max(0, ...covered));
        expect(planPaidFor(offered, receivedCents, null) === null).toBe(covered.length === 0);
      }),
    );
  });

  it('never becomes a smaller one by more money, whether it is inferred or named', () => {
    fc.assert(
      fc.property(plans, cents, cents, fc.nat(4), (offered, receivedCents, more, at) => {
        for (const code of [null, offered[at % offered.length]?.planCode ?? null]) {
          const before = invoiceOf(offered, receivedCents, code);
          expect(invoiceOf(offered, receivedCents + more, code)).toBeGreaterThanOrEqual(before);
        }
      }),
    );
  });

  it('is the same in whatever order the plans are offered and the money comes', () => {
    fc.assert(
      fc.property(plans, fc.array(cents, { maxLength: 4 }), (offered, amounts) => {
        const payments = amounts.map((amountCents) => paid(amountCents));
        const offer = { version: 1, currency: 'USD', plans: offered };
        const found = inferPlan(offer, payments, null);
        const turned = { ...offer, plans: offered.toReversed() };
        expect(inferPlan(turned, payments.toReversed(), null)).toEqual(found);
        if (isRefusal(found)) throw new Error(found.text);
        // What it does not ask for is left, and nothing else.
        const first = invoiceOf(offered, found.receivedCents);
        expect(found.unappliedCents + first).toBe(found.receivedCents);
        expect(found.unappliedCents).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('an offer', () => {
  const offer = {
    ...offerOf({
      plans: [
        ['FULL', 524_450],
        ['TEN', 149_450],
      ],
    }),
    version: 2,
  };
  const of = (version: number, amountCents: number, currency: string | null = null) => ({
    ...{ version, amountCents, currency },
  });

  it('does not count the money for an older version', () => {
    expect(inferPlan(offer, [of(1, 524_450), of(2, 149_449)], null)).toEqual({
      planCode: null,
      receivedCents: 149_449,
      unappliedCents: 149_449,
    });
  });

  it('takes its own currency, named or not, and no other', () => {
    expect(inferPlan(offer, [of(2, 149_450, 'USD')], null)).toMatchObject({ planCode: 'TEN' });
    expect(inferPlan(offer, [of(2, 149_450, 'EUR')], null)).toMatchObject({
      code: 'notAllowedInState',
      field: 'currency',
      found: 'EUR',
      allowed: 'USD',
    });
  });

  it('refuses an amount below zero, even where the others suffice', () => {
    const payments = [of(2, 149_450), of(2, -1)];
    expect(inferPlan(offer, payments, null)).toMatchObject({ code: 'amountNotPositive' });
  });

  it('names the plans with one first invoice, whichever was chosen', () => {
    const plans = [...offer.plans, { planCode: 'OTHER', firstInvoiceCents: 149_450 }];
    expect(inferPlan({ ...offer, plans }, [of(2, 524_450)], 'FULL')).toMatchObject({
      code: 'equalFirstInvoices',
      found: 'TEN and OTHER',
    });
  });

  it.each(['renewal:POL-1:2', 'renewal:A/v1:B:12'])('of %s is found by its id', (renewal) => {
    for (const version of [1, 12]) {
      const id = offerId(renewal, version);
      expect(id).toBe(`${renewal}/v${version}`);
      expect(renewalOfOffer(id)).toBe(renewal);
      expect(versionOfOffer(id, renewal)).toBe(version);
      expect(versionOfOffer(id, 'renewal:POL-2:2')).toBeUndefined();
    }
    expect(renewalOfOffer(renewal)).toBe(renewal);
    expect(versionOfOffer(renewal, renewal)).toBeNull();
    expect(versionOfOffer('anything', renewal)).toBeUndefined();
  });

  it('D4: has the money that came before it, and not what names an older one', () => {
    expect(versionPaid(null, 0, false)).toBe(1);
    expect(versionPaid(null, 1, true)).toBe(1);
    // The first does not hold any more, and the second is still to be sent.
    expect(versionPaid(null, 1, false)).toBe(2);
    expect(versionPaid(1, 1, false)).toBe(1);
    expect(versionPaid(1, 2, true)).toBe(1);
  });
});
