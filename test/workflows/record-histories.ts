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
import type { newBusiness } from '../../src/workflows/index.js';
import {
  abandonUpdate,
  correctUpdate,
  newBusinessId,
  recordQuery,
  WORKFLOW_TASK_QUEUE,
} from '../../src/workflows/messages.js';
import { InMemoryPolicySystem } from '../support/in-memory-policy-system.js';
import { withPolicyWorkers } from '../support/policy-workers.js';
import {
  anInstallation,
  aProduct,
  aSubmission,
  KNOWN_PRODUCERS,
  newBusinessInput,
} from '../support/submissions.js';

const FOLDER = fileURLToPath(new URL('./histories', import.meta.url));

type Handle = WorkflowHandle<typeof newBusiness>;

interface Scenario {
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
for (const [name, { prepare, act }] of Object.entries(SCENARIOS)) {
  const file = `${FOLDER}/${name}.json`;
  if (existsSync(file)) continue;
  const policySystem = new InMemoryPolicySystem({
    installation: anInstallation(),
    products: new Map([['general-liability', aProduct()]]),
    producers: KNOWN_PRODUCERS,
  });
  prepare?.(policySystem);
  const submission = aSubmission({
    reference: { system: 'recorded', id: `${name}-${Date.now()}` },
  });
  await withPolicyWorkers(env, policySystem, async () => {
    const handle = await env.client.workflow.start<typeof newBusiness>('newBusiness', {
      workflowId: newBusinessId(submission.reference),
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [newBusinessInput(submission)],
    });
    await act?.(handle);
    await handle.result();
    await save(file, handle);
    const opening = (await handle.fetchHistory()).events?.find(
      (event) => event.startChildWorkflowExecutionInitiatedEventAttributes,
    )?.startChildWorkflowExecutionInitiatedEventAttributes?.workflowId;
    if (opening && name !== 'new-business-abandoned') {
      await save(`${FOLDER}/${name}.opening.json`, env.client.workflow.getHandle(opening));
    }
  });
  console.log(`recorded ${name}`);
}
await env.teardown();

async function save(file: string, handle: WorkflowHandle): Promise<void> {
  // Who recorded it, and where, is nobody's business, and replay does not look.
  const history = historyToJSON(await handle.fetchHistory())
    .replace(/"identity": "[^"]*"/g, '"identity": "recorded"')
    .replace(/"stackTrace": "(?:[^"\\]|\\.)*"/g, '"stackTrace": ""');
  await writeFile(file, `${history}\n`);
}
