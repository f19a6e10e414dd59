import { ApplicationFailure } from '@temporalio/common';
import { WorkflowFailedError, WorkflowUpdateFailedError } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TransactionRecord } from '../../src/domain/transaction/record.js';
import { SystemRejection } from '../../src/ports/call-errors.js';
import type { newBusiness } from '../../src/workflows/index.js';
import { InMemoryBilling } from '../support/in-memory-billing.js';
import { withPolicyWorkers } from '../support/policy-workers.js';
import {
  aProductBilling,
  aSubmission,
  newBusinessInput,
  inMemoryPolicySystem,
} from '../support/submissions.js';
import { temporalEnvironment } from '../support/temporal.js';
import {
  correct,
  startTransaction,
  untilStopped,
  type TransactionHandle,
} from '../support/transactions.js';
import { WORKFLOW_TASK_QUEUE } from '../../src/workflows/task-queues.js';
import type {
  NewBusinessInput,
  SubmissionOpeningInput,
} from '../../src/workflows/new-business/messages.js';
import { newBusinessId } from '../../src/domain/workflow-ids.js';

/** How often each property is tried: every one is a message to a real server. */
const RUNS = 40;
const WHO = { by: 'olga', reason: 'mended' };

/** Anything, from nothing to what is nearly right. */
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.record({ by: fc.jsonValue(), reason: fc.jsonValue() }, { requiredKeys: [] }),
  fc.jsonValue().map((changes) => ({ ...WHO, changes })),
  fc.jsonValue().map((outcome) => ({ ...WHO, outcome })),
  fc.jsonValue().map((revision) => ({ ...WHO, revision })),
  fc.jsonValue().map((insured) => ({ ...WHO, changes: { insured } })),
  fc.jsonValue().map((premium) => ({ ...WHO, changes: { premium } })),
  fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }).map((more) => ({ ...WHO, ...more })),
);

/** What a client may well send, and what once stopped a transaction for good. */
const KNOWN_JUNK: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['a text', 'run it again'],
  ['a number', 7],
  ['a list', [WHO]],
  ['the form that is kept inside', { ...WHO, revision: 0, submission: aSubmission(), fields: [] }],
  ['changes that are null', { ...WHO, changes: null }],
  ['an outcome of another shape', { ...WHO, outcome: 'written' }],
  ['an outcome without a word', { ...WHO, outcome: {} }],
  ['a revision as text', { ...WHO, revision: '0' }],
  ['more than fits', { ...WHO, changes: { insured: { dba: 'x'.repeat(1_200_000) } } }],
  ['a chain of two thousand objects', { ...WHO, changes: chainOf(2_000) }],
  ['a key of the language', { ...WHO, changes: JSON.parse('{"__proto__": {"a": 1}}') as unknown }],
  ['a very long name', { ...WHO, by: 'o'.repeat(10_000) }],
];

function chainOf(length: number): unknown {
  let chain: unknown = {};
  for (let depth = 0; depth < length; depth += 1) chain = { a: chain };
  return chain;
}

describe('whatever a Temporal client sends', () => {
  let env: TestWorkflowEnvironment;
  let lastId = 0;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  const next = () => {
    lastId += 1;
    return aSubmission({ reference: { system: 'triton', id: `J-${lastId}` } });
  };

  /** Runs `act` on a transaction that is stopped at its bind, and then runs it to its end. */
  async function onStopped(act: (handle: TransactionHandle) => Promise<void>): Promise<void> {
    const policySystem = inMemoryPolicySystem();
    policySystem.failNext(
      'bind',
      new SystemRejection(
        { system: 'policySystem', operation: 'bind' },
        { reason: 'no', remedy: 'Mend it.' },
      ),
      'before',
    );
    await withPolicyWorkers(env, policySystem, async () => {
      const handle = await startTransaction(env, next());
      await untilStopped(handle);
      await act(handle);
      const { attention, revision } = await untilStopped(handle);
      expect(attention).toMatchObject({ step: 'bind', reason: 'No.' });
      expect(revision).toBe(0);
      await correct(handle);
      expect((await handle.result()).state).toBe('completed');
      const { events } = await handle.fetchHistory();
      expect(events?.filter((event) => event.workflowTaskFailedEventAttributes)).toEqual([]);
    });
    expect(policySystem.book).toMatchObject({ quotes: 1, policies: 1, invoices: 1 });
  }

  /** The refusal of a message; null when it was taken. */
  async function refusalOf(
    handle: TransactionHandle,
    update: 'correct' | 'abandon' | 'advance',
    sent: unknown,
  ): Promise<ApplicationFailure | null> {
    try {
      await handle.executeUpdate(update, { args: [sent] });
      return null;
    } catch (error) {
      expect(error).toBeInstanceOf(WorkflowUpdateFailedError);
      const { cause } = error as WorkflowUpdateFailedError;
      expect(cause).toBeInstanceOf(ApplicationFailure);
      return cause as ApplicationFailure;
    }
  }

  describe.each(['correct', 'abandon'] as const)('as %s', (update) => {
    it('A46: is refused in words, and the transaction goes on', { timeout: 240_000 }, () =>
      onStopped(async (handle) => {
        for (const [what, sent] of KNOWN_JUNK) {
          const refusal = await refusalOf(handle, update, sent);
          expect(refusal, what).toMatchObject({ type: 'invalidInput' });
          expect(refusal?.message, what).toMatch(/^[A-Z].*\.$/s);
        }
        await fc.assert(
          fc.asyncProperty(anything.filter(isRefusable), async (sent) => {
            expect(await refusalOf(handle, update, sent)).toMatchObject({ type: 'invalidInput' });
          }),
          { numRuns: RUNS, endOnFailure: true },
        );
      }),
    );
  });

  it(
    'A46: as advance, is refused in words, and the transaction waits on',
    { timeout: 240_000 },
    async () => {
      const by = 'portal';
      const junk: readonly unknown[] = [
        ...KNOWN_JUNK.map(([, sent]) => sent),
        {},
        { by: '' },
        { by: 7 },
        { by, advanceTo: null },
        { by, advanceTo: 'bound' },
        { by, advanceTo: ['issued'] },
        { by, advanceTo: '__proto__' },
        { by, revision: '0' },
        { by, revision: null },
        { by, advancedTo: 'validated' },
      ];
      const policySystem = inMemoryPolicySystem();
      await withPolicyWorkers(env, policySystem, async () => {
        const handle = await startTransaction(env, next(), { advanceTo: 'priced' });
        const held = await untilStopped(handle);
        for (const sent of junk) {
          const refusal = await refusalOf(handle, 'advance', sent);
          expect(refusal, JSON.stringify(sent)).toMatchObject({ type: 'invalidInput' });
          expect(refusal?.message).toMatch(/^[A-Z].*\.$/s);
        }
        await fc.assert(
          fc.asyncProperty(fc.jsonValue(), async (sent) => {
            expect(await refusalOf(handle, 'advance', sent)).toMatchObject({
              type: 'invalidInput',
            });
          }),
          { numRuns: RUNS, endOnFailure: true },
        );
        expect(await untilStopped(handle)).toEqual(held);
        expect(await refusalOf(handle, 'advance', { by })).toBeNull();
        expect((await handle.result()).state).toBe('completed');
        const { events } = await handle.fetchHistory();
        expect(events?.filter((event) => event.workflowTaskFailedEventAttributes)).toEqual([]);
      });
    },
  );

  it(
    'A46: as the start of a transaction, fails in words what cannot be one',
    { timeout: 240_000 },
    async () => {
      const good = newBusinessInput(next());
      const { submission } = good;
      const wrong: readonly unknown[] = [
        null,
        'new business',
        {},
        { submission },
        { ...good, submission: null },
        { ...good, documents: null },
        { ...good, outagePatienceMs: '1 hour' },
        { ...good, outagePatienceMs: 0 },
        { ...good, outagePatienceMs: 1e300 },
        { ...good, callLimitMs: -1 },
        { ...good, advanceTo: 'bound' },
        { ...good, advanceTo: null },
        { ...good, billing: { product: null, timeZone: 'America/Chicago' } },
        { ...good, submission: { ...submission, premium: null } },
        { ...good, submission: { ...submission, premium: [null] } },
        { ...good, submission: { ...submission, reference: 'TRITON-1' } },
        { ...good, submission: { ...submission, effectiveDate: 20270201 } },
      ];
      const policySystem = inMemoryPolicySystem();
      await withPolicyWorkers(env, policySystem, async () => {
        const start = (input: unknown) => {
          lastId += 1;
          return env.client.workflow.execute('newBusiness', {
            workflowId: `new-business:junk:${lastId}`,
            taskQueue: WORKFLOW_TASK_QUEUE,
            args: [input],
          });
        };
        const fails = async (input: unknown): Promise<void> => {
          const error: unknown = await start(input).catch((reason: unknown) => reason);
          expect(error).toBeInstanceOf(WorkflowFailedError);
          expect((error as WorkflowFailedError).cause).toMatchObject({ type: 'invalidInput' });
        };
        await Promise.all(wrong.map(fails));
        await fc.assert(fc.asyncProperty(fc.jsonValue(), fails), { numRuns: RUNS });
      });
      expect(policySystem.book).toMatchObject({ insureds: 0, quotes: 0 });
    },
  );

  it(
    'A46: as the start of a transaction, takes an input that lacks what came later into it, and no other',
    { timeout: 240_000 },
    async () => {
      const billing = new InMemoryBilling();
      const policySystem = inMemoryPolicySystem({ policyPrefix: 'JUNK' });
      const outcomeOf = async (path: Path, value: unknown): Promise<string> => {
        const { submission } = aBilledInput();
        lastId += 1;
        const reference = { system: 'triton', id: `J-${lastId}` };
        // Each its own insured, so that none is a twin of one that a part was taken from.
        const insured = {
          ...submission.insured,
          corporationName: `Firm ${lastId}`,
          fein: `9${String(lastId).padStart(8, '0')}`,
        };
        const whole = aBilledInput({ ...submission, reference, insured });
        const input = replaced(whole, path, value);
        const handle = await env.client.workflow.start<typeof newBusiness>('newBusiness', {
          workflowId: newBusinessId(reference),
          taskQueue: WORKFLOW_TASK_QUEUE,
          args: [input as NewBusinessInput],
        });
        const over = handle.result().catch((error: unknown) => error);
        const ended = await Promise.race([over, untilStopped(handle).catch(() => over)]);
        const { events } = await handle.fetchHistory();
        expect(events?.filter((event) => event.workflowTaskFailedEventAttributes)).toEqual([]);
        if (!(ended instanceof WorkflowFailedError)) {
          const { state, attention } = ended as TransactionRecord;
          return attention?.reason ?? state;
        }
        const { type, message } = ended.cause as ApplicationFailure;
        expect(message).toContain(nameOf(path));
        return type ?? '';
      };
      await withPolicyWorkers(
        env,
        policySystem,
        async () => {
          for (const path of pathsOf(aBilledInput())) {
            const name = nameOf(path);
            expect(await outcomeOf(path, null), `${name} is null`).toBe('invalidInput');
            expect(await outcomeOf(path, undefined), `${name} is missing`).toBe(
              MAY_BE_MISSING.includes(name) ? 'completed' : 'invalidInput',
            );
          }
        },
        billing,
      );
      for (const lenient of [{ refundable: 'always' }, { isTaxable: false }]) {
        const fee: unknown = expect.objectContaining({ kind: 'fee', ...lenient });
        const charges: unknown = expect.arrayContaining([fee]);
        const content: unknown = expect.objectContaining({ charges });
        expect(billing.bookings).toContainEqual(expect.objectContaining({ content }));
      }
    },
  );

  it(
    'A46: as an opening under the lock of an insured, fails in words and leaves the lock open',
    { timeout: 240_000 },
    async () => {
      const policySystem = inMemoryPolicySystem();
      await withPolicyWorkers(env, policySystem, async () => {
        const fails = async (args: unknown[], what: string): Promise<void> => {
          const workflowId = 'insured:tax-junk';
          const options = { workflowId, taskQueue: WORKFLOW_TASK_QUEUE, args };
          const error: unknown = await env.client.workflow
            .execute('submissionOpening', options)
            .catch((reason: unknown) => reason);
          expect(error, what).toBeInstanceOf(WorkflowFailedError);
          expect((error as WorkflowFailedError).cause, what).toMatchObject({
            type: 'invalidInput',
          });
        };
        await fails([], 'nothing');
        for (const junk of [null, {}, 5, 'x', []]) await fails([junk], JSON.stringify(junk));
        for (const keys of [[], ['k'.repeat(2_000)], ['a', 'b', 'c', 'd', 'e'], null])
          await fails([anOpening({ keys })], JSON.stringify(keys));
        for (const path of pathsOf(anOpening()))
          await fails([replaced(anOpening(), path, {})], nameOf(path));
        for (const path of pathsOf(anOpening()).filter(({ length }) => length === 1))
          await fails([replaced(anOpening(), path, undefined)], `${nameOf(path)} is missing`);
      });
      expect(policySystem.book).toMatchObject({ insureds: 0, quotes: 0 });
    },
  );
});

/** Of `aBilledInput`: what a submission need not say, and what came into the input later. */
const MAY_BE_MISSING: readonly string[] = [
  'submission.insured.corporationName',
  'submission.insured.fein',
  'billing',
  'term.termTime',
  'billing.product.oneTimeCharges.terrorism',
  'billing.product.refundable',
  'billing.product.refundable.terrorism',
  'billing.product.taxableFees',
  'billing.product.toleranceCents.USD',
  'callLimitMs',
];

type Path = readonly (string | number)[];

/** Every part of an input, from the outside in. */
function pathsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [
    ...(at.length === 0 ? [] : [at]),
    ...Object.entries(value).flatMap(([name, part]) =>
      pathsOf(part, [...at, Array.isArray(value) ? Number(name) : name]),
    ),
  ];
}

function replaced(input: unknown, [first, ...rest]: Path, by: unknown): unknown {
  if (first === undefined) return by;
  if (Array.isArray(input))
    return input.map((part: unknown, at) => (at === first ? replaced(part, rest, by) : part));
  const members = input as Readonly<Record<string, unknown>>;
  return { ...members, [first]: replaced(members[first], rest, by) };
}

/** As the refusal names it. */
function nameOf(path: Path): string {
  return path
    .map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at === 0 ? '' : '.'}${part}`))
    .join('');
}

/** An input that says everything it can. */
function aBilledInput(submission = aSubmission()): NewBusinessInput {
  const billing = {
    product: aProductBilling({
      oneTimeCharges: { terrorism: 'fee' },
      refundable: { terrorism: 'never' },
      taxableFees: ['terrorism'],
    }),
  };
  const [premium] = submission.premium;
  const charges = premium
    ? [premium, { ...premium, charge: 'terrorism', amountCents: 24_450 }]
    : [];
  return newBusinessInput({ ...submission, premium: charges }, { billing });
}

/** Leaves out the few that are right by chance. */
function isRefusable(sent: unknown): boolean {
  if (typeof sent !== 'object' || sent === null) return true;
  const {
    by,
    reason,
    changes = {},
    outcome,
    revision,
    ...others
  } = sent as Record<string, unknown>;
  const isText = (value: unknown) => typeof value === 'string' && value.trim() !== '';
  return !(
    isText(by) &&
    isText(reason) &&
    changesNothing(changes) &&
    outcome === undefined &&
    (revision === undefined || (Number.isSafeInteger(revision) && Number(revision) >= 0)) &&
    Object.keys(others).length === 0
  );
}

/** A merge patch without a value, however deep: it only runs the step again. */
function changesNothing(patch: unknown): boolean {
  const isObject = typeof patch === 'object' && patch !== null && !Array.isArray(patch);
  return isObject && Object.values(patch).every(changesNothing);
}

function anOpening(changes: Readonly<Record<string, unknown>> = {}): unknown {
  const { insured, reference, submissionDate } = aSubmission();
  const whole: SubmissionOpeningInput = {
    keys: ['tax-junk'],
    insured,
    insuredGuid: null,
    insuredAgain: false,
    producer: { producerContactGuid: 'p', underwriterGuid: 'u' },
    submissionDate,
    reference,
    attempt: {
      again: false,
      earlierRun: false,
      runId: 'r',
      firstRunId: 'r',
      waitedFor: null,
      begunAt: '2027-01-15T17:00:00.000Z',
    },
    existing: null,
    outagePatienceMs: 3_600_000,
    callLimitMs: 5_000,
  };
  return { ...whole, ...changes };
}
