/**
 * Records the histories that replay.test.ts replays: `npx tsx test/workflows/record-histories.ts` against the server at
 * TEMPORAL_ADDRESS. Run it only to add a scenario. A history that is there already is never overwritten: what it
 * recorded may be running somewhere, and new code must be able to go on with it.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { OutcomeUnknown, SystemRejection, SystemUnavailable } from '../../src/ports/call-errors.js';
import type { TermStatus } from '../../src/domain/policy-term/events.js';
import { UNIFORM_FIELDS, type FieldDigests } from '../../src/domain/quote-group/rules.js';
import type { TransactionRecord } from '../../src/domain/transaction/record.js';
import type { QuoteMilestone } from '../../src/domain/quote/quote.js';
import type {
  dueRenewals,
  eventLog,
  newBusiness,
  policyReadBack,
  policyTerm,
  quoteGroup,
  reconciliation,
} from '../../src/workflows/index.js';
import { groupUpdate } from '../../src/workflows/quote-group/messages.js';
import {
  changeUpdate as changeWebhookUpdate,
  pauseUpdate as pauseWebhookUpdate,
  removeUpdate,
  resendUpdate,
  resumeUpdate,
  rotateUpdate,
  skipUpdate,
  testUpdate,
  webhookQuery,
} from '../../src/workflows/webhook/messages.js';
import type { WebhookStatus } from '../../src/domain/webhooks/status.js';
import { createEventActivities } from '../../src/activities/events/event-activities.js';
import { createWebhookActivities } from '../../src/activities/webhooks/webhook-activities.js';
import type { WebhookReceivers } from '../../src/ports/webhook-receivers.js';
import { newestEvent, recordInLog } from '../../src/temporal/event-log.js';
import { startWebhook } from '../../src/temporal/webhooks.js';
import { aTermEvent } from '../support/events.js';
import { WEBHOOK_SECRETS } from '../support/webhooks.js';
import { DEARER, LOST } from '../support/differences.js';
import { InMemoryTerms } from '../support/in-memory-terms.js';
import {
  pauseUpdate as pauseComparisonUpdate,
  resumeUpdate as resumeComparisonUpdate,
} from '../../src/workflows/reconciliation/messages.js';
import {
  abandonUpdate,
  advanceUpdate,
  correctUpdate,
  recordQuery,
} from '../../src/workflows/transaction/messages.js';
import {
  confirmTermSignal,
  confirmTermUpdate,
  directionSetSignal,
  paymentReceivedSignal,
  recordPaymentUpdate,
  reversePaymentUpdate,
  settleTaskUpdate,
  changeUpdate,
  termBoundUpdate,
  termQuery,
  type PaymentReceived,
} from '../../src/workflows/policy-term/messages.js';
import {
  aCancellation,
  aChange,
  anEndorsement,
  aRatedEndorsement,
  aReinstatement,
  aWorkbook,
  startCancellation,
  startChange,
  startEndorsement,
  type ChangeHandle,
  untilAtRest,
} from '../support/changes.js';
import { startTransaction } from '../support/transactions.js';
import {
  editUpdate,
  decideUpdate,
  recordNoticeUpdate,
  rescheduleUpdate,
  rescindUpdate,
  withdrawUpdate,
} from '../../src/workflows/mid-term/messages.js';
import { recordOfferPaymentUpdate } from '../../src/workflows/renewal/messages.js';
import type { RenewalRules } from '../../src/domain/product/renewal.js';
import { aRenewal, RULES, startRenewal } from '../support/renewals.js';
import { moratoriumStartsUpdate } from '../../src/workflows/cancellation/messages.js';
import { aMoratorium } from '../support/notice-rules.js';
import { aTermBound } from '../support/bound-terms.js';
import { InMemoryBilling } from '../support/in-memory-billing.js';
import type { InMemoryPolicySystem } from '../support/in-memory-policy-system.js';
import { RATED } from '../support/bound-policies.js';
import { bundleInto } from '../support/global-setup.js';
import {
  billElsewhere,
  bindElsewhere,
  cancelElsewhere,
  endorseElsewhere,
} from '../support/policies-elsewhere.js';
import { useBundle, withPolicyWorkers, workflowBundle } from '../support/policy-workers.js';
import { withWorkers } from '../support/running-workers.js';
import {
  aProduct,
  aProductBilling,
  aSubmission,
  newBusinessInput,
  inMemoryPolicySystem,
} from '../support/submissions.js';
import { rulesByTotal } from '../support/underwriting.js';
import {
  decideQuoteUpdate,
  editQuoteUpdate,
  quoteStepUpdates,
  resetQuoteUpdate,
  type NewBusinessInput,
} from '../../src/workflows/new-business/messages.js';
import { withTermWorkers } from '../support/term-workers.js';
import {
  endedBatch,
  InMemoryRenewals,
  policies,
  startBatch,
  untilProgress,
  withBatchWorker,
} from '../support/renewal-batches.js';
import { pauseUpdate, seenElsewhereSignal } from '../../src/workflows/renewal-batch/messages.js';
import {
  BILLING_TASK_QUEUE,
  POLICY_SYSTEM_TASK_QUEUE,
  WORKFLOW_TASK_QUEUE,
} from '../../src/workflows/task-queues.js';
import {
  EVENT_LOG_ID,
  newBusinessId,
  policyReadBackId,
  policyTermId,
  quoteGroupId,
  reconciliationId,
  webhookId,
} from '../../src/domain/workflow-ids.js';

const FOLDER = fileURLToPath(new URL('./histories', import.meta.url));

type Handle = WorkflowHandle<typeof newBusiness>;

interface Scenario {
  /** Whether a billing system bills the term. */
  readonly isBilled?: true;
  /** How far it is asked to go at first; to its end unless said. */
  readonly advanceTo?: QuoteMilestone;
  /** What people may do with its quote; nothing unless said. */
  readonly steered?: Pick<NewBusinessInput, 'quote' | 'underwriting'>;
  readonly prepare?: (policySystem: InMemoryPolicySystem) => void;
  readonly act?: (handle: Handle) => Promise<void>;
}

const rejection = new SystemRejection(
  { system: 'policySystem', operation: 'BindQuote' },
  { reason: 'Backdated.', field: 'effectiveDate', remedy: 'Choose a later date.' },
);

async function untilAttention(handle: Handle): Promise<void> {
  while ((await handle.query(recordQuery)).attention === null) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function untilHeld(handle: Handle, revision: number): Promise<void> {
  for (;;) {
    const record = await handle.query(recordQuery);
    if (record.heldAt !== null && record.revision === revision) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const premiumOf = (amount: string) => [{ charge: 'premium', state: 'TX', amount }];

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
        policySystem.failNext(
          write,
          new OutcomeUnknown({ system: 'policySystem', operation: write }, 'reset', 0),
          'after',
        );
      }
      policySystem.failNext(
        'issue',
        new SystemUnavailable(
          { system: 'policySystem', operation: 'IssuePolicy' },
          'connection refused',
        ),
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
        args: [{ by: 'olga', reason: 'checked', changes: {} }],
      });
    },
  },
  'new-business-advanced': {
    advanceTo: 'priced',
    act: async (handle) => {
      await untilHeld(handle, 0);
      await handle.executeUpdate(correctUpdate, {
        args: [{ by: 'olga', reason: 'checked', changes: { effectiveDate: '2027-03-01' } }],
      });
      await untilHeld(handle, 1);
      await handle.executeUpdate(advanceUpdate, { args: [{ by: 'portal' }] });
    },
  },
  'new-business-quote': {
    advanceTo: 'draft',
    steered: {
      quote: { isChecked: false, expiresAt: '2099-01-01T06:00:00.000Z' },
      underwriting: { decisionMs: 86_400_000, reminderMs: 43_200_000 },
    },
    act: async (handle) => {
      const by = 'portal';
      await untilHeld(handle, 0);
      await handle.executeUpdate(editQuoteUpdate, {
        args: [{ by, changes: { premium: premiumOf('12000.00') }, revision: 0 }],
      });
      for (const step of ['validate', 'price', 'underwrite'] as const) {
        await handle.executeUpdate(quoteStepUpdates[step], { args: [{ by }] });
        await untilHeld(handle, 1);
      }
      const decision = { by: 'ursula', reason: 'seen', decision: 'decline' } as const;
      await handle.executeUpdate(decideQuoteUpdate, { args: [decision] });
      await untilHeld(handle, 1);
      await handle.executeUpdate(resetQuoteUpdate, { args: [{ by, reason: 'too dear' }] });
      await untilHeld(handle, 2);
      await handle.executeUpdate(editQuoteUpdate, {
        args: [{ by, changes: { premium: premiumOf('9000.00') }, revision: 2 }],
      });
      await untilHeld(handle, 3);
      await handle.executeUpdate(advanceUpdate, { args: [{ by, advanceTo: 'accepted' }] });
      await untilHeld(handle, 3);
      await handle.executeUpdate(quoteStepUpdates.issue, { args: [{ by }] });
    },
  },
  'new-business-billed': { isBilled: true },
  /** Its events are told: that it stopped, and that it went on. */
  'new-business-tells': {
    prepare: (policySystem) => {
      policySystem.failNext('bind', rejection, 'before');
    },
    act: async (handle) => {
      await untilAttention(handle);
      await handle.executeUpdate(correctUpdate, {
        args: [{ by: 'olga', reason: 'checked', changes: {} }],
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
const folder = await mkdtemp(join(tmpdir(), 'bindery-record-'));
useBundle({ codePath: await bundleInto(folder) });
for (const [name, { isBilled, advanceTo, steered = {}, prepare, act }] of Object.entries(
  SCENARIOS,
)) {
  const file = `${FOLDER}/${name}.json`;
  if (existsSync(file)) continue;
  const policySystem = inMemoryPolicySystem({ policyPrefix: name.toUpperCase() });
  prepare?.(policySystem);
  const submission = aSubmission({
    reference: { system: 'recorded', id: `${name}-${Date.now()}` },
  });
  const billing = isBilled && {
    product: aProductBilling(),
  };
  const input = newBusinessInput(submission, {
    ...(billing ? { billing } : {}),
    ...(advanceTo === undefined ? {} : { advanceTo }),
    ...steered,
  });
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
    if (
      opening &&
      ![
        'new-business-abandoned',
        'new-business-advanced',
        'new-business-billed',
        'new-business-quote',
        'new-business-tells',
      ].includes(name)
    ) {
      await save(`${FOLDER}/${name}.opening.json`, env.client.workflow.getHandle(opening));
    }
  };
  const its = isBilled ? new InMemoryBilling() : null;
  const rules = { underwriting: rulesByTotal() };
  await withPolicyWorkers(env, policySystem, record, its, null, rules);
  console.log(`recorded ${name}`);
}
const TERMS = {
  'policy-term': recordTerm,
  'policy-term-bound-late': recordTermBoundLate,
  'policy-term-tells': recordTerm,
};
for (const [name, recordScenario] of Object.entries(TERMS)) {
  const file = `${FOLDER}/${name}.json`;
  if (existsSync(file)) continue;
  await recordScenario(file);
  console.log(`recorded ${name}`);
}
type Change = (
  policyNumber: string,
  bound: TransactionRecord,
  policySystem: InMemoryPolicySystem,
) => Promise<WorkflowHandle>;
/** Changes of a policy that new business has bound and billing bills: what is done, given its number, and what is kept of it. */
const CHANGES: Readonly<Record<string, Change>> = {
  'cancellation-flat': async (policyNumber) => {
    const asked = { source: 'insurer', reason: 'notTaken', processOn: '2026-11-01' } as const;
    const handle = await startCancellation(env, aCancellation(policyNumber, asked));
    await handle.result();
    return handle;
  },
  /** Something is done by hand before it is quoted, and more before it can be bound. */
  'cancellation-on-what-was-done-by-hand': async (policyNumber, _bound, policySystem) => {
    await endorseElsewhere({ policySystem }, policyNumber, {
      on: '2027-03-01',
      amountCents: 10_000,
    });
    const held = policySystem.holdNext('cancel');
    const asked = { requestedOn: '2027-08-01', processOn: '2026-11-01' } as const;
    const handle = await startCancellation(env, aCancellation(policyNumber, asked));
    await held.begun;
    await endorseElsewhere({ policySystem }, policyNumber, {
      on: '2027-04-01',
      amountCents: 20_000,
    });
    held.release();
    await handle.result();
    return handle;
  },
  'cancellation-moratorium': async (policyNumber) => {
    const asked = aCancellation(policyNumber, {
      source: 'insurer',
      reason: 'nonPayment',
      receivedOn: '2027-06-01',
      requestedOn: null,
    });
    const handle = await startCancellation(env, asked);
    await untilAtRest(handle);
    const sent = [{ to: 'insured', on: '2027-06-01', reference: 'L-1' }] as const;
    await handle.executeUpdate(recordNoticeUpdate, { args: [{ by: 'olga', proof: { sent } }] });
    await untilAtRest(handle);
    const moratorium = aMoratorium();
    const lines = [{ line: 'general-liability', classes: ['commercial'] }];
    const declared = { by: 'olga', reason: 'A storm.', moratorium, on: '2027-06-02', lines };
    await handle.executeUpdate(moratoriumStartsUpdate, { args: [declared] });
    await handle.result();
    return handle;
  },
  'cancellation-rescinded': async (policyNumber) => {
    const handle = await startCancellation(env, aCancellation(policyNumber), {
      advanceTo: 'quoted',
    });
    await untilAtRest(handle);
    await handle.executeUpdate(advanceUpdate, { args: [{ by: 'olga' }] });
    await untilAtRest(handle);
    await handle.executeUpdate(rescheduleUpdate, {
      args: [{ by: 'olga', reason: 'As the insured asked.', effectiveDate: '2027-09-01' }],
    });
    await untilAtRest(handle);
    await handle.executeUpdate(withdrawUpdate, { args: [{ by: 'olga', reason: 'It stays.' }] });
    await handle.result();
    return handle;
  },
  'endorsement-edited': async (policyNumber) => {
    const handle = await startEndorsement(env, anEndorsement(policyNumber, 620_000), {
      advanceTo: 'quoted',
    });
    await untilAtRest(handle);
    await handle.executeUpdate(editUpdate, {
      args: [{ by: 'olga', reason: 'A day late.', changes: { effectiveDate: '2027-05-02' } }],
    });
    await untilAtRest(handle);
    await handle.executeUpdate(advanceUpdate, { args: [{ by: 'olga' }] });
    await handle.result();
    return handle;
  },
  /** Its rating's answer is lost; it is edited, overtaken by another, and then bound. */
  'endorsement-rated': async (policyNumber, _bound, policySystem) => {
    const call = { system: 'policySystem', operation: 'rateChange' } as const;
    policySystem.failNext('rateChange', new OutcomeUnknown(call, 'reset', 0), 'after');
    const handle = await startEndorsement(env, aRatedEndorsement(policyNumber, '9900.00'), {
      advanceTo: 'quoted',
    });
    await untilAtRest(handle);
    await handle.executeUpdate(editUpdate, {
      args: [{ by: 'olga', reason: 'Less.', changes: { workbook: aWorkbook('8700.00') } }],
    });
    await untilAtRest(handle);
    const reference = { system: 'triton', id: 'E-2' };
    const other = aRatedEndorsement(policyNumber, '8100.00', { reference });
    await (await startEndorsement(env, other)).result();
    for (let nth = 0; nth < 2; nth += 1) {
      await handle.executeUpdate(advanceUpdate, { args: [{ by: 'olga' }] });
      await untilAtRest(handle);
    }
    await handle.result();
    return handle;
  },
  'endorsement-rated-withdrawn': async (policyNumber) => {
    const handle = await startEndorsement(env, aRatedEndorsement(policyNumber, '8700.00'), {
      advanceTo: 'quoted',
    });
    await untilAtRest(handle);
    await handle.executeUpdate(withdrawUpdate, { args: [{ by: 'olga', reason: 'It stays.' }] });
    await handle.result();
    return handle;
  },
  'reinstatement-without-gap': async (policyNumber) => {
    const asked = { source: 'insurer', reason: 'notTaken', processOn: '2026-11-01' } as const;
    await (await startCancellation(env, aCancellation(policyNumber, asked))).result();
    const handle = await startChange(env, 'reinstatement', aReinstatement(policyNumber));
    await untilAtRest(handle);
    await handle.executeUpdate(decideUpdate, {
      args: [{ by: 'uwe', reason: 'No losses.', decision: 'approve' }],
    });
    await handle.result();
    return handle;
  },
  'renewal-bound': async (policyNumber) => {
    const handle = await startRenewal(env, renewed(policyNumber));
    await untilAtRest(handle);
    await handle.executeUpdate(rescheduleUpdate, {
      args: [{ by: 'olga', reason: 'At once.', issueOn: '2026-11-01' }],
    });
    await handle.result();
    return handle;
  },
  'renewal-offer-paid': async (policyNumber) => {
    const handle = await startRenewal(env, renewed(policyNumber));
    const offered = await untilAtRest(handle);
    const [offer] = offered.change?.renewal?.offers ?? [];
    const money = {
      offerId: offer?.offerId ?? '',
      currency: 'USD',
      receivedAt: '2026-11-20T12:00:00Z',
      planCode: null,
    };
    for (const [at, amountCents] of [100_000, 25_000].entries()) {
      const paid = { ...money, transactionId: `T-${at}`, paymentId: `P-${at}`, amountCents };
      await handle.executeUpdate(recordOfferPaymentUpdate, { args: [paid] });
    }
    await handle.result();
    return handle;
  },
  'renewal-reversed': async (policyNumber) => {
    const handle = await startRenewal(env, renewed(policyNumber));
    await untilAtRest(handle);
    const said = { by: 'olga', reason: 'Too many losses.' };
    await handle.signal(directionSetSignal, {
      policyNumber,
      termNumber: 1,
      id: 'd1',
      direction: 'nonRenew',
      ...said,
    });
    await untilState(handle, 'nonRenewing');
    const sent = [{ to: 'insured', on: '2026-11-20', reference: 'USPS-1' }] as const;
    await handle.executeUpdate(recordNoticeUpdate, {
      args: [{ by: 'olga', proof: { sent } }],
    });
    await handle.executeUpdate(rescindUpdate, { args: [{ ...said, reason: 'It stays.' }] });
    await untilState(handle, 'quoted');
    await handle.executeUpdate(withdrawUpdate, { args: [{ ...said, reason: 'Sold.' }] });
    await handle.result();
    return handle;
  },
  'new-business-renewal': async (policyNumber, { ids }) => {
    const submission = aSubmission({
      reference: { system: 'recorded', id: `renewed-${Date.now()}` },
      effectiveDate: '2028-02-01',
      expirationDate: '2029-02-01',
    });
    const renews = {
      policyNumber,
      termNumber: 1,
      quoteGuid: ids.quoteGuid ?? '',
      insuredGuid: ids.insuredGuid ?? '',
      flow: 'offer',
      jobNumber: `renewal:${policyNumber}:2/v1`,
    } as const;
    const handle = await startTransaction(env, submission, {
      billing: { product: aProductBilling() },
      advanceTo: 'underwritten',
      renews,
    });
    await untilHeld(handle, 0);
    await handle.executeUpdate(advanceUpdate, { args: [{ by: 'renewal' }] });
    await handle.result();
    return handle;
  },
  'rewrite-remainder': async (policyNumber) => {
    const reference = { system: 'recorded', id: `rewritten-${Date.now()}` };
    const handle = await startChange(env, 'rewrite', {
      ...aChange(policyNumber, 'W-1'),
      kind: 'remainder',
      cancelledOn: '2027-08-01',
      start: null,
      submission: aSubmission({ reference }),
    });
    await handle.result();
    return handle;
  },
};
/** The terms of `aSubmission` end then. */
function renewed(policyNumber: string) {
  return aRenewal(policyNumber, { effectiveDate: '2028-02-01', expirationDate: '2029-02-01' });
}

async function untilState(handle: ChangeHandle, state: string): Promise<void> {
  while ((await untilAtRest(handle)).state !== state)
    await new Promise((resolve) => setTimeout(resolve, 50));
}

/** How the product of a scenario is renewed. */
const RENEWED_BY: Readonly<Record<string, RenewalRules>> = {
  'renewal-bound': RULES,
  'renewal-offer-paid': { ...RULES, flow: 'offer', offerDaysBefore: 600 },
  'renewal-reversed': RULES,
};

for (const [name, act] of Object.entries(CHANGES)) {
  const file = `${FOLDER}/${name}.json`;
  if (existsSync(file)) continue;
  const isRated = name.startsWith('endorsement-rated');
  const sold = aProduct({ renewal: RENEWED_BY[name] ?? null, ...(isRated && RATED) });
  const submission = aSubmission({
    reference: { system: 'recorded', id: `${name}-${Date.now()}` },
    ...(isRated && { premium: [], workbook: aWorkbook('7500.00') }),
  });
  const policySystem = inMemoryPolicySystem({
    policyPrefix: `${name.toUpperCase()}${Date.now()}`,
    products: new Map([[sold.key, sold]]),
  });
  const record = async (): Promise<void> => {
    const bound = await startTransaction(env, submission, {
      billing: { product: aProductBilling() },
    });
    const record = await bound.result();
    await save(file, await act(record.policyNumber ?? '', record, policySystem));
  };
  await withPolicyWorkers(env, policySystem, record, new InMemoryBilling(), null, {
    renewal: sold.renewal,
    rating: sold.rating,
  });
  console.log(`recorded ${name}`);
}
await recordReadBack(`${FOLDER}/policy-opened.json`);
if (!existsSync(`${FOLDER}/batch-of-renewals.json`)) await recordBatch();
if (!existsSync(`${FOLDER}/batch-that-asks.json`)) await recordAskingBatch();
if (!existsSync(`${FOLDER}/quote-group.json`)) await recordGroup();
if (!existsSync(`${FOLDER}/webhook.json`)) await recordWebhook();
if (!existsSync(`${FOLDER}/reconciliation.json`)) await recordReconciliation();
await recordLostPolicies(`${FOLDER}/reconciliation-lost.json`);
await env.teardown();
await rm(folder, { recursive: true, force: true });

/** A policy that nobody here has bound is opened: billed, confirmed, and cancelled by hand since. */
async function recordReadBack(file: string): Promise<void> {
  if (existsSync(file)) return;
  const policySystem = inMemoryPolicySystem({ policyPrefix: `OPENED${Date.now()}` });
  const billing = new InMemoryBilling();
  const record = async (): Promise<void> => {
    const policyNumber = await bindElsewhere({ policySystem }, `opened-${Date.now()}`);
    await billElsewhere({ billing }, policyNumber, { isTermConfirmed: true });
    const cancelled = { on: '2027-08-01', amountCents: -252_055 };
    await cancelElsewhere({ policySystem }, policyNumber, cancelled);
    const term = { policyNumber, termNumber: 1 };
    const handle = await env.client.workflow.start<typeof policyReadBack>('policyReadBack', {
      workflowId: policyReadBackId(term, true),
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [{ ...term, others: [], opens: true }],
    });
    await handle.result();
    await save(file, handle);
  };
  await withPolicyWorkers(env, policySystem, record, billing);
  console.log('recorded policy-opened');
}

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
    new SystemRejection(
      { system: 'billing', operation: 'updateTermConfirmed' },
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
    await handle.executeUpdate(changeUpdate('takeTurn'), {
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

/** A term that is confirmed and paid before its bind, closed, bound after all, and settled after its end. */
async function recordTermBoundLate(file: string): Promise<void> {
  const policyNumber = `TERM-${Date.now()}`;
  const named = { policyNumber, termNumber: 1 };
  const payment = (paymentId: string, amountCents: number) => ({
    ...named,
    paymentId,
    currency: 'USD',
    amountCents,
    receivedAt: '2026-11-01T12:00:00Z',
  });
  await withTermWorkers(env, new InMemoryBilling(), async () => {
    const handle = await env.client.workflow.signalWithStart<typeof policyTerm, [PaymentReceived]>(
      'policyTerm',
      {
        workflowId: policyTermId(policyNumber, 1),
        taskQueue: WORKFLOW_TASK_QUEUE,
        args: [{ ...named, unboundPatienceMs: 1_500, outagePatienceMs: 3_600_000 }],
        signal: paymentReceivedSignal,
        signalArgs: [payment('P-1', 80_000)],
      },
    );
    await handle.signal(confirmTermSignal, { ...named, transactionId: 'C-1' });
    await handle.signal(confirmTermSignal, { ...named, termNumber: 2, transactionId: 'C-2' });
    const until = async (status: TermStatus): Promise<void> => {
      while ((await handle.query(termQuery)).status !== status) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    await until('closed');
    await handle.executeUpdate(recordPaymentUpdate, { args: [payment('P-2', 100)] });
    await handle.executeUpdate(termBoundUpdate, {
      args: [
        aTermBound({
          paymentDeadline: new Date(Date.now() + 1_000).toISOString(),
          endOfTerm: new Date(Date.now() + 3_000).toISOString(),
        }),
      ],
    });
    await until('expired');
    await handle.executeUpdate(recordPaymentUpdate, { args: [payment('P-3', 100)] });
    for (const { key } of (await handle.query(termQuery)).tasks) {
      const args = [{ task: key, by: 'olga', reason: 'returned' }] as const;
      await handle.executeUpdate(settleTaskUpdate, { args: [...args] });
    }
    await handle.result();
    await save(file, handle);
  });
}

/** A batch that is paused, resumed and continued as new; one policy is unknown, and the renewal of one stops for a person. */
async function recordBatch(): Promise<void> {
  const numbers = policies(`RECORDED-${Date.now()}`, 12);
  const renewals = new InMemoryRenewals((number) => {
    if (number === numbers[2]) return { outcome: 'unknown', termMade: null, reason: null };
    return number === numbers[4]
      ? { kind: 'stopped', isRefused: true, reason: 'The producer is closed.' }
      : null;
  });
  renewals.quotedAfterMs = 500;
  await withBatchWorker(env, renewals, async () => {
    const options = { perMinute: 40, mostOpen: 5, stepsPerRun: 6 };
    const handle = await startBatch(env, `recorded-${Date.now()}`, numbers, options);
    await untilProgress(handle, ({ started }) => started > 0);
    await handle.executeUpdate(pauseUpdate, { args: [{ by: 'olga', reason: 'IMS is slow.' }] });
    await untilProgress(handle, ({ open }) => open === 0);
    await handle.signal('resume', { by: 'olga', reason: 'It is quick again.' });
    await endedBatch(handle);
    const first = env.client.workflow.getHandle(handle.workflowId, handle.firstExecutionRunId);
    await save(`${FOLDER}/batch-of-renewals.json`, first);
    await save(`${FOLDER}/batch-of-renewals-continued.json`, handle);
  });
  renewals.due = [[`${numbers[0] ?? ''}-due`], [`${numbers[1] ?? ''}-due`]];
  await withBatchWorker(env, renewals, async () => {
    const handle = await env.client.workflow.start<typeof dueRenewals>('dueRenewals', {
      workflowId: `due-renewals-${Date.now()}`,
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [{ perMinute: 600, mostOpen: 20 }],
    });
    const { batch } = await handle.result();
    await env.client.workflow.getHandle(batch ?? '').result();
    await save(`${FOLDER}/due-renewals.json`, handle);
  });
  console.log('recorded batch-of-renewals and due-renewals');
}

/** A batch that asks about three policies: two are settled, one is left to another batch. */
async function recordAskingBatch(): Promise<void> {
  const numbers = policies(`ASKED-${Date.now()}`, 8);
  const [unknown, gone, failed] = numbers;
  const renewals = new InMemoryRenewals((number) => {
    if (number === unknown) return { outcome: 'unknown', termMade: null, reason: null };
    if (number === failed) return { outcome: 'failed', termMade: null, reason: 'It was away.' };
    const reason = 'It was ended in Temporal.';
    return number === gone ? { kind: 'stopped', isRefused: false, reason, isGone: true } : null;
  });
  await withBatchWorker(env, renewals, async () => {
    const handle = await startBatch(env, `asks-${Date.now()}`, numbers, { stepsPerRun: 6 });
    await untilProgress(handle, ({ unsettled }) => unsettled === 3);
    await handle.signal(seenElsewhereSignal, { policyNumbers: [failed ?? ''] });
    await untilProgress(handle, ({ unsettled }) => unsettled === 2);
    await endedBatch(handle);
    await save(`${FOLDER}/batch-that-asks.json`, handle);
  });
  console.log('recorded batch-that-asks');
}

/** A comparison in two runs, paused between: one difference is repaired, and one is a task. */
async function recordReconciliation(): Promise<void> {
  const all = policies(`COMPARED-${Date.now()}`, 30);
  const terms = new InMemoryTerms(all);
  terms.differing.set(all[3] ?? '', [LOST]);
  terms.differing.set(all[7] ?? '', [DEARER]);
  await recordComparison(terms, 4, async (handle) => {
    const order = { by: 'olga', reason: 'as recorded' };
    await handle.executeUpdate(pauseComparisonUpdate, { args: [order] });
    await handle.executeUpdate(resumeComparisonUpdate, { args: [order] });
    await handle.result();
    const { firstExecutionRunId: runId, workflowId } = handle;
    await save(`${FOLDER}/reconciliation.json`, env.client.workflow.getHandle(workflowId, runId));
    const last = env.client.workflow.getHandle(workflowId);
    await save(`${FOLDER}/reconciliation-continued.json`, last);
  });
  console.log('recorded reconciliation');
}

/** Policies were lost: one cannot be opened, and the others come back, in more than one step. */
async function recordLostPolicies(file: string): Promise<void> {
  if (existsSync(file)) return;
  const lost = policies(`LOST-${Date.now()}`, 25);
  const terms = new InMemoryTerms([]);
  terms.inForce = lost.map((policyNumber) => ({
    policyNumber,
    effectiveDate: '2027-02-01',
    quoteGuid: `guid of ${policyNumber}`,
    reference: null,
    isOurs: true,
    isIssued: true,
  }));
  for (const one of lost) terms.unknown.add(one);
  terms.unreadable.set(lost[3] ?? '', 'It fits two products.');
  await recordComparison(terms, 100, async (handle) => {
    await handle.result();
    await save(file, handle);
  });
  console.log('recorded reconciliation-lost');
}

type ComparisonHandle = Awaited<
  ReturnType<typeof env.client.workflow.start<typeof reconciliation>>
>;

async function recordComparison(
  { termSteps, policySteps, billingSteps }: InMemoryTerms,
  stepsPerRun: number,
  record: (handle: ComparisonHandle) => Promise<void>,
): Promise<void> {
  const workers = [
    { taskQueue: WORKFLOW_TASK_QUEUE, workflowBundle: workflowBundle(), steps: termSteps },
    { taskQueue: POLICY_SYSTEM_TASK_QUEUE, steps: policySteps },
    { taskQueue: BILLING_TASK_QUEUE, steps: billingSteps },
  ];
  await withWorkers(env, workers, async () => {
    const input = { perMinute: 600, againAfterSeconds: 1, repairs: true, requestedBy: 'x' };
    const handle = await env.client.workflow.start<typeof reconciliation>('reconciliation', {
      workflowId: reconciliationId(`recorded-${Date.now()}`),
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [{ ...input, stepsPerRun }],
    });
    await record(handle);
  });
}

/** A group of which one quote is refused and another is issued, in two runs. */
async function recordGroup(): Promise<void> {
  const id = `recorded-${Date.now()}`;
  const digests = Object.fromEntries(UNIFORM_FIELDS.map((field) => [field, 'd'])) as FieldDigests;
  const [one, other] = ['new-business:portal:ONE', 'new-business:portal:OTHER'];
  const wanted = { taskQueue: WORKFLOW_TASK_QUEUE, workflowBundle: workflowBundle(), steps: {} };
  await withWorkers(env, [wanted], async () => {
    const handle = await env.client.workflow.start<typeof quoteGroup>('quoteGroup', {
      workflowId: quoteGroupId({ system: 'portal', id }),
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [
        {
          system: 'portal',
          id,
          uniform: ['state'],
          uniqueState: 'accepted',
          requestedBy: 'portal',
          messagesPerRun: 4,
        },
      ],
    });
    const ask = (kind: 'join' | 'claim', quote: string, saidAtMs: number) =>
      handle.executeUpdate(groupUpdate(kind), { args: [{ kind, quote, saidAtMs, digests }] });
    const say = (kind: 'giveBack' | 'leave' | 'lock', quote: string, saidAtMs: number) =>
      handle.executeUpdate(groupUpdate(kind), { args: [{ kind, quote, saidAtMs }] });
    await ask('join', one, 1);
    await ask('join', other, 1);
    await ask('claim', one, 2);
    await ask('claim', other, 2);
    const now = env.client.workflow.getHandle(handle.workflowId);
    while ((await now.describe()).runId === handle.firstExecutionRunId) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await say('giveBack', one, 3);
    await ask('claim', other, 3);
    await say('leave', one, 4);
    await say('lock', other, 4);
    await handle.result();
    const first = env.client.workflow.getHandle(handle.workflowId, handle.firstExecutionRunId);
    await save(`${FOLDER}/quote-group.json`, first);
    await save(`${FOLDER}/quote-group-continued.json`, now);
  });
  console.log('recorded quote-group');
}

/**
 * The log of events in two runs, and a webhook over it in two: something is not taken and parked, resumed, left out, sent again; the
 * secret is rotated, it is tested, paused, changed and removed.
 */
async function recordWebhook(): Promise<void> {
  const temporal = { client: env.client, deadlines: { serverMs: 10_000, workerMs: 10_000 } };
  let isAway = true;
  const receivers: WebhookReceivers = {
    refusalOf: () => null,
    close: () => Promise.resolve(),
    send: ({ body }) => {
      const isTaken = !isAway || !body.includes('"subject":"BAD"');
      const refused = { reason: 'It is away.', status: 503, retryAfterMs: null, isGone: false };
      return Promise.resolve(isTaken ? { isTaken, status: 204 } : { isTaken, ...refused });
    },
  };
  const steps = {
    ...createEventActivities(),
    ...createWebhookActivities({ receivers, secrets: WEBHOOK_SECRETS }),
  };
  const wanted = { taskQueue: WORKFLOW_TASK_QUEUE, workflowBundle: workflowBundle(), steps };
  await env.client.workflow
    .getHandle(EVENT_LOG_ID)
    .terminate()
    .catch(() => undefined);
  let told = 0;
  const happens = (...policies: readonly string[]) =>
    recordInLog(
      temporal,
      policies.map((policyNumber) => aTermEvent(policyNumber, (told += 1))),
    );
  await withWorkers(env, [wanted], async () => {
    const log = await env.client.workflow.start<typeof eventLog>('eventLog', {
      workflowId: EVENT_LOG_ID,
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [{ segmentSize: 4 }],
    });
    const id = `recorded-${Date.now()}`;
    const { currentKeyId: keyId } = WEBHOOK_SECRETS;
    const subscription = {
      url: 'https://r.example/',
      description: null,
      types: null,
      products: null,
    };
    const input = { id, ...subscription, createdBy: 'portal', after: 0, keyId };
    await startWebhook(temporal, { ...input, pausesMs: [50], stepsPerRun: 14 }, 'digest');
    const now = env.client.workflow.getHandle(webhookId(id));
    const { runId } = await now.describe();
    const order = { by: 'olga', reason: 'as recorded' };
    const until = async (isSo: (status: WebhookStatus) => boolean): Promise<void> => {
      while (!isSo(await now.query(webhookQuery)))
        await new Promise((resolve) => setTimeout(resolve, 20));
    };
    await happens('BAD', 'GOOD', 'BAD');
    await until(({ state }) => state === 'parked');
    await now.executeUpdate(skipUpdate, { args: [{ ...order, sequence: 1 }] });
    await until(({ state }) => state === 'parked');
    isAway = false;
    await now.executeUpdate(resumeUpdate, { args: [order] });
    await until(({ waiting, cursor }) => waiting === 0 && cursor === 3);
    await now.executeUpdate(pauseWebhookUpdate, { args: [order] });
    await happens('GOOD', 'BAD', 'GOOD');
    const rotation = { by: 'portal', requestId: 'R-1', keyId, overlapMs: 1_000 };
    await now.executeUpdate(rotateUpdate, { args: [rotation] });
    await now.executeUpdate(testUpdate, { args: [{ by: 'portal' }] });
    await now.executeUpdate(resumeUpdate, { args: [order] });
    await until(({ cursor }) => cursor === 6);
    await now.executeUpdate(resendUpdate, { args: [{ ...order, sequence: 2, isAlone: false }] });
    await now.executeUpdate(resendUpdate, { args: [{ ...order, sequence: 1, isAlone: true }] });
    await until(({ waiting, cursor }) => waiting === 0 && cursor === 6);
    while ((await now.describe()).runId === runId) {
      await happens('GOOD');
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    const change = { by: 'portal', types: ['bindery.term.ended' as const] };
    await now.executeUpdate(changeWebhookUpdate, { args: [change] });
    await until(({ cursor }) => cursor === told);
    await now.executeUpdate(removeUpdate, { args: [{ by: 'portal' }] });
    await now.result();
    await save(`${FOLDER}/webhook.json`, env.client.workflow.getHandle(webhookId(id), runId));
    await save(`${FOLDER}/webhook-continued.json`, now);
    const newest = env.client.workflow.getHandle(EVENT_LOG_ID);
    while ((await newest.describe()).runId === log.firstExecutionRunId)
      await new Promise((resolve) => setTimeout(resolve, 200));
    const { runId: second } = await newest.describe();
    await happens('GOOD', 'GOOD');
    while ((await newestEvent(temporal)) < told)
      await new Promise((resolve) => setTimeout(resolve, 200));
    await newest.terminate();
    for (const [name, run] of [
      ['event-log', log.firstExecutionRunId],
      ['event-log-continued', second],
    ] as const)
      await save(`${FOLDER}/${name}.json`, env.client.workflow.getHandle(EVENT_LOG_ID, run));
  });
  console.log('recorded webhook and event-log');
}

async function save(file: string, handle: WorkflowHandle): Promise<void> {
  // Who recorded it, and where, is nobody's business, and replay does not look.
  const history = historyToJSON(await handle.fetchHistory())
    .replace(/"identity": "[^"]*"/g, '"identity": "recorded"')
    .replace(/"stackTrace": "(?:[^"\\]|\\.)*"/g, '"stackTrace": ""');
  await writeFile(file, `${history}\n`);
}
