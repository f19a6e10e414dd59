import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  arithmeticOf,
  confirmationThreshold,
  isSufficient,
} from '../../../src/domain/billing/confirmation.js';
import { firstInvoice } from '../../../src/domain/billing/instalments.js';
import { instantMs } from '../../../src/domain/calendar/instant.js';
import { reversePayment, enterPayment } from '../../../src/domain/ledger/payment-ledger.js';
import { sumCents } from '../../../src/domain/money/cents.js';
import { family, type Vector } from '../vectors.js';
import { openLedger, type Payment, type PaymentLedger } from '../../../src/domain/ledger/state.js';
import { ledgerEntries, sumReceived } from '../../../src/domain/ledger/views.js';
import { releaseHeld } from '../../../src/domain/ledger/release.js';

interface VectorEvent {
  readonly type?: 'reversal';
  readonly paymentId: string;
  readonly amount: number;
  readonly currency?: string;
  readonly termNumber?: number;
  readonly receivedAt?: string;
}

interface Inputs {
  readonly threshold: number;
  readonly tolerance?: number;
  readonly decide?: 'each' | 'end';
  readonly decisionTime?: string;
  readonly events: readonly VectorEvent[];
  readonly premium: number;
  readonly oneTime: readonly number[];
  readonly down: string;
  readonly n: number;
  readonly kind: 'firstInvoice' | 'downPayment' | 'fullTerm';
}

/** The ledger of term 1, bound in US dollars. */
const bound = (): PaymentLedger => releaseHeld(openLedger('POL-1', 1), 'USD').ledger;

const paymentOf = (event: VectorEvent): Payment => ({
  paymentId: event.paymentId,
  policyNumber: 'POL-1',
  termNumber: event.termNumber ?? 1,
  currency: event.currency ?? 'USD',
  amountCents: event.amount,
  receivedAt: event.receivedAt ?? '2025-02-01T12:00:00Z',
});

/** The rule of sufficiency over a list of events, deciding after each or once after all. */
function sufficiency(inputs: Inputs): Record<string, unknown> {
  const { threshold, tolerance = 0, decisionTime } = inputs;
  const basis = {
    kind: 'fixed',
    thresholdCents: threshold,
    toleranceCents: tolerance,
    chargedCents: 524_450,
  } as const;
  let ledger = bound();
  const decision = { isMade: false, on: null as string | null, isReversedSince: false };
  const [conflicts, rejected]: [string[], string[]] = [[], []];
  const good = (): number =>
    decisionTime === undefined
      ? ledger.goodCents
      : sumReceived(ledger, 'counted', (at) => at <= instantMs(decisionTime));
  const decide = (paymentId: string | null): void => {
    if (decision.isMade || !isSufficient(good(), basis)) return;
    Object.assign(decision, { isMade: true, on: paymentId });
  };
  for (const event of inputs.events) {
    const { paymentId } = event;
    if (event.type === 'reversal') {
      ledger = reversePayment(ledger, { paymentId, reversalId: `r-${paymentId}` }).ledger;
      if (decision.isMade) decision.isReversedSince = true;
    } else {
      const entered = enterPayment(ledger, paymentOf(event), true);
      ledger = entered.ledger;
      if (entered.outcome === 'conflicting') conflicts.push(paymentId);
      if (entered.outcome === 'rejected') rejected.push(paymentId);
    }
    if (inputs.decide !== 'end') decide(paymentId);
  }
  decide(null);
  const { shortfall, aboveThreshold, counted } = arithmeticOf(good(), basis, decision.isMade);
  return {
    confirmed: decision.isMade,
    confirmedOn: decision.on,
    good: counted,
    shortfall,
    // The reference's word for what lies above the threshold.
    unapplied: aboveThreshold,
    shortfallCredit: decision.isMade && !decision.isReversedSince ? shortfall : 0,
    delinquency: decision.isReversedSince && shortfall > 0,
    parked: ledgerEntries(ledger)
      .filter(({ place, isReversed }) => place === 'parked' && !isReversed)
      .map(({ paymentId }) => paymentId)
      .sort(),
    conflicts,
    rejected,
  };
}

function worked(vector: Vector): Record<string, unknown> {
  const inputs = vector.inputs as unknown as Inputs;
  if (vector.rule === 'sufficiency') return sufficiency(inputs);
  const amounts = { premiumCents: inputs.premium, oneTimeCents: sumCents(inputs.oneTime) };
  const plan = { downPaymentBasisPoints: parseInt(inputs.down) * 100, instalments: inputs.n };
  const term = { amounts, plan, firstInvoiceCents: firstInvoice(amounts, plan) };
  return { threshold: confirmationThreshold({ kind: inputs.kind }, term) };
}

describe('the ledger of a term', () => {
  const vectors = family('PS');

  it.each(vectors.filter(({ kind }) => kind === 'rule'))('$id $note', (vector) => {
    expect(worked(vector)).toMatchObject(vector.expected);
  });

  it('leaves one vector to the bind: money that came before it (PS-14)', () => {
    expect(vectors.filter(({ kind }) => kind !== 'rule').map(({ id }) => id)).toEqual(['PS-14']);
    expect(vectors).toHaveLength(27);
  });

  it('takes a fixed amount of the product as the threshold', () => {
    const plan = { downPaymentBasisPoints: 0, instalments: 1 };
    const amounts = { premiumCents: 500_000, oneTimeCents: 0 };
    const term = { amounts, plan, firstInvoiceCents: 500_000 };
    expect(confirmationThreshold({ kind: 'fixed', amountCents: 7500 }, term)).toBe(7500);
  });

  const entries = fc.array(
    fc.record({
      id: fc.constantFrom('p1', 'p2', 'p3', '__proto__', 'constructor', 'p6'),
      currency: fc.constantFrom('USD', 'USD', 'EUR'),
      termNumber: fc.constantFrom(1, 1, 2),
      amount: fc.integer({ min: -1, max: 200_000 }),
      minute: fc.integer({ min: 10, max: 59 }),
      isReversed: fc.boolean(),
    }),
    { minLength: 1, maxLength: 6 },
  );

  /** Payments with their reversals in some order, some of them more than once. */
  const stories = entries.chain((list) => {
    const distinct = [...new Map(list.map((entry) => [entry.id, entry])).values()];
    const events = distinct.flatMap(({ id, amount, currency, termNumber, minute, isReversed }) => {
      const receivedAt = `2025-02-01T12:${minute}:00Z`;
      const payment = { paymentId: id, amount, currency, termNumber, receivedAt };
      return isReversed ? [payment, { ...payment, type: 'reversal' as const }] : [payment];
    });
    const twice = [...events, ...events];
    const any = fc.shuffledSubarray(twice, { minLength: 0, maxLength: twice.length });
    const told = any.map((more) => [...more, ...events.filter((event) => !more.includes(event))]);
    return fc.record({ events: fc.constant(events), told });
  });

  const entered = (ledger: PaymentLedger, events: readonly VectorEvent[], canTake: boolean) =>
    events.reduce(
      (next, event) =>
        event.type === 'reversal'
          ? reversePayment(next, { paymentId: event.paymentId, reversalId: event.paymentId }).ledger
          : enterPayment(next, paymentOf(event), canTake).ledger,
      ledger,
    );

  it('is the same in whatever order and however often payments and reversals come', () => {
    fc.assert(
      fc.property(stories, ({ events, told }) => {
        expect(entered(bound(), told, true)).toEqual(entered(bound(), events, true));
      }),
      { numRuns: 300 },
    );
  });

  it('is the same whether money came before the bind or after it', () => {
    fc.assert(
      fc.property(stories, ({ events, told }) => {
        const early = entered(openLedger('POL-1', 1), told, false);
        expect(releaseHeld(early, 'USD').ledger).toEqual(entered(bound(), events, true));
      }),
      { numRuns: 300 },
    );
  });

  it('does not take a second reversal of one payment under another id', () => {
    const once = reversePayment(bound(), { paymentId: 'p1', reversalId: 'r1' }).ledger;
    const again = reversePayment(once, { paymentId: 'p1', reversalId: 'r2' });
    expect(again).toEqual({ outcome: 'conflicting', ledger: once });
  });

  it('knows the same moment in another zone as the same payment', () => {
    const payment = paymentOf({ paymentId: 'p1', amount: 100, receivedAt: '2025-02-01T12:00:00Z' });
    const once = enterPayment(bound(), payment, true).ledger;
    const same = { ...payment, receivedAt: '2025-02-01T06:00:00.000-06:00' };
    expect(enterPayment(once, same, true).outcome).toBe('repeated');
  });
});
