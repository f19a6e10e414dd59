import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WithStartWorkflowOperation } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveHealth } from '../../src/main/worker-health.js';
import type { policyTerm } from '../../src/workflows/index.js';
import { termBoundUpdate, type TermBound } from '../../src/workflows/policy-term/messages.js';
import { writeBusinessFiles } from '../e2e/business-files.js';
import { freePort } from '../../tools/processes/free-port.js';
import { temporalAddress, temporalEnvironment } from '../support/temporal.js';
import { startTestProcess } from '../support/test-process.js';
import { aCharge } from '../support/charges.js';
import { WORKFLOW_TASK_QUEUE } from '../../src/workflows/task-queues.js';
import { policyTermId } from '../../src/domain/workflow-ids.js';

const NOBODY = 'http://127.0.0.1:9';
const BILLING = {
  currency: 'USD',
  method: 'directBill',
  paymentPlan: 'TEN',
  invoicingPlan: 'TERM_DAY',
  confirmation: { kind: 'firstInvoice' },
  paymentDeadlineDays: 30,
  cancelsForNonPayment: false,
};

/** Confirmed at once, so that billing is to be told. */
const PAID_BY_ITS_BIND: TermBound = {
  event: {
    kind: 'bound',
    id: 'bound',
    transaction: 'renewal:P-1:1',
    currency: 'USD',
    flow: 'offer',
    effectiveDate: '2027-02-01',
    charges: [aCharge()],
    plan: { downPaymentBasisPoints: 10_000, instalments: 0 },
    firstInvoiceCents: 500_000,
    rule: { kind: 'firstInvoice' },
    toleranceCents: {},
    upFrontPayments: [],
    cancelsForNonPayment: false,
  },
  productKey: 'general-liability',
  state: 'TX',
  effectiveDate: '2027-02-01',
  expirationDate: '2028-02-01',
  paymentDeadline: '2099-02-01T06:00:00Z',
  endOfTerm: '2099-02-01T06:01:00Z',
};

describe('a worker', () => {
  let env: TestWorkflowEnvironment;
  let folder: string;
  let settings: Record<string, string>;
  beforeAll(async () => {
    env = await temporalEnvironment();
    folder = await mkdtemp(join(tmpdir(), 'bindery-worker-'));
    settings = {
      ...(await writeBusinessFiles(folder, { products: { billing: BILLING } })),
      TEMPORAL_ADDRESS: temporalAddress(),
      TEMPORAL_NAMESPACE: env.namespace ?? 'default',
      IMS_URL: NOBODY,
      IMS_USER: 'bindery',
      IMS_ENCRYPTED_PASSWORD: 'c2FuZGJveC1wYXNzd29yZA==',
      IDENTITY_KEY: 'k'.repeat(32),
      BILLING_URL: '',
    };
  });
  afterAll(async () => {
    await env.teardown();
    await rm(folder, { recursive: true });
  });

  it('does not start for a product with billing when nobody says where billing is', async () => {
    await expect(startTestProcess('worker', settings, folder)).rejects.toThrow(
      /BILLING_URL is missing: the product contractors /,
    );
  });

  it('does not start with a certificate that is not there', async () => {
    const pair = {
      BILLING_URL: 'https://127.0.0.1:9',
      BILLING_CLIENT_CERT_FILE: join(folder, 'no.pem'),
      BILLING_CLIENT_KEY_FILE: join(folder, 'no.key'),
    };
    await expect(startTestProcess('worker', { ...settings, ...pair }, folder)).rejects.toThrow(
      /BILLING_CLIENT_CERT_FILE cannot be read/,
    );
  });

  it('says that it takes work once it does, and why not before', async () => {
    const healthAddress = `127.0.0.1:${await freePort()}`;
    const ready = async () => {
      const answer = await fetch(`http://${healthAddress}/readyz`);
      return { status: answer.status, body: await answer.json() };
    };
    const unready = await serveHealth(healthAddress, () => Promise.resolve('Not yet.'));
    expect(await ready()).toEqual({
      status: 503,
      body: { status: 'notReady', reason: 'Not yet.' },
    });
    expect((await fetch(`http://${healthAddress}/healthz`)).status).toBe(200);
    await unready.close();

    const own = { WORKER_HEALTH_ADDRESS: healthAddress, BILLING_URL: NOBODY, BILLING_TOKEN: 't' };
    const worker = await startTestProcess('worker', { ...settings, ...own }, folder);
    await expect.poll(async () => (await ready()).status, { timeout: 10_000 }).toBe(200);
    expect(await worker.stop()).toContain('exit code 0');
  }, 120_000);

  it('calls billing for a term, tells the call in one line, and never the token', async () => {
    const billing = { BILLING_URL: NOBODY, BILLING_TOKEN: 'the-secret-token' };
    const worker = await startTestProcess('worker', { ...settings, ...billing }, folder);
    const workflowId = policyTermId('P-1', 1);
    await env.client.workflow.executeUpdateWithStart(termBoundUpdate, {
      args: [PAID_BY_ITS_BIND],
      startWorkflowOperation: new WithStartWorkflowOperation<typeof policyTerm>('policyTerm', {
        workflowId,
        taskQueue: WORKFLOW_TASK_QUEUE,
        workflowIdConflictPolicy: 'FAIL',
        args: [
          {
            policyNumber: 'P-1',
            termNumber: 1,
            unboundPatienceMs: 60_000,
            outagePatienceMs: 60_000,
          },
        ],
      }),
    });
    const call = async () =>
      (await worker.log()).split('\n').find((line) => line.includes('"msg":"billing call"')) ??
      '{}';
    await expect
      .poll(async () => JSON.parse(await call()) as unknown, { timeout: 10_000 })
      .toMatchObject({
        operation: 'updateTermConfirmed',
        outcome: 'unavailable',
        durationMs: expect.any(Number) as number,
        transactionId: workflowId,
        attempt: 1,
      });
    await env.client.workflow.getHandle(workflowId).terminate();
    expect(await worker.stop()).toContain('exit code 0');
    expect(await worker.log()).not.toContain('the-secret-token');
  }, 120_000);
});
