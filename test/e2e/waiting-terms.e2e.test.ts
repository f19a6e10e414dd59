import { setTimeout as pause } from 'node:timers/promises';
import { Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatCents } from '../../src/domain/money/cents.js';
import { eachAtOnce } from '../support/at-once.js';
import { bookTerm, handOver, newTerms, openAccount } from '../support/bound-terms.js';
import type { BillingCallback } from '../support/billing-sandbox-admin.js';
import { temporalAddress, temporalEnvironment } from '../support/temporal.js';
import type { TestProcess } from '../support/test-process.js';
import { wholeSystem, type WholeSystem } from './whole-system.js';

/** More than the worker keeps in memory, so that most are read again from their history when their money comes. */
const TERMS = 250;
const KEPT_IN_MEMORY = 100;
const SETTINGS = { MAX_CACHED_WORKFLOWS: String(KEPT_IN_MEMORY) };
const SEED = 20_270_201;
const AT_ONCE = 16;
const LOOK_EVERY_MS = 500;
/** Longer than any of it takes, and shorter than the test: what is waited for in vain is named. */
const WAITED_MS = 240_000;
const LIMIT_MS = 400_000;

/** A term as the API answers it, as far as this test looks. */
interface Term {
  readonly policyNumber: string;
  readonly status: string;
  readonly isConfirmed: boolean;
  readonly isConfirmationAcknowledged: boolean;
  readonly money: { readonly counted: string; readonly unapplied: string };
  readonly payments: readonly { readonly paymentId: string; readonly amount: string }[];
  readonly paymentCount: number;
  readonly tasks: readonly unknown[];
}

describe(
  'more terms than a worker keeps in memory, waiting for their money',
  { timeout: LIMIT_MS },
  () => {
    let env: TestWorkflowEnvironment;
    let system: WholeSystem;
    let worker: TestProcess;

    beforeAll(async () => {
      env = await temporalEnvironment();
      system = await wholeSystem({ address: temporalAddress(), namespace: env.namespace ?? '' });
      [worker] = await Promise.all([
        system.startWorker(SETTINGS),
        system.startApi(),
        system.startBilling(),
      ]);
    });
    afterAll(async () => {
      await system.close();
      await env.teardown();
    });

    it('are each confirmed once, whatever order billing calls in and whoever dies meanwhile', async () => {
      const { billing, billingSystem } = system;
      const client = new Client({
        connection: env.nativeConnection,
        namespace: env.namespace ?? '',
        dataConverter: system.dataConverter,
      });
      const terms = newTerms(TERMS);
      await openAccount(billingSystem);
      const paid = new Map<string, string>();
      await eachAtOnce(AT_ONCE, terms, async (term) => {
        await bookTerm(billingSystem, term);
        const answer = await handOver(client, term);
        if (answer?.kind !== 'money') throw new Error(`${term.policyNumber} was not bound`);
        paid.set(term.policyNumber, formatCents(answer.arithmetic.threshold ?? 0));
      });

      // What the books want told is kept back, to be told in an order of the test's own.
      await billing.armCallbacks({ kind: 'never', count: TERMS * 2 });
      await eachAtOnce(AT_ONCE, terms, ({ policyNumber, termNumber }) =>
        billing.pay({
          policyNumber,
          termNumber,
          paymentId: `PAY-${policyNumber}`,
          amount: paid.get(policyNumber) ?? '',
        }),
      );
      const untold = await billing.callbacks('withheld');
      expect(untold.map(({ content }) => content.kind).sort()).toEqual([
        ...Array<string>(TERMS).fill('confirmTerm'),
        ...Array<string>(TERMS).fill('paymentReceived'),
      ]);

      await billing.disarm();
      await billing.change({ callbackRetryMaxMs: 2_000 });
      await billing.armCallbacks({ kind: 'twice', count: TERMS * 2 });
      const telling = eachAtOnce(
        AT_ONCE,
        shuffled(untold, SEED),
        ({ content, transactionId }: BillingCallback) =>
          billing.callBack({ ...content, transactionId }),
      );
      await until('as many messages taken as there are terms', async () => {
        const delivered = await billing.callbacks('delivered');
        return [delivered.length >= TERMS, delivered.length];
      });
      await worker.kill();
      // Billing goes on calling and is told that nobody answers.
      await until('a message that is not taken', async () => {
        const tried = (await billing.callbacks('pending')).filter(({ attempts }) => attempts > 0);
        return [tried.length > 0, tried.length];
      });
      worker = await system.startWorker(SETTINGS);
      await telling;
      await until('every message taken', async () => {
        const pending = await billing.callbacks('pending');
        return [pending.length === 0, pending.slice(0, 3)];
      });
      expect(await billing.callbacks('delivered')).toHaveLength(TERMS * 4);

      const answers: Term[] = [];
      await eachAtOnce(AT_ONCE, terms, ({ policyNumber }) =>
        until(`billing told of ${policyNumber}`, async () => {
          const { body } = await system.get<Term>(`/api/policies/${policyNumber}/terms/1`);
          if (body.isConfirmationAcknowledged) answers.push(body);
          return [body.isConfirmationAcknowledged, body];
        }),
      );
      const state = await billing.state();
      const periods = new Map(state.periods.map((period) => [period.policyNumber, period]));
      for (const { policyNumber, ...term } of answers) {
        const amount = paid.get(policyNumber);
        const paymentId = `PAY-${policyNumber}`;
        expect(term).toMatchObject({
          status: 'confirmed',
          isConfirmed: true,
          money: { counted: amount, unapplied: '0.00' },
          payments: [{ paymentId, amount }],
          paymentCount: 1,
          tasks: [],
        });
        expect(periods.get(policyNumber)).toMatchObject({
          isTermConfirmed: true,
          received: amount,
          unapplied: '0.00',
          payments: [paymentId],
        });
      }
      expect(answers).toHaveLength(TERMS);
      expect(state.payments).toHaveLength(TERMS);
      const confirmed = state.bookings.filter(
        ({ operation }) => operation === 'updateTermConfirmed',
      );
      expect(confirmed).toHaveLength(TERMS);
    });
  },
);

/** @param look whether it has come, and what there is instead */
async function until(
  what: string,
  look: () => Promise<readonly [isThere: boolean, seen: unknown]>,
): Promise<void> {
  const deadline = Date.now() + WAITED_MS;
  for (;;) {
    const [isThere, seen] = await look();
    if (isThere) return;
    if (Date.now() > deadline) throw new Error(`never came: ${what}; ${JSON.stringify(seen)}`);
    await pause(LOOK_EVERY_MS);
  }
}

/** The same items in an order that the seed decides. */
function shuffled<Item>(items: readonly Item[], seed: number): readonly Item[] {
  let state = seed;
  const drawn = items.map((item) => {
    // The generator of Numerical Recipes; its high bits are good enough for an order.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return { item, at: state };
  });
  return drawn.sort((one, other) => one.at - other.at).map(({ item }) => item);
}
