import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { DEFAULT_BEARER_TOKEN, startBillingSandbox } from '../../sandbox/billing/server.js';
import { startImsSandbox } from '../../sandbox/ims/server.js';
import type { TransactionRecord } from '../../src/domain/transaction/record.js';
import { policyTermId } from '../../src/domain/workflow-ids.js';
import type { policyTerm } from '../../src/workflows/index.js';
import { termQuery } from '../../src/workflows/policy-term/messages.js';
import { recordOfferPaymentUpdate } from '../../src/workflows/renewal/messages.js';
import { recordQuery } from '../../src/workflows/transaction/messages.js';
import { billingAdmin, type BillingAdmin } from '../support/billing-sandbox-admin.js';
import type { ChangeHandle } from '../support/changes.js';
import { sandboxAdmin, type SandboxAdmin } from '../support/ims-sandbox-admin.js';
import { workflowBundle } from '../support/policy-workers.js';
import { aRenewal, startRenewal } from '../support/renewals.js';
import { temporalAddress, temporalEnvironment } from '../support/temporal.js';
import { startTestProcess, type TestProcess } from '../support/test-process.js';
import { bookOfTerm, totalOfBook } from '../support/three-books.js';
import { billedAs } from './billed-lane.js';
import { writeBusinessFiles } from './business-files.js';
import { checkedExample } from './example-submissions.js';
import { withOwnInsured } from './own-insured.js';
import { startExample } from './start-example.js';

const IS_WHOLE = inject('isWholeMatrix');
/** Calls that write, in the order in which the new business of a renewal makes them. */
const IMS_CALLS = [
  'AddSubmission',
  'AddQuoteWithAutocalculateDetailsQuote',
  'UpdateExternalQuoteId',
  'AddPremium',
  'BindQuoteWithInstallment',
  'IssuePolicy',
] as const;
const BILLING_CALLS = ['renewPolicyPeriod', 'updateTermConfirmed'] as const;
/** A call that was done is the harder case: it must not be done again. */
const MOMENTS = IS_WHOLE ? (['before', 'after'] as const) : (['after'] as const);
const CALLS = (IMS_CALLS.length + BILLING_CALLS.length) * MOMENTS.length;

const NAME = 'general-liability';
/** A quarter of the premium of 5000.00, which plan TEN asks for first. */
const FIRST_INVOICE = { text: '1250.00', cents: 125_000 };
/** How long a renewal sleeps at the least when its worker is killed: more than its new business needs to end. Seconds. */
const SLEEP_S = 15;
/** Longer than it takes to bring every renewal to its call, so that nothing but the kill ends them. */
const CALL_LIMIT_S = IS_WHOLE ? 19 : 10;
const LIMITS = { callLimitMs: (CALL_LIMIT_S + 1) * 2_000, outagePatienceMs: 600_000 };
const TEST_LIMIT_MS = 240_000;
const LOOK_EVERY_MS = 100;
const LOGIN = { IMS_USER: 'bindery', IMS_ENCRYPTED_PASSWORD: 'c2FuZGJveC1wYXNzd29yZA==' };

interface Renewal {
  readonly policyNumber: string;
  readonly handle: ChangeHandle;
}

/** Both systems, and workers that can be killed. */
interface Killable {
  readonly env: TestWorkflowEnvironment;
  readonly ims: SandboxAdmin;
  readonly billing: BillingAdmin;
  startWorker(): Promise<TestProcess>;
  close(): Promise<void>;
}

describe('a worker that is killed over a renewal', () => {
  let folder = '';
  let files: Readonly<Record<string, string>> = {};
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bindery-killed-renewals-'));
    const written = await writeBusinessFiles(folder, {
      installation: { settle: '300ms' },
      products: { renewal: { flow: 'offer', startsByItself: false } },
    });
    // Rated from a workbook, it cannot be renewed like this.
    await rm(join(written.PRODUCTS_DIR, 'contractors.json'));
    files = {
      ...written,
      ...LOGIN,
      WORKFLOW_BUNDLE: workflowBundle().codePath,
    };
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function openKillable(callLimitS = CALL_LIMIT_S): Promise<Killable> {
    const env = await temporalEnvironment();
    const ims = await startImsSandbox({ port: 0, adminPort: 0 });
    const billing = await startBillingSandbox({ port: 0, adminPort: 0 });
    const settings = {
      ...files,
      TEMPORAL_ADDRESS: temporalAddress(),
      TEMPORAL_NAMESPACE: env.namespace ?? '',
      IMS_URL: `${ims.url}/ims_sandbox`,
      IDENTITY_KEY: 'k'.repeat(32),
      IMS_READ_TIMEOUT: `${callLimitS}s`,
      IMS_WRITE_TIMEOUT: `${callLimitS + 1}s`,
      IMS_MAX_CONCURRENT_CALLS: '200',
      BILLING_URL: billing.url,
      BILLING_TOKEN: DEFAULT_BEARER_TOKEN,
      BILLING_TIMEOUT: `${callLimitS}s`,
      BILLING_MAX_CONCURRENT_CALLS: '200',
    };
    const started: TestProcess[] = [];
    return {
      env,
      ims: sandboxAdmin(ims.adminUrl),
      billing: billingAdmin(billing.adminUrl),
      startWorker: async () => {
        const worker = await startTestProcess('worker', settings, folder);
        started.push(worker);
        return worker;
      },
      close: async () => {
        for (const worker of started) await worker.kill().catch(() => undefined);
        await billing.close();
        await ims.close();
        await env.teardown();
      },
    };
  }

  /** Money for an offer that is out, at billing and told of by it. */
  async function pay({ billing }: Killable, { handle }: Renewal, record: TransactionRecord) {
    const offerId = record.change?.renewal?.offers.at(-1)?.offerId ?? '';
    const paymentId = `PAY-${offerId}`;
    await billing.pay({ offerId, planCode: 'TEN', paymentId, amount: FIRST_INVOICE.text });
    await handle.startUpdate(recordOfferPaymentUpdate, {
      args: [
        {
          offerId,
          transactionId: `told-${offerId}`,
          paymentId,
          amountCents: FIRST_INVOICE.cents,
          currency: 'USD',
          receivedAt: new Date().toISOString(),
          planCode: 'TEN',
        },
      ],
      waitForStage: 'ACCEPTED',
    });
  }

  /** Pays for every offer as soon as it is out, once, until it is so. */
  async function payAndWait(
    system: Killable,
    renewals: readonly Renewal[],
    paid: Set<string>,
    isSo: () => Promise<boolean>,
  ): Promise<void> {
    while (!(await isSo())) {
      for (const renewal of renewals) {
        if (paid.has(renewal.policyNumber)) continue;
        const record = await renewal.handle.query(recordQuery);
        if ((record.change?.renewal?.offers ?? []).length === 0) continue;
        paid.add(renewal.policyNumber);
        await pay(system, renewal, record);
      }
      await pause(LOOK_EVERY_MS);
    }
  }

  async function boundPolicy({ env }: Killable, id: string): Promise<string> {
    const example = withOwnInsured(checkedExample(NAME, id), id);
    const handle = await startExample(env, example, { ...LIMITS, ...billedAs(example) });
    const { policyNumber } = await handle.result();
    if (policyNumber === null) throw new Error('the policy was not bound');
    return policyNumber;
  }

  /** Its offer goes out as soon as it is quoted. */
  async function renew({ env }: Killable, policyNumber: string): Promise<Renewal> {
    const asked = aRenewal(policyNumber, {
      effectiveDate: '2028-02-01',
      expirationDate: '2029-02-01',
      moved: { offerOn: '2026-11-01' },
    });
    return { policyNumber, handle: await startRenewal(env, asked, LIMITS) };
  }

  /** One next term of each, everywhere, paid once. */
  async function expectRenewedOnce(
    { env, ims, billing }: Killable,
    renewals: readonly Renewal[],
  ): Promise<void> {
    const termOf = (policyNumber: string, termNumber: number) =>
      env.client.workflow
        .getHandle<typeof policyTerm>(policyTermId(policyNumber, termNumber))
        .query(termQuery);
    const [books, state] = [await billing.state(), await ims.state()];
    for (const { policyNumber, handle } of renewals) {
      const record = await handle.result();
      expect(record).toMatchObject({ state: 'completed', attention: null });
      const { newPolicyNumber, tasks, money } = record.change?.renewal ?? {};
      expect({ tasks, money: money?.length }).toEqual({ tasks: [], money: 1 });
      const number = newPolicyNumber ?? '';
      expect(await termOf(policyNumber, 1)).toMatchObject({
        nextTerm: { policyNumber: number, termNumber: 2 },
      });
      const next = await termOf(number, 2);
      expect(next).toMatchObject({
        isConfirmed: true,
        layers: [{ kind: 'bind' }],
        arithmetic: { counted: FIRST_INVOICE.cents },
        tasks: [],
      });
      expect(totalOfBook(bookOfTerm(next))).toBe(500_000);
      const [old] = state.quotes.filter((quote) => quote.policyNumber === policyNumber);
      const chain = state.quotes.filter(({ insuredGuid }) => insuredGuid === old?.insuredGuid);
      expect(chain.map((quote) => quote.policyNumber)).toEqual([policyNumber, number]);
      const guids = chain.map(({ quoteGuid }) => quoteGuid);
      const invoices = state.invoices.filter(({ quoteGuid }) => guids.includes(quoteGuid));
      expect(invoices).toHaveLength(2);
      const periods = books.periods.filter((period) => period.policyNumber === number);
      expect(periods).toMatchObject([
        {
          termNumber: 2,
          charged: '5000.00',
          received: FIRST_INVOICE.text,
          unapplied: '0.00',
          isTermConfirmed: true,
        },
      ]);
    }
    expect(books.periods).toHaveLength(2 * renewals.length);
    const renewed = books.bookings.filter(({ operation }) => operation === 'renewPolicyPeriod');
    expect(renewed).toHaveLength(renewals.length);
    expect(books.payments).toHaveLength(renewals.length);
  }

  const heldCalls = async ({ ims, billing }: Killable) =>
    [...(await ims.calls()), ...(await billing.calls())].filter(
      ({ misbehaviour }) => misbehaviour === 'hold',
    ).length;

  /** Whether it looks at its new business again only after a long while, and does nothing meanwhile. */
  async function isAsleep({ handle }: Renewal): Promise<boolean> {
    const { events } = await handle.fetchHistory();
    const last = events?.at(-1)?.timerStartedEventAttributes;
    return Number(last?.startToFireTimeout?.seconds ?? 0) >= SLEEP_S;
  }

  const allEnded = (renewals: readonly Renewal[]) => async () => {
    const states = await Promise.all(
      renewals.map(async ({ handle }) => (await handle.describe()).status.name),
    );
    return states.every((status) => status === 'COMPLETED');
  };

  /**
   * A renewal whose term is bound, billed and confirmed while it sleeps. Where the machine was too slow for that, and it woke and was told, it
   * is another policy's turn.
   *
   * @param begun gets every renewal that was begun for it
   */
  async function boundAsleep(system: Killable, begun: Renewal[]): Promise<Renewal> {
    const { env, billing } = system;
    for (;;) {
      const policyNumber = await boundPolicy(system, `KILLED-RNW-TOLD-${begun.length}`);
      const before = await heldCalls(system);
      await billing.arm({ operation: 'renewPolicyPeriod', kind: 'hold', when: 'after' });
      const renewal = await renew(system, policyNumber);
      begun.push(renewal);
      const isHeld = async () => (await heldCalls(system)) > before;
      await payAndWait(system, [renewal], new Set(), isHeld);
      while (!(await isAsleep(renewal))) await pause(LOOK_EVERY_MS);
      const { change } = await renewal.handle.query(recordQuery);
      await billing.disarm();
      await env.client.workflow.getHandle(change?.renewal?.madeBy ?? '').result();
      // Nothing else is under way that it could die in.
      await billing.untilSo(({ periods }) =>
        periods.every((period) => period.isTermConfirmed || period.termNumber === 1),
      );
      if (await isAsleep(renewal)) return renewal;
    }
  }

  it.concurrent(
    'makes one next term, paid once, when it died in a call of its new business',
    async () => {
      const system = await openKillable();
      const { ims, billing } = system;
      try {
        const first = await system.startWorker();
        const policies = await Promise.all(
          Array.from({ length: CALLS }, (_, at) => boundPolicy(system, `KILLED-RNW-${at}`)),
        );
        for (const when of MOMENTS) {
          for (const operation of IMS_CALLS) await ims.arm({ operation, kind: 'hold', when });
          for (const operation of BILLING_CALLS)
            await billing.arm({ operation, kind: 'hold', when });
        }
        // Each stops in the first of these calls in which no other one did.
        const renewals = await Promise.all(policies.map((policy) => renew(system, policy)));
        const paid = new Set<string>();
        await payAndWait(system, renewals, paid, async () => (await heldCalls(system)) === CALLS);
        await first.kill();
        const struck = [...(await ims.struck()), ...(await billing.struck())];
        expect(struck).toEqual(Array.from({ length: CALLS }, () => 1));
        await ims.disarm();
        await billing.disarm();

        await system.startWorker();
        await payAndWait(system, renewals, paid, allEnded(renewals));
        await expectRenewedOnce(system, renewals);
        process.stdout.write(`Killed worker: ${CALLS} renewals, each in another call.\n`);
      } finally {
        await system.close();
      }
    },
    TEST_LIMIT_MS,
  );

  it.concurrent(
    'tells the term of its next one when it died after the bind and before it was told',
    async () => {
      const system = await openKillable(2 * SLEEP_S);
      try {
        const begun: Renewal[] = [];
        let renewal: Renewal;
        do {
          const first = await system.startWorker();
          renewal = await boundAsleep(system, begun);
          await first.kill();
          // It may have woken in the moment before.
        } while (!(await isAsleep(renewal)));

        await system.startWorker();
        await expectRenewedOnce(system, begun);
      } finally {
        await system.close();
      }
    },
    TEST_LIMIT_MS,
  );
});
