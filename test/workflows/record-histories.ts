/**
 * Records the histories that replay.test.ts replays: `npx tsx test/workflows/record-histories.ts` against the server at
 * TEMPORAL_ADDRESS. Run it only to add a scenario. A history that is there already is never overwritten: what it
 * recorded may be running somewhere, and new code must be able to go on with it.
 */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import {
  OutcomeUnknown,
  PolicySystemRejection,
  PolicySystemUnavailable,
} from '../../src/ports/policy-system-errors.js';
import { BillingRejection } from '../../src/ports/billing-errors.js';
import type { newBusiness, policyTerm } from '../../src/workflows/index.js';
import {
  abandonUpdate,
  correctUpdate,
  newBusinessId,
  recordQuery,
  WORKFLOW_TASK_QUEUE,
} from '../../src/workflows/messages.js';
import {
  confirmTermUpdate,
  paymentReceivedSignal,
  policyTermId,
  recordPaymentUpdate,
  reversePaymentUpdate,
  takeTurnUpdate,
  termBoundUpdate,
  termQuery,
} from '../../src/workflows/term-messages.js';
import { aTermBound } from '../support/bound-terms.js';
import { InMemoryBilling } from '../support/in-memory-billing.js';
import { InMemoryPolicySystem } from '../support/in-memory-policy-system.js';
import { withPolicyWorkers } from '../support/policy-workers.js';
import {
  anInstallation,
  aProduct,
  aProductBilling,
  aSubmission,
  KNOWN_PRODUCERS,
  newBusinessInput,
} from '../support/submissions.js';
import { withTermWorkers } from '../support/term-workers.js';

const FOLDER = fileURLToPath(new URL('./histories', import.meta.url));

type Handle = WorkflowHandle<typeof newBusiness>;

interface Scenario {
  /** Whether a billing system bills the term. */
  readonly isBilled?: true;
  readonly prepare?: (policySystem: InMemoryPolicySystem) => void;
  readonly act?: (handle: Handle) => Promise<void>;
}

const rejection = new PolicySystemRejection(
  { operation: 'BindQuote' },
  { reason: 'Backdated.', field: 'effectiveDate', remedy: 'Choose a later date.' },
);

async function untilAttention(handle: Handle): Promise<void> {
  while ((await handle.query(recordQuery)).attention === null) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'new-business-issued': {},
  'new-business-lost-answers': {
    prepare: (policySystem) => {
      for (const write of [
        'addInsured',
        'addSubmission',
        'addQuote',
        'addPremium',
        'bind',
      ] as const) {
        policySystem.failNext(write, new OutcomeUnknown({ operation: write }, 'reset', 0), 'after');
      }
      policySystem.failNext(
        'issue',
        new PolicySystemUnavailable({ operation: 'IssuePolicy' }, 'connection refused'),
        'before',
      );
    },
  },
  'new-business-corrected': {
    prepare: (policySystem) => {
      policySystem.failNext('bind', rejection, 'before');
    },
    act: async (handle) => {
      await untilAttention(handle);
      await handle.executeUpdate(correctUpdate, {
        args: [
          { by: 'olga', reason: 'checked', revision: 0, submission: aSubmission(), fields: [] },
        ],
      });
    },
  },
  'new-business-billed': { isBilled: true },
  'new-business-abandoned': {
    prepare: (policySystem) => {
      policySystem.failNext('bind', rejection, 'before');
    },
    act: async (handle) => {
      await untilAttention(handle);
      await handle.executeUpdate(abandonUpdate, { args: [{ by: 'olga', reason: 'withdrawn' }] });
    },
  },
};

await mkdir(FOLDER, { recursive: true });
const env = await TestWorkflowEnvironment.createFromExistingServer({
  address: process.env['TEMPORAL_ADDRESS'] ?? '127.0.0.1:7233',
});
for (const [name, { isBilled, prepare, act }] of Object.entries(SCENARIOS)) {
  const file = `${FOLDER}/${name}.json`;
  if (existsSync(file)) continue;
  const policySystem = new InMemoryPolicySystem({
    installation: anInstallation(),
    products: new Map([['general-liability', aProduct()]]),
    producers: KNOWN_PRODUCERS,
    policyPrefix: name.toUpperCase(),
  });
  prepare?.(policySystem);
  const submission = aSubmission({
    reference: { system: 'recorded', id: `${name}-${Date.now()}` },
  });
  const billing = isBilled && { product: aProductBilling(), timeZone: 'America/Chicago' };
  const input = newBusinessInput(submission, billing ? { billing } : {});
  const record = async (): Promise<void> => {
    const handle = await env.client.workflow.start<typeof newBusiness>('newBusiness', {
      workflowId: newBusinessId(submission.reference),
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [input],
    });
    await act?.(handle);
    await handle.result();
    await save(file, handle);
    const opening = (await handle.fetchHistory()).events?.find(
      (event) => event.startChildWorkflowExecutionInitiatedEventAttributes,
    )?.startChildWorkflowExecutionInitiatedEventAttributes?.workflowId;
    if (opening && !['new-business-abandoned', 'new-business-billed'].includes(name)) {
      await save(`${FOLDER}/${name}.opening.json`, env.client.workflow.getHandle(opening));
    }
  };
  await withPolicyWorkers(env, policySystem, record, isBilled ? new InMemoryBilling() : null);
  console.log(`recorded ${name}`);
}
const termFile = `${FOLDER}/policy-term.json`;
if (!existsSync(termFile)) {
  await recordTerm(termFile);
  console.log('recorded policy-term');
}
await env.teardown();

/** A term whose money comes before its bind, is taken back and comes again; a transaction has its turn meanwhile. */
async function recordTerm(file: string): Promise<void> {
  const policyNumber = `TERM-${Date.now()}`;
  const input = {
    policyNumber,
    termNumber: 1,
    unboundPatienceMs: 86_400_000,
    outagePatienceMs: 3_600_000,
    messagesPerRun: 7,
  };
  const billing = new InMemoryBilling();
  billing.failNext(
    'updateTermConfirmed',
    new BillingRejection(
      { operation: 'updateTermConfirmed' },
      { code: 'periodUnknown', reason: 'no such period', remedy: 'Book it.' },
    ),
    'before',
  );
  await withTermWorkers(env, billing, async () => {
    const handle = await env.client.workflow.start<typeof policyTerm>('policyTerm', {
      workflowId: policyTermId(policyNumber, 1),
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [input],
    });
    const first = env.client.workflow.getHandle<typeof policyTerm>(
      handle.workflowId,
      handle.firstExecutionRunId,
    );
    const pay = (paymentId: string, amountCents: number) => {
      const receivedAt = '2026-11-01T12:00:00Z';
      const payment = { paymentId, policyNumber, termNumber: 1, currency: 'USD', amountCents };
      return handle.executeUpdate(recordPaymentUpdate, { args: [{ ...payment, receivedAt }] });
    };
    await pay('P-1', 80_000);
    await handle.executeUpdate(termBoundUpdate, {
      args: [
        aTermBound({ paymentDeadline: '2037-03-03T06:00:00Z', endOfTerm: '2038-02-01T06:01:00Z' }),
      ],
    });
    await handle.executeUpdate(reversePaymentUpdate, {
      args: [
        { policyNumber, termNumber: 1, paymentId: 'P-1', reason: 'NSF', transactionId: 'R-1' },
      ],
    });
    await pay('P-2', 100_000);
    await handle.signal(paymentReceivedSignal, {
      ...{ paymentId: 'P-3', policyNumber, termNumber: 1, currency: 'USD', amountCents: 49_450 },
      receivedAt: '2026-11-01T12:00:00Z',
    });
    while ((await handle.query(termQuery)).tasks.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await handle.executeUpdate(confirmTermUpdate, {
      args: [{ policyNumber, termNumber: 1, transactionId: 'C-1' }],
    });
    await handle.executeUpdate(takeTurnUpdate, {
      args: [
        {
          kind: 'takeTurn',
          id: 'endorsement:1/turn',
          transaction: 'endorsement:1',
          purpose: 'endorsement',
          effectiveDate: '2027-03-01',
        },
      ],
    });
    while ((await first.describe()).status.name === 'RUNNING') {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await save(file, first);
    await handle.terminate();
  });
}

async function save(file: string, handle: WorkflowHandle): Promise<void> {
  // Who recorded it, and where, is nobody's business, and replay does not look.
  const history = historyToJSON(await handle.fetchHistory())
    .replace(/"identity": "[^"]*"/g, '"identity": "recorded"')
    .replace(/"stackTrace": "(?:[^"\\]|\\.)*"/g, '"stackTrace": ""');
  await writeFile(file, `${history}\n`);
}
