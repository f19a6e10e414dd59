import { setTimeout as pause } from 'node:timers/promises';
import { Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eachAtOnce } from '../support/at-once.js';
import { handOver, newTerms } from '../support/bound-terms.js';
import { temporalAddress, temporalEnvironment } from '../support/temporal.js';
import { wholeSystem, type WholeSystem } from './whole-system.js';

const LIMIT_MS = 480_000;
const TERMS = 15;
/** A term counts those above it in one task. */
const PAYMENTS = 20;
const ALL = TERMS * PAYMENTS;
const AT_ONCE = 8;
const LOOK_EVERY_MS = 50;

interface Batch {
  readonly state: string;
  readonly toDo: number;
  readonly outcomes: Readonly<Record<string, number>>;
}
interface Results {
  readonly items: readonly { readonly id: string; readonly task: string }[];
}
interface Term {
  readonly tasks: readonly unknown[];
  readonly payments: readonly { readonly place: string }[];
}

let env: TestWorkflowEnvironment;
let system: WholeSystem;
beforeAll(async () => {
  env = await temporalEnvironment();
  system = await wholeSystem({ address: temporalAddress(), namespace: env.namespace ?? '' });
  await Promise.all([system.startApi(), system.startSandbox(), system.startBilling()]);
}, LIMIT_MS);
afterAll(async () => {
  await system.close();
  await env.teardown();
});

/** Terms with money that does not fit, each payment a task. @returns their addresses */
async function parked(): Promise<readonly string[]> {
  const { dataConverter } = system;
  const client = new Client({
    connection: env.connection,
    namespace: env.namespace ?? '',
    dataConverter,
  });
  const bound = newTerms(TERMS);
  await eachAtOnce(AT_ONCE, bound, (term) => handOver(client, term));
  const terms = bound.map(
    ({ policyNumber, termNumber }) => `/api/policies/${policyNumber}/terms/${termNumber}`,
  );
  const payments = terms.flatMap((term, nth) =>
    Array.from({ length: PAYMENTS }, (_none, at) => ({ term, paymentId: `EUR-${nth}-${at}` })),
  );
  await eachAtOnce(AT_ONCE, payments, async ({ term, paymentId }) => {
    const { status } = await system.post(`${term}/payments`, {
      transactionId: `T-${paymentId}`,
      paymentId,
      amount: '10.00',
      currency: 'EUR',
      receivedAt: new Date().toISOString(),
    });
    expect(status).toBe(202);
  });
  return terms;
}

it(
  'A114: settles three hundred tasks once each, though the worker dies in the middle',
  async () => {
    const first = await system.startWorker();
    const terms = await parked();
    const listed = () => system.get<Results>('/api/tasks?cause=moneyParked&pageSize=200');
    await expect.poll(async () => (await listed()).body.items.length).toBe(200);
    const path = '/api/task-batches/KILLED-1';
    const begun = await system.post<Batch>('/api/tasks:settle', {
      requestId: 'KILLED-1',
      by: 'olga',
      reason: 'Sent back to the bank',
      perMinute: 6_000,
      filter: { cause: 'moneyParked' },
    });
    expect(begun.status).toBe(202);
    let { body: batch } = begun;
    while (batch.toDo > ALL * 0.9) {
      await pause(LOOK_EVERY_MS);
      batch = (await system.get<Batch>(path)).body;
    }
    expect(batch.toDo).toBeGreaterThan(0);
    await first.kill();

    await system.startWorker();
    // Until the dead worker's step is given up nobody says how far it is.
    const look = async () => (await system.get<Batch>(path)).body.state;
    await expect.poll(look, { timeout: 300_000 }).toBe('done');
    batch = (await system.get<Batch>(path)).body;
    expect(batch).toMatchObject({ tasks: ALL, toDo: 0, outcomes: { settled: ALL } });
    const { body: results } = await system.get<Results>(`${path}/results`);
    expect(new Set(results.items.map(({ id, task }) => `${id} ${task}`)).size).toBe(ALL);
    await expect.poll(async () => (await listed()).body.items).toEqual([]);
    for (const term of terms) {
      const { tasks, payments } = (await system.get<Term>(term)).body;
      expect(tasks).toEqual([]);
      // What a person has settled is not counted all the same.
      expect(payments.map(({ place }) => place)).toEqual(payments.map(() => 'parked'));
    }
    process.stdout.write(`Killed worker: ${ALL} tasks settled, each once.\n`);
  },
  LIMIT_MS,
);
