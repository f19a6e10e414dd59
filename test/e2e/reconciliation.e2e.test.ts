import { setTimeout as pause } from 'node:timers/promises';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectIms, type ImsConnection } from '../../src/adapters/ims/ims-policy-system.js';
import { policyTermId } from '../../src/domain/workflow-ids.js';
import { forgetWorkflow } from '../support/forget-workflow.js';
import { temporalAddress, temporalEnvironment } from '../support/temporal.js';
import { BUSINESS_FILES } from './example-submissions.js';
import { ownRequest } from './own-request.js';
import { isCompleted, wholeSystem, type WholeSystem } from './whole-system.js';

const LIMIT_MS = 240_000;
const LOOK_EVERY_MS = 100;
/** A quarter of the premium of 5000.00, which plan TEN asks for first. */
const FIRST_INVOICE = '1250.00';
/** The sandbox's number of it. */
const PREMIUM_TX = 101;
/** What is on its way between systems arrives within this. */
const AGAIN_AFTER_S = 3;

/** A report as the API answers it, as far as the tests look. */
interface Report {
  readonly state: string;
  readonly terms: Readonly<Record<string, number>>;
  readonly differences: readonly { readonly code: string; readonly found: number }[];
  readonly inPolicySystem: object | null;
  readonly inBilling: object | null;
}
interface Difference {
  readonly code: string;
  readonly policyNumber: string;
  readonly outcome: string;
  readonly sides: readonly {
    readonly what: string;
    readonly there: string;
    readonly here: string;
    readonly differenceAmount: string | null;
  }[];
}
interface Term {
  readonly isConfirmationAcknowledged: boolean;
  readonly effectiveDate: string;
  readonly expirationDate: string;
  readonly cancelledOn: string | null;
  readonly money: { readonly counted: string };
  readonly turn: { readonly holder: object | null };
  readonly tasks: readonly { readonly key: string; readonly code: string; readonly text: string }[];
}

describe('all systems compared, all processes', { timeout: LIMIT_MS }, () => {
  let env: TestWorkflowEnvironment;
  let system: WholeSystem;
  let ims: ImsConnection;
  beforeAll(async () => {
    env = await temporalEnvironment();
    system = await wholeSystem({ address: temporalAddress(), namespace: env.namespace ?? '' });
    await Promise.all([
      system.startWorker(),
      system.startApi(),
      system.startSandbox(),
      system.startBilling(),
    ]);
    const { installation, products } = BUSINESS_FILES;
    ims = await connectIms({
      baseUrl: system.imsUrl,
      userName: 'bindery',
      encryptedPassword: 'c2FuZGJveC1wYXNzd29yZA==',
      context: 'by hand',
      maxConcurrentCalls: 2,
      installation,
      products,
      readTimeoutMs: 10_000,
      writeTimeoutMs: 10_000,
      log: () => undefined,
    });
  });
  afterAll(async () => {
    await ims.close();
    await system.close();
    await env.teardown();
  });

  const termOf = async (policyNumber: string): Promise<Term> =>
    (await system.get<Term>(`/api/policies/${policyNumber}/terms/1`)).body;
  async function untilTerm(policyNumber: string, isSo: (term: Term) => boolean): Promise<Term> {
    for (;;) {
      const term = await termOf(policyNumber);
      if (isSo(term)) return term;
      await pause(LOOK_EVERY_MS);
    }
  }

  async function bound(): Promise<{ policyNumber: string; transaction: string; guid: string }> {
    const { body } = await system.post('/api/submissions?wait=60', ownRequest());
    const { policyNumber, id } = await system.untilSo(body.id, isCompleted);
    const { quotes } = await system.admin.state();
    const quote = quotes.find((one) => one.policyNumber === policyNumber);
    return {
      policyNumber: String(policyNumber),
      transaction: id,
      guid: String(quote?.quoteGuid),
    };
  }

  async function paid(policyNumber: string): Promise<void> {
    await system.billing.pay({ policyNumber, termNumber: 1, amount: FIRST_INVOICE });
    await untilTerm(policyNumber, (term) => term.isConfirmationAcknowledged);
  }

  async function compared(requestId: string): Promise<{ report: Report; found: Difference[] }> {
    const path = `/api/reconciliations/${requestId}`;
    const begun = await system.post<Report>('/api/reconciliations', {
      requestId,
      perMinute: 6_000,
      compareAgainAfter: AGAIN_AFTER_S,
    });
    expect([begun.status, begun.body]).toEqual([202, expect.anything()]);
    for (;;) {
      const { body: report } = await system.get<Report>(path);
      if (report.state === 'done') {
        const { body } = await system.get<{ items: Difference[] }>(`${path}/differences`);
        return { report, found: body.items };
      }
      await pause(LOOK_EVERY_MS);
    }
  }

  /** Cancels a policy in the policy system's own screens, from its first day. */
  async function cancelledByHand(policyNumber: string): Promise<void> {
    const { effectiveDate } = await termOf(policyNumber);
    const { quotes } = await system.admin.state();
    const [quote] = quotes.filter((one) => one.policyNumber === policyNumber);
    const charges = (quote?.options ?? []).flatMap(({ lineGuid, premiums }) =>
      premiums.map(({ chargeCode, amount }) => ({
        lineGuid,
        chargeCode,
        amountCents: -Math.round(Number(amount) * 100),
      })),
    );
    const reason = 'insuredRequest';
    const made = await ims.cancel({
      requestId: 'by-hand',
      policyNumber,
      effectiveDate,
      reason,
      charges,
    });
    await ims.bindChange(made.quoteGuid);
  }

  it('finds each difference that was planted and nothing else, repairs what is safe, and asks people about the rest', async () => {
    const agreeing = [await bound(), await bound()] as const;
    await paid(agreeing[1].policyNumber);
    const clean = await compared('PROOF-1');
    expect(clean.found).toEqual([]);
    expect(clean.report).toMatchObject({
      terms: { all: 2, agreed: 2, differed: 0, unread: 0, underWay: 0, again: 0, partly: 0 },
      differences: [],
      inPolicySystem: { listed: 2, knownHere: 2, others: 0 },
      inBilling: { listed: 2, knownHere: 2, others: 0 },
    });

    const changed = await bound();
    const unbooked = await bound();
    const unconfirmed = await bound();
    const moved = await bound();
    const cancelled = await bound();
    const paidTwice = await bound();
    const gone = await bound();
    const lost = await bound();
    const elsewhere = await bound();
    await paid(unconfirmed.policyNumber);
    await paid(paidTwice.policyNumber);

    await system.admin.byHand({
      quoteGuid: changed.guid,
      premiums: [{ chargeCode: PREMIUM_TX, amount: '5100.01' }],
    });
    await system.billing.byHand({
      policyNumber: unbooked.policyNumber,
      termNumber: 1,
      forget: `${unbooked.transaction}/createPolicyPeriod`,
    });
    await system.billing.byHand({
      policyNumber: unconfirmed.policyNumber,
      termNumber: 1,
      isTermConfirmed: false,
    });
    const { expirationDate } = await termOf(moved.policyNumber);
    const later = `${Number(expirationDate.slice(0, 4)) + 1}${expirationDate.slice(4)}`;
    await system.admin.byHand({ quoteGuid: moved.guid, expiration: later });
    await cancelledByHand(cancelled.policyNumber);
    await system.billing.changePolicySide({ reportPayments: false });
    await system.billing.pay({
      policyNumber: paidTwice.policyNumber,
      termNumber: 1,
      amount: FIRST_INVOICE,
      paymentId: 'PAY-AGAIN',
    });
    await system.billing.changePolicySide({ reportPayments: true });
    await system.billing.removeByHand(gone.policyNumber, 1);
    for (const { policyNumber, transaction } of [lost, elsewhere]) {
      await forgetWorkflow(env, policyTermId(policyNumber, 1));
      await forgetWorkflow(env, transaction);
    }
    await system.admin.byHand({ quoteGuid: elsewhere.guid, isOfOthers: true });

    const { report, found } = await compared('PROOF-2');
    const seen = found.map(({ policyNumber, code, outcome }) => [policyNumber, code, outcome]);
    expect(seen.toSorted()).toEqual(
      [
        [changed.policyNumber, 'premiumInPolicySystem', 'task'],
        [unbooked.policyNumber, 'chargesInBilling', 'task'],
        [unbooked.policyNumber, 'invoicesInBilling', 'task'],
        [unconfirmed.policyNumber, 'confirmation', 'repaired'],
        [moved.policyNumber, 'datesInPolicySystem', 'task'],
        [cancelled.policyNumber, 'doneByHand', 'repaired'],
        [cancelled.policyNumber, 'cancellationInBilling', 'task'],
        [cancelled.policyNumber, 'chargesInBilling', 'task'],
        [paidTwice.policyNumber, 'moneyInBilling', 'task'],
        [gone.policyNumber, 'missingInBilling', 'repaired'],
        [lost.policyNumber, 'unknownHere', 'repaired'],
      ].toSorted(),
    );
    expect(report).toMatchObject({
      terms: { all: 9, agreed: 4, differed: 5, unread: 0, underWay: 0 },
      inPolicySystem: { listed: 11, knownHere: 10, others: 1 },
      inBilling: { listed: 11, knownHere: 10, others: 1 },
    });
    expect((await termOf(lost.policyNumber)).tasks).toEqual([]);
    const amountOf = (policyNumber: string, code: string) =>
      found
        .find((one) => one.policyNumber === policyNumber && one.code === code)
        ?.sides.map(({ what, differenceAmount }) => [what, differenceAmount]);
    expect(amountOf(changed.policyNumber, 'premiumInPolicySystem')).toEqual([
      ['general-liability premium TX', '100.01'],
    ]);
    expect(amountOf(paidTwice.policyNumber, 'moneyInBilling')).toEqual([
      ['received', FIRST_INVOICE],
      ['payment PAY-AGAIN', FIRST_INVOICE],
    ]);
  });
});
