import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { civilDateIn } from '../../src/domain/calendar/time-zone.js';
import type { RenewalRecord } from '../../src/domain/transaction/renewal-record.js';
import { temporalEnvironment } from '../support/temporal.js';
import { ownRequest } from './own-request.js';
import type { Example } from './example-submissions.js';
import { isCompleted, runningSystem, type Answer, type WholeSystem } from './whole-system.js';

const LIMIT_MS = 120_000;
const LOOK_EVERY_MS = 50;
/** A quarter of the premium of 5000.00, which plan TEN asks for first. */
const FIRST_INVOICE = '1250.00';

/** A renewal as the API answers it, as far as the tests look. */
interface Renewal extends Answer {
  readonly change: {
    readonly renewal: Pick<RenewalRecord, 'newPolicyNumber' | 'newTermNumber'> & {
      readonly offers: readonly {
        readonly offerId: string;
        readonly version: number;
        readonly total: string;
        readonly plans: readonly { readonly planCode: string; readonly firstInvoice: string }[];
      }[];
      readonly money: readonly { readonly paymentId: string; readonly standing: string }[];
      readonly tasks: readonly { readonly key: string; readonly text: string }[];
    };
  };
}

/** A term as the API answers it, as far as the tests look. */
interface Term {
  readonly status: string;
  readonly isConfirmed: boolean;
  readonly isConfirmationAcknowledged: boolean;
  readonly effectiveDate: string | null;
  readonly nextTerm: object | null;
  readonly priorTerm: object | null;
  readonly money: { readonly charged: string; readonly counted: string };
  readonly payments: readonly { readonly paymentId: string; readonly amount: string }[];
  readonly tasks: readonly { readonly code: string }[];
}

describe('a policy and its next term, all processes', { timeout: LIMIT_MS }, () => {
  let env: TestWorkflowEnvironment;
  let system: WholeSystem;
  beforeAll(async () => {
    env = await temporalEnvironment();
    system = await runningSystem(env);
  });
  afterAll(async () => {
    await system.close();
    await env.teardown();
  });

  const look = async (id: string): Promise<Renewal> => (await system.get<Renewal>(pathOf(id))).body;
  async function untilSo(id: string, isSo: (renewal: Renewal) => boolean): Promise<Renewal> {
    for (;;) {
      const renewal = await look(id);
      if (isSo(renewal)) return renewal;
      await pause(LOOK_EVERY_MS);
    }
  }
  const termOf = async (policyNumber: string, termNumber: number): Promise<Term> =>
    (await system.get<Term>(`/api/policies/${policyNumber}/terms/${termNumber}`)).body;
  async function untilTerm(
    [policyNumber, termNumber]: readonly [string, number],
    isSo: (term: Term) => boolean,
  ): Promise<Term> {
    for (;;) {
      const term = await termOf(policyNumber, termNumber);
      if (isSo(term)) return term;
      await pause(LOOK_EVERY_MS);
    }
  }
  const periodOf = async (policyNumber: string) =>
    (await system.billing.state()).periods.find((one) => one.policyNumber === policyNumber);
  const callbacksOf = async (subject: string) =>
    (await system.billing.state()).callbacks.filter(({ content }) =>
      JSON.stringify(content).includes(JSON.stringify(subject)),
    );

  async function bound(example: Example): Promise<string> {
    const { body } = await system.post('/api/submissions?wait=60', ownRequest(example));
    const { policyNumber } = await system.untilSo(body.id, isCompleted);
    return String(policyNumber);
  }

  async function renewed(policyNumber: string): Promise<Renewal> {
    const { status, body } = await system.post<Renewal>(
      `/api/policies/${policyNumber}/renewals?wait=60`,
      { requestId: 'RNW-1' },
    );
    expect([status, body]).toEqual([202, expect.anything()]);
    return untilSo(body.id, ({ state }) => state === 'quoted');
  }

  async function moved(id: string, day: 'offerOn' | 'issueOn'): Promise<void> {
    const today = civilDateIn('America/Chicago', new Date());
    const { status } = await system.post(`${pathOf(id)}/reschedule`, {
      [day]: today,
      reason: 'Everything is known',
    });
    expect(status).toBe(202);
  }

  it('is bound by itself when its day has come, and confirmed when billing has its money', async () => {
    const policyNumber = await bound('general-liability');
    const quoted = await renewed(policyNumber);
    await moved(quoted.id, 'issueOn');
    const { change } = await untilSo(quoted.id, isCompleted);
    const number = String(change.renewal.newPolicyNumber);
    expect(change.renewal).toMatchObject({ newTermNumber: 2, offers: [], tasks: [] });
    expect(await untilTerm([policyNumber, 1], ({ nextTerm }) => nextTerm !== null)).toMatchObject({
      nextTerm: { policyNumber: number, termNumber: 2 },
    });
    expect(await termOf(number, 2)).toMatchObject({
      status: 'unconfirmed',
      priorTerm: { policyNumber, termNumber: 1 },
      money: { charged: '5000.00', counted: '0.00' },
    });

    await system.billing.pay({ policyNumber: number, termNumber: 2, amount: FIRST_INVOICE });
    const term = await untilTerm([number, 2], (one) => one.isConfirmationAcknowledged);
    expect(term).toMatchObject({
      status: 'confirmed',
      money: { counted: FIRST_INVOICE },
      tasks: [],
    });
    const kinds = (await callbacksOf(number)).map(({ content }) => content.kind);
    expect(kinds.toSorted()).toEqual(['confirmTerm', 'paymentReceived']);
    const [old, next] = [await periodOf(policyNumber), await periodOf(number)];
    expect(next).toMatchObject({
      termNumber: 2,
      accountNumber: old?.accountNumber,
      streamId: old?.streamId,
      charged: '5000.00',
      received: FIRST_INVOICE,
      isTermConfirmed: true,
    });
  });

  it('is offered, and bound by the payment of a plan that billing tells of', async () => {
    const policyNumber = await bound('commercial-property');
    const quoted = await renewed(policyNumber);
    await moved(quoted.id, 'offerOn');
    const offered = await untilSo(quoted.id, ({ change }) => change.renewal.offers.length > 0);
    const [offer] = offered.change.renewal.offers;
    if (!offer) throw new Error('no offer is out');
    const plan = offer.plans.find(({ planCode }) => planCode === 'TWO');
    const firstInvoice = Number(plan?.firstInvoice ?? '0.00');

    // In front of billing's desk, as `npm run billing -- pay --offer` does.
    await system.billing.pay({ offerId: offer.offerId, amount: '100.00', paymentId: 'SHORT-1' });
    const short = await untilSo(quoted.id, ({ change }) => change.renewal.tasks.length > 0);
    expect(short).toMatchObject({
      state: 'offered',
      needsAttention: true,
      change: {
        renewal: {
          money: [{ paymentId: 'SHORT-1', standing: 'counts' }],
          tasks: [{ key: 'noPlanFits' }],
        },
      },
    });
    const rest = (firstInvoice - 100).toFixed(2);
    await system.billing.pay({ offerId: offer.offerId, amount: rest, paymentId: 'REST-1' });
    const { change } = await untilSo(quoted.id, isCompleted);
    const number = String(change.renewal.newPolicyNumber);
    expect(change.renewal.tasks).toEqual([]);
    await system.billing.untilSo(({ callbacks }) =>
      callbacks.every(({ status }) => status === 'delivered'),
    );
    expect(await callbacksOf(offer.offerId)).toMatchObject([
      { content: { kind: 'renewalOfferPaid' }, policyNumberAnswered: null },
      { content: { kind: 'renewalOfferPaid' }, policyNumberAnswered: number },
    ]);

    const term = await untilTerm([number, 2], (one) => one.isConfirmed);
    expect(term).toMatchObject({
      status: 'confirmed',
      money: { charged: offer.total, counted: plan?.firstInvoice },
      payments: [
        { paymentId: 'SHORT-1', amount: '100.00' },
        { paymentId: 'REST-1', amount: rest },
      ],
      tasks: [],
    });
    expect(await periodOf(number)).toMatchObject({
      termNumber: 2,
      jobNumber: offer.offerId,
      planCode: 'TWO',
      isTermConfirmed: true,
      received: plan?.firstInvoice,
      charged: offer.total,
    });
    // The offer's money confirms it: billing asks for nothing.
    expect((await callbacksOf(number)).map(({ content }) => content.kind)).toEqual([]);
  });
});

function pathOf(id: string): string {
  return `/api/transactions/${encodeURIComponent(id)}`;
}
