import { ApplicationFailure } from '@temporalio/common';
import { WorkflowUpdateFailedError, type WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Installation } from '../../../src/domain/product/installation.js';
import { formatCents } from '../../../src/domain/money/cents.js';
import type { Submission } from '../../../src/domain/new-business/submission.js';
import type { TransactionRecord } from '../../../src/domain/transaction/record.js';
import {
  OutcomeUnknown,
  SystemRejection,
  SystemUnavailable,
} from '../../../src/ports/call-errors.js';
import type { PolicySystem } from '../../../src/ports/policy-system.js';
import type { newBusiness } from '../../../src/workflows/index.js';
import {
  abandonUpdate,
  correctUpdate,
  recordQuery,
  type Correction,
} from '../../../src/workflows/transaction/messages.js';
import { forgetWorkflow } from '../../support/forget-workflow.js';
import type { InMemoryPolicySystem } from '../../support/in-memory-policy-system.js';
import { withPolicyWorkers } from '../../support/policy-workers.js';
import {
  anInstallation,
  aSubmission,
  KNOWN_PRODUCERS,
  newBusinessInput,
  inMemoryPolicySystem,
} from '../../support/submissions.js';
import { temporalEnvironment } from '../../support/temporal.js';
import { WORKFLOW_TASK_QUEUE } from '../../../src/workflows/task-queues.js';
import type { NewBusinessInput } from '../../../src/workflows/new-business/messages.js';
import { newBusinessId } from '../../../src/domain/workflow-ids.js';

type Handle = WorkflowHandle<typeof newBusiness>;
type Write = keyof PolicySystem;

const ONE_OF_EACH = {
  insureds: 1,
  submissions: 1,
  quotes: 1,
  options: 1,
  premiums: 1,
  policies: 1,
  invoices: 1,
  documents: 2,
  links: 1,
};
const EVERY_WRITE: readonly Write[] = [
  'addInsured',
  'addSubmission',
  'addQuote',
  'linkReference',
  'ensureOptions',
  'addPremium',
  'bind',
  'createBinderDocument',
  'issue',
  'createPolicyDocument',
];
const NO_PROCEDURES: Installation['procedures'] = {
  quotesByReference: null,
  quoteByGuid: null,
  submissionsOfInsured: null,
  quotesOfSubmission: null,
  premiumsOfQuote: null,
  invoicesOfQuote: null,
  documentsOfQuote: null,
  insuredCandidates: null,
  quoteByPolicyNumber: null,
  renewalsOfQuote: null,
  termsInForce: null,
};

const REFUSED_IN_UNKNOWN_WORDS = new SystemRejection(
  { system: 'policySystem', operation: 'addQuote' },
  { reason: 'The flux is not in order.', remedy: 'ask what it means', mayHaveHappened: true },
);

describe('new business', () => {
  let env: TestWorkflowEnvironment;
  let lastId = 0;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  function aPolicySystem(installation: Partial<Installation> = {}): InMemoryPolicySystem {
    return inMemoryPolicySystem({
      installation: anInstallation(installation),
      installmentPlans: [1],
    });
  }

  /** Submissions of one test share a policy system, not a reference. */
  function next(changes: Partial<Submission> = {}): Submission {
    lastId += 1;
    return aSubmission({ reference: { system: 'triton', id: `T-${lastId}` }, ...changes });
  }

  function start(submission: Submission, changes: Partial<NewBusinessInput> = {}): Promise<Handle> {
    return env.client.workflow.start<typeof newBusiness>('newBusiness', {
      workflowId: newBusinessId(submission.reference),
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [newBusinessInput(submission, changes)],
    });
  }

  async function recordWhen(
    handle: Handle,
    isSo: (record: TransactionRecord) => boolean,
  ): Promise<TransactionRecord> {
    for (;;) {
      const record = await handle.query(recordQuery);
      if (isSo(record)) return record;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  const untilAttention = (handle: Handle) =>
    recordWhen(handle, (record) => record.attention !== null);

  function aCorrection(parts: Partial<Correction> = {}): Correction {
    return { by: 'olga', reason: 'checked', revision: 0, ...parts };
  }

  /** A charge in the form in which it is posted. */
  const asPosted = ({ amountCents, ...charge }: Submission['premium'][number]) => ({
    ...charge,
    amount: formatCents(amountCents),
  });

  /** Starts a submission and runs it to its end. */
  const run = (policySystem: PolicySystem, submission = next(), changes = {}) =>
    withPolicyWorkers(env, policySystem, async () => (await start(submission, changes)).result());

  async function refusalCode(update: Promise<unknown>): Promise<string | null | undefined> {
    const error = await update.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(WorkflowUpdateFailedError);
    const { cause } = error as WorkflowUpdateFailedError;
    return cause instanceof ApplicationFailure ? cause.type : undefined;
  }

  it('turns a submission into an issued policy', async () => {
    const policySystem = aPolicySystem();
    const record = await run(policySystem);
    expect(record).toMatchObject({
      state: 'completed',
      premiumCents: 500_000,
      attention: null,
      waitingFor: null,
      failure: null,
    });
    expect(record.policyNumber).not.toBeNull();
    expect(record.steps.map(({ name }) => name)).toEqual([
      'lookUpReference',
      'producer',
      'insured',
      'submission',
      'quote',
      'linkReference',
      'rating',
      'bind',
      'binderDocument',
      'issue',
      'policyDocument',
      'verify',
      'handOverTerm',
    ]);
    expect(policySystem.book).toEqual(ONE_OF_EACH);
  });

  it('uses an insured that is already on file', async () => {
    const policySystem = aPolicySystem();
    await policySystem.addInsured(aSubmission().insured);
    const record = await run(policySystem);
    expect(record.state).toBe('completed');
    expect(policySystem.book).toEqual(ONE_OF_EACH);
    expect(record.steps.find(({ name }) => name === 'insured')?.outcome).toBe(
      'The insured was on file.',
    );
  });

  it('books every charge of a pass-through premium once', async () => {
    const policySystem = aPolicySystem();
    const record = await run(
      policySystem,
      next({
        premium: [
          { line: 'general-liability', charge: 'premium', state: 'TX', amountCents: 500_000 },
          { line: 'general-liability', charge: 'terrorism', state: 'TX', amountCents: 12_345 },
        ],
      }),
    );
    expect(record.premiumCents).toBe(512_345);
    expect(policySystem.book.premiums).toBe(2);
  });

  describe.each(EVERY_WRITE)('when %s', (write) => {
    it('A6: loses its answer after the write, it is found and not repeated', async () => {
      const policySystem = aPolicySystem();
      policySystem.failNext(
        write,
        new OutcomeUnknown({ system: 'policySystem', operation: write }, 'reset', 0),
        'after',
      );
      const record = await run(policySystem);
      expect(record.state).toBe('completed');
      expect(policySystem.book).toEqual(ONE_OF_EACH);
    });

    it('A6: loses its answer before the write, it is made after the look', async () => {
      const policySystem = aPolicySystem();
      policySystem.failNext(
        write,
        new OutcomeUnknown({ system: 'policySystem', operation: write }, 'reset', 0),
        'before',
      );
      const record = await run(policySystem);
      expect(record.state).toBe('completed');
      expect(policySystem.book).toEqual(ONE_OF_EACH);
    });

    it('cannot be reached, it is tried again', async () => {
      const policySystem = aPolicySystem();
      policySystem.failNext(
        write,
        new SystemUnavailable({ system: 'policySystem', operation: write }, 'connection refused'),
        'before',
      );
      const record = await run(policySystem);
      expect(record.state).toBe('completed');
      expect(policySystem.book).toEqual(ONE_OF_EACH);
    });

    it('is refused, a person is asked and the step goes on after the correction', async () => {
      const policySystem = aPolicySystem();
      policySystem.failNext(
        write,
        new SystemRejection(
          { system: 'policySystem', operation: write },
          { reason: 'not like this', field: 'somewhere', remedy: 'Do it right.' },
        ),
        'before',
      );
      const submission = next();
      const { stopped, record } = await withPolicyWorkers(env, policySystem, async () => {
        const handle = await start(submission);
        const stopped = await untilAttention(handle);
        await handle.executeUpdate(correctUpdate, { args: [aCorrection()] });
        return { stopped, record: await handle.result() };
      });
      expect(stopped.attention).toMatchObject({
        cause: 'rejected',
        field: 'somewhere',
        reason: 'Not like this.',
        remedy: 'Do it right.',
      });
      expect(stopped.waitingFor).toContain('Not like this.');
      expect(record).toMatchObject({ state: 'completed', revision: 1, attention: null });
      expect(record.corrections).toMatchObject([{ by: 'olga', reason: 'checked', fields: [] }]);
      expect(policySystem.book).toEqual(ONE_OF_EACH);
    });
  });

  it('asks a person when a write is refused in words that nobody knows, and looks before it repeats', async () => {
    const policySystem = aPolicySystem();
    policySystem.failNext('addQuote', REFUSED_IN_UNKNOWN_WORDS, 'after');
    const submission = next();
    const record = await withPolicyWorkers(env, policySystem, async () => {
      const handle = await start(submission);
      const { attention } = await untilAttention(handle);
      expect(attention).toMatchObject({ step: 'quote', cause: 'rejected' });
      await handle.executeUpdate(correctUpdate, { args: [aCorrection()] });
      return handle.result();
    });
    expect(record.state).toBe('completed');
    expect(policySystem.book).toEqual(ONE_OF_EACH);
  });

  it('looks for a lost submission again after the look itself was refused', async () => {
    const policySystem = aPolicySystem();
    policySystem.failNext(
      'addSubmission',
      new OutcomeUnknown({ system: 'policySystem', operation: 'addSubmission' }, 'reset', 0),
      'after',
    );
    policySystem.failNext(
      'listSubmissions',
      new SystemRejection(
        { system: 'policySystem', operation: 'listSubmissions' },
        { reason: 'not like this', remedy: 'Do it right.' },
      ),
      'before',
    );
    const submission = next();
    const record = await withPolicyWorkers(env, policySystem, async () => {
      const handle = await start(submission);
      const { attention } = await untilAttention(handle);
      expect(attention).toMatchObject({ step: 'submission', cause: 'rejected' });
      await handle.executeUpdate(correctUpdate, { args: [aCorrection()] });
      return handle.result();
    });
    expect(record.state).toBe('completed');
    expect(policySystem.book).toEqual(ONE_OF_EACH);
  });

  it('asks a person when an outage lasts longer than the product allows', async () => {
    const policySystem = aPolicySystem();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      policySystem.failNext(
        'bind',
        new SystemUnavailable({ system: 'policySystem', operation: 'bind' }, 'connection refused'),
        'before',
      );
    }
    const submission = next();
    const record = await withPolicyWorkers(env, policySystem, async () => {
      const handle = await start(submission, { outagePatienceMs: 1_500 });
      const { attention } = await untilAttention(handle);
      expect(attention).toMatchObject({ step: 'bind', cause: 'outage' });
      while ((policySystem.calls.get('bind') ?? 0) < 6) {
        const { revision } = await untilAttention(handle);
        await handle.executeUpdate(correctUpdate, {
          args: [aCorrection({ revision })],
        });
        await recordWhen(
          handle,
          ({ attention: again, state }) => again !== null || state === 'completed',
        );
      }
      return handle.result();
    });
    expect(record.state).toBe('completed');
    expect(policySystem.book).toEqual(ONE_OF_EACH);
  });

  describe('on an installation without site procedures', () => {
    const lost = (operation: string) =>
      new OutcomeUnknown({ system: 'policySystem', operation }, 'reset', 0);

    it('runs to the end when nothing goes wrong', async () => {
      const policySystem = aPolicySystem({ procedures: NO_PROCEDURES });
      const record = await run(policySystem);
      expect(record.state).toBe('completed');
      expect(policySystem.book).toEqual(ONE_OF_EACH);
    });

    it('writes again after a failure that came before the write', async () => {
      const policySystem = aPolicySystem({ procedures: NO_PROCEDURES });
      policySystem.failNext(
        'bind',
        new SystemUnavailable({ system: 'policySystem', operation: 'bind' }, 'connection refused'),
        'before',
      );
      expect((await run(policySystem)).state).toBe('completed');
    });

    it('stops for a person after a lost answer, and goes on with what that person found', async () => {
      const policySystem = aPolicySystem({ procedures: NO_PROCEDURES });
      policySystem.failNext('addQuote', lost('addQuote'), 'after');
      policySystem.failNext('bind', lost('bind'), 'before');
      const submission = next();
      const record = await withPolicyWorkers(env, policySystem, async () => {
        const handle = await start(submission);
        const { attention } = await untilAttention(handle);
        expect(attention).toMatchObject({ step: 'quote', cause: 'unknownOutcome' });
        expect(
          await refusalCode(handle.executeUpdate(correctUpdate, { args: [aCorrection()] })),
        ).toBe('outcomeNeeded');
        expect(
          await refusalCode(
            handle.executeUpdate(correctUpdate, {
              args: [aCorrection({ outcome: { written: true, made: 'the quote' } })],
            }),
          ),
        ).toBe('outcomeNeeded');
        await handle.executeUpdate(correctUpdate, {
          args: [
            aCorrection({
              outcome: { written: true, made: policySystem.quoteGuids.at(0) ?? null },
            }),
          ],
        });
        const bind = await untilAttention(handle);
        expect(bind.attention).toMatchObject({ step: 'bind', cause: 'unknownOutcome' });
        expect(
          await refusalCode(
            handle.executeUpdate(abandonUpdate, { args: [{ by: 'olga', reason: 'no' }] }),
          ),
        ).toBe('bindUnderWay');
        await handle.executeUpdate(correctUpdate, {
          args: [aCorrection({ revision: 1, outcome: { written: false } })],
        });
        return handle.result();
      });
      expect(record.state).toBe('completed');
      expect(policySystem.book).toEqual(ONE_OF_EACH);
    });

    it('takes a charge and a document as made when a person has seen them', async () => {
      const policySystem = aPolicySystem({ procedures: NO_PROCEDURES });
      policySystem.failNext('addPremium', lost('addPremium'), 'after');
      policySystem.failNext('createBinderDocument', lost('createBinderDocument'), 'after');
      const submission = next();
      const record = await withPolicyWorkers(env, policySystem, async () => {
        const handle = await start(submission);
        for (const step of ['rating', 'binderDocument']) {
          const { attention, revision } = await recordWhen(
            handle,
            (seen) => seen.attention?.step === step,
          );
          expect(attention).toMatchObject({ cause: 'unknownOutcome' });
          await handle.executeUpdate(correctUpdate, {
            args: [aCorrection({ revision, outcome: { written: true, made: null } })],
          });
        }
        return handle.result();
      });
      expect(record.state).toBe('completed');
      expect(policySystem.book).toEqual(ONE_OF_EACH);
    });

    it('looks again when answers kept getting lost for as long as the product allows', async () => {
      const policySystem = aPolicySystem();
      for (let time = 0; time < 4; time += 1) {
        policySystem.failNext('bind', lost('bind'), time === 0 ? 'after' : 'before');
        policySystem.failNext('readQuote', lost('readQuote'), 'before');
      }
      const submission = next();
      const record = await withPolicyWorkers(env, policySystem, async () => {
        const handle = await start(submission, { outagePatienceMs: 3_000 });
        for (;;) {
          const seen = await recordWhen(
            handle,
            ({ attention, state }) => attention !== null || state === 'completed',
          );
          if (seen.attention === null) return handle.result();
          expect(seen.attention).toMatchObject({ step: 'bind', cause: 'outage' });
          await handle.executeUpdate(correctUpdate, {
            args: [aCorrection({ revision: seen.revision })],
          });
        }
      });
      expect(record.state).toBe('completed');
      expect(policySystem.book).toEqual(ONE_OF_EACH);
    });

    it('stops for a person when the answer of a submission was lost', async () => {
      const policySystem = aPolicySystem({ procedures: NO_PROCEDURES });
      await policySystem.addInsured(aSubmission().insured);
      policySystem.failNext('addSubmission', lost('addSubmission'), 'before');
      const submission = next();
      const record = await withPolicyWorkers(env, policySystem, async () => {
        const handle = await start(submission);
        const { attention } = await untilAttention(handle);
        expect(attention).toMatchObject({ step: 'submission', cause: 'unknownOutcome' });
        await handle.executeUpdate(correctUpdate, {
          args: [aCorrection({ outcome: { written: false } })],
        });
        return handle.result();
      });
      expect(record.state).toBe('completed');
      expect(policySystem.book).toEqual(ONE_OF_EACH);
    });
  });

  describe('a correction', () => {
    const noProducer = () =>
      next({ producer: { contactGuid: '11111111-1111-4111-8111-111111111111' } });

    it('replaces the offending input and goes on with it', async () => {
      const policySystem = aPolicySystem();
      const submission = noProducer();
      const record = await withPolicyWorkers(env, policySystem, async () => {
        const handle = await start(submission);
        const { attention } = await untilAttention(handle);
        expect(attention).toMatchObject({ step: 'producer', cause: 'rejected' });
        await handle.executeUpdate(correctUpdate, {
          args: [aCorrection({ changes: { producer: aSubmission().producer } })],
        });
        return handle.result();
      });
      expect(record.state).toBe('completed');
      expect(record.ids.producerContactGuid).toBe(KNOWN_PRODUCERS[0]?.contactGuid);
    });

    it('takes a producer again that the submission refused', async () => {
      const policySystem = aPolicySystem();
      policySystem.failNext(
        'addSubmission',
        new SystemRejection(
          { system: 'policySystem', operation: 'AddSubmission' },
          { reason: 'no such producer', field: 'producer', remedy: 'Verify the producer.' },
        ),
        'before',
      );
      const submission = next();
      const record = await withPolicyWorkers(env, policySystem, async () => {
        const handle = await start(submission);
        const { attention, state } = await untilAttention(handle);
        expect(attention).toMatchObject({ step: 'submission' });
        expect(state).toBe('insured_created');
        await handle.executeUpdate(correctUpdate, {
          args: [
            aCorrection({
              changes: { producer: { contactGuid: null, search: 'Alamo Brokerage' } },
            }),
          ],
        });
        return handle.result();
      });
      expect(record.state).toBe('completed');
      expect(policySystem.book).toEqual(ONE_OF_EACH);
    });

    it('is refused when nothing waits for it, when it is stale, late, or anonymous', async () => {
      const policySystem = aPolicySystem();
      const submission = noProducer();
      await withPolicyWorkers(env, policySystem, async () => {
        const handle = await start(submission);
        await untilAttention(handle);
        const refused = (changes: Partial<Correction>) =>
          refusalCode(handle.executeUpdate(correctUpdate, { args: [aCorrection(changes)] }));
        expect(await refused({ revision: 7 })).toBe('staleRevision');
        expect(await refused({ changes: { externalId: 'OTHER' } })).toBe('invalidInput');
        expect(await refused({ by: ' ' })).toBe('invalidInput');
        expect(await refused({ outcome: { written: false } })).toBe('outcomeNotNeeded');
        await handle.executeUpdate(abandonUpdate, { args: [{ by: 'olga', reason: 'test over' }] });
        await handle.result();

        policySystem.failNext(
          'bind',
          new SystemRejection(
            { system: 'policySystem', operation: 'bind' },
            { reason: 'no', remedy: 'none' },
          ),
          'before',
        );
        const late = next();
        const bound = await start(late);
        await untilAttention(bound);
        expect(
          await refusalCode(
            bound.executeUpdate(correctUpdate, {
              args: [aCorrection({ changes: { insured: { dba: 'ABC' }, paymentPlan: 1 } })],
            }),
          ),
        ).toBe('alreadyUsed');
        await bound.executeUpdate(correctUpdate, {
          args: [aCorrection({ changes: { paymentPlan: 1 } })],
        });
        expect((await bound.result()).state).toBe('completed');
      });
    });

    it('is refused for what a write in doubt was given, until the doubt is settled', async () => {
      const policySystem = aPolicySystem();
      policySystem.failNext('addQuote', REFUSED_IN_UNKNOWN_WORDS, 'after');
      const submission = next();
      const changes = { effectiveDate: '2027-03-01' };
      const record = await withPolicyWorkers(env, policySystem, async () => {
        const handle = await start(submission);
        await untilAttention(handle);
        const correct = (correction: Correction) =>
          handle.executeUpdate(correctUpdate, { args: [correction] });
        expect(await refusalCode(correct(aCorrection({ changes })))).toBe('alreadyUsed');
        const seen = { written: true, made: policySystem.quoteGuids.at(0) ?? null } as const;
        expect(await refusalCode(correct(aCorrection({ changes, outcome: seen })))).toBe(
          'alreadyUsed',
        );
        await correct(aCorrection());
        return handle.result();
      });
      expect(record).toMatchObject({ state: 'completed', effectiveDate: submission.effectiveDate });
      expect(policySystem.book).toEqual(ONE_OF_EACH);
    });

    it('changes what a write was given that did not happen, as a person found', async () => {
      const policySystem = aPolicySystem({ procedures: NO_PROCEDURES });
      policySystem.failNext(
        'addQuote',
        new OutcomeUnknown({ system: 'policySystem', operation: 'addQuote' }, 'reset', 0),
        'before',
      );
      const submission = next();
      const changes = { effectiveDate: '2027-03-01' };
      const record = await withPolicyWorkers(env, policySystem, async () => {
        const handle = await start(submission);
        await untilAttention(handle);
        await handle.executeUpdate(correctUpdate, {
          args: [aCorrection({ changes, outcome: { written: false } })],
        });
        return handle.result();
      });
      expect(record).toMatchObject({ state: 'completed', effectiveDate: '2027-03-01' });
      expect(policySystem.book).toEqual(ONE_OF_EACH);
    });

    it('drops a charge that could not be booked, and keeps the one that was', async () => {
      const policySystem = aPolicySystem();
      const premium = [
        { line: 'general-liability', charge: 'premium', state: 'TX', amountCents: 500_000 },
        { line: 'general-liability', charge: 'terrorism', state: 'NY', amountCents: 100 },
      ];
      await withPolicyWorkers(env, policySystem, async () => {
        const handle = await start(next({ premium }));
        const { attention } = await untilAttention(handle);
        expect(attention).toMatchObject({ step: 'rating', cause: 'rejected' });
        await handle.executeUpdate(correctUpdate, {
          args: [aCorrection({ changes: { premium: premium.slice(0, 1).map(asPosted) } })],
        });
        expect(await handle.result()).toMatchObject({ state: 'completed', premiumCents: 500_000 });
      });
      expect(policySystem.book).toEqual(ONE_OF_EACH);
    });
  });

  describe('abandoning', () => {
    it('ends a stopped transaction and closes its quote in the policy system', async () => {
      const policySystem = aPolicySystem();
      policySystem.failNext(
        'bind',
        new SystemRejection(
          { system: 'policySystem', operation: 'bind' },
          { reason: 'backdated', remedy: 'none' },
        ),
        'before',
      );
      const record = await withPolicyWorkers(env, policySystem, async () => {
        const handle = await start(next());
        await untilAttention(handle);
        await handle.executeUpdate(abandonUpdate, {
          args: [{ by: 'olga', reason: 'customer left' }],
        });
        return handle.result();
      });
      expect(record).toMatchObject({
        state: 'failed',
        failure: { code: 'abandoned', reason: 'It was abandoned by olga. Customer left.' },
        attention: null,
        waitingFor: null,
      });
      expect(record.ids.quoteGuid).not.toBeNull();
      expect(policySystem.calls.get('closeQuote')).toBe(1);
      expect(policySystem.book.policies).toBe(0);
    });

    it('ends a transaction that waits for the policy system to come back', async () => {
      const policySystem = aPolicySystem();
      for (let attempt = 0; attempt < 50; attempt += 1) {
        policySystem.failNext(
          'addQuote',
          new SystemUnavailable(
            { system: 'policySystem', operation: 'addQuote' },
            'connection refused',
          ),
          'before',
        );
      }
      const record = await withPolicyWorkers(env, policySystem, async () => {
        const handle = await start(next());
        await recordWhen(handle, ({ state }) => state === 'submission_created');
        await handle.executeUpdate(abandonUpdate, { args: [{ by: 'olga', reason: 'enough' }] });
        return handle.result();
      });
      expect(record).toMatchObject({ state: 'failed', failure: { code: 'abandoned' } });
      expect(policySystem.book.quotes).toBe(0);
    });

    it('tells what exists when it ends a transaction while its submission is opened', async () => {
      const policySystem = aPolicySystem();
      for (let attempt = 0; attempt < 50; attempt += 1) {
        policySystem.failNext(
          'addSubmission',
          new SystemUnavailable(
            { system: 'policySystem', operation: 'addSubmission' },
            'connection refused',
          ),
          'before',
        );
      }
      const record = await withPolicyWorkers(env, policySystem, async () => {
        const handle = await start(next());
        while ((policySystem.calls.get('addSubmission') ?? 0) === 0) {
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        await handle.executeUpdate(abandonUpdate, { args: [{ by: 'olga', reason: 'enough' }] });
        return handle.result();
      });
      expect(record).toMatchObject({ state: 'failed', failure: { code: 'abandoned' } });
      expect(record.ids.insuredGuid).not.toBeNull();
    });

    it('waits for a write on the wire, and undoes what it made', async () => {
      const policySystem = aPolicySystem();
      const slow = policySystem.holdNext('addQuote');
      const record = await withPolicyWorkers(env, policySystem, async () => {
        const handle = await start(next());
        await slow.begun;
        await handle.executeUpdate(abandonUpdate, { args: [{ by: 'olga', reason: 'enough' }] });
        slow.release();
        return handle.result();
      });
      expect(record).toMatchObject({ state: 'failed', failure: { code: 'abandoned' } });
      expect(record.ids.quoteGuid).toBe(policySystem.quoteGuids.at(0));
      expect(policySystem.calls.get('closeQuote')).toBe(1);
    });

    it('keeps the insured to itself while it may still be put on file', async () => {
      const policySystem = aPolicySystem();
      const slow = policySystem.holdNext('addInsured');
      await withPolicyWorkers(env, policySystem, async () => {
        const first = await start(next());
        await slow.begun;
        await first.executeUpdate(abandonUpdate, { args: [{ by: 'olga', reason: 'enough' }] });
        const second = await start(next());
        await recordWhen(second, ({ waitingFor }) => waitingFor !== null);
        slow.release();
        expect((await first.result()).state).toBe('failed');
        expect((await second.result()).state).toBe('completed');
      });
      expect(policySystem.book.insureds).toBe(1);
    });

    it('closes a quote that was made by a call whose answer never came', async () => {
      const policySystem = aPolicySystem();
      policySystem.failNext('addQuote', REFUSED_IN_UNKNOWN_WORDS, 'after');
      const record = await withPolicyWorkers(env, policySystem, async () => {
        const handle = await start(next());
        await untilAttention(handle);
        await handle.executeUpdate(abandonUpdate, { args: [{ by: 'olga', reason: 'enough' }] });
        return handle.result();
      });
      expect(record).toMatchObject({ state: 'failed', failure: { code: 'abandoned' } });
      expect(policySystem.calls.get('closeQuote')).toBe(1);
    });

    it('says what may be left where that cannot be looked up', async () => {
      const policySystem = aPolicySystem({ procedures: NO_PROCEDURES });
      policySystem.failNext(
        'addQuote',
        new OutcomeUnknown({ system: 'policySystem', operation: 'addQuote' }, 'reset', 0),
        'after',
      );
      const record = await withPolicyWorkers(env, policySystem, async () => {
        const handle = await start(next());
        await untilAttention(handle);
        await handle.executeUpdate(abandonUpdate, { args: [{ by: 'olga', reason: 'enough' }] });
        return handle.result();
      });
      expect(record.failure?.reason).toContain(
        `A quote may be open in submission ${String(record.ids.submissionGroupGuid)}`,
      );
    });

    it('ends a transaction whose bind was never sent', async () => {
      const policySystem = aPolicySystem();
      for (let attempt = 0; attempt < 5; attempt += 1) {
        policySystem.failNext(
          'bind',
          new SystemUnavailable(
            { system: 'policySystem', operation: 'bind' },
            'connection refused',
          ),
          'before',
        );
      }
      const record = await withPolicyWorkers(env, policySystem, async () => {
        const handle = await start(next(), { outagePatienceMs: 1_500 });
        const { attention } = await untilAttention(handle);
        expect(attention).toMatchObject({ step: 'bind', cause: 'outage' });
        await handle.executeUpdate(abandonUpdate, { args: [{ by: 'olga', reason: 'enough' }] });
        return handle.result();
      });
      expect(record).toMatchObject({ state: 'failed', failure: { code: 'abandoned' } });
      expect(policySystem.book.policies).toBe(0);
    });

    it('is refused once the policy is bound', async () => {
      const policySystem = aPolicySystem();
      policySystem.failNext(
        'issue',
        new SystemRejection(
          { system: 'policySystem', operation: 'issue' },
          { reason: 'no', remedy: 'none' },
        ),
        'before',
      );
      await withPolicyWorkers(env, policySystem, async () => {
        const submission = next();
        const handle = await start(submission);
        await untilAttention(handle);
        expect(
          await refusalCode(
            handle.executeUpdate(abandonUpdate, { args: [{ by: 'olga', reason: 'no' }] }),
          ),
        ).toBe('alreadyBound');
        await handle.executeUpdate(correctUpdate, { args: [aCorrection()] });
        await handle.result();
      });
    });
  });

  describe('a transaction that Temporal no longer remembers', () => {
    /** The same workflow id, after the history of its first run is gone. */
    const forget = (submission: Submission) =>
      forgetWorkflow(env, newBusinessId(submission.reference));

    it('answers the same policy and writes nothing again', async () => {
      const policySystem = aPolicySystem();
      const submission = next();
      const first = await run(policySystem, submission);
      await forget(submission);
      const second = await run(policySystem, submission);
      expect(second).toMatchObject({ state: 'completed', policyNumber: first.policyNumber });
      expect(second.ids.quoteGuid).toBe(first.ids.quoteGuid);
      expect(policySystem.book).toEqual(ONE_OF_EACH);
    });

    it('answers a policy that was corrected before it was bound, as it was bound', async () => {
      const policySystem = aPolicySystem();
      const premium = [
        { line: 'general-liability', charge: 'premium', state: 'TX', amountCents: 500_000 },
        { line: 'general-liability', charge: 'terrorism', state: 'NY', amountCents: 100 },
      ];
      const submission = next({ premium });
      const first = await withPolicyWorkers(env, policySystem, async () => {
        const handle = await start(submission);
        await untilAttention(handle);
        await handle.executeUpdate(correctUpdate, {
          args: [aCorrection({ changes: { premium: premium.slice(0, 1).map(asPosted) } })],
        });
        return handle.result();
      });
      await forget(submission);
      const second = await run(policySystem, submission);
      expect(second).toMatchObject({
        state: 'completed',
        policyNumber: first.policyNumber,
        premiumCents: 500_000,
      });
      expect(policySystem.book).toEqual(ONE_OF_EACH);
    });

    it('makes no document again where documents cannot be listed', async () => {
      const { procedures } = anInstallation();
      const policySystem = aPolicySystem({ procedures: { ...procedures, documentsOfQuote: null } });
      const submission = next();
      await run(policySystem, submission);
      await forget(submission);
      expect((await run(policySystem, submission)).state).toBe('completed');
      expect(policySystem.book).toEqual(ONE_OF_EACH);
    });

    it('A9: refuses a different request under the same reference', async () => {
      const policySystem = aPolicySystem();
      const submission = next();
      await run(policySystem, submission);
      await forget(submission);
      const second = await run(policySystem, submission, { requestDigest: 'e'.repeat(64) });
      expect(second).toMatchObject({ state: 'failed', failure: { code: 'conflict' } });
      expect(policySystem.book).toEqual(ONE_OF_EACH);
    });

    it('finds a quote that was made but never linked', async () => {
      const policySystem = aPolicySystem();
      const submission = next();
      policySystem.failNext(
        'linkReference',
        new SystemRejection(
          { system: 'policySystem', operation: 'link' },
          { reason: 'later', remedy: 'none' },
        ),
        'before',
      );
      await withPolicyWorkers(env, policySystem, async () => {
        const handle = await start(submission);
        await untilAttention(handle);
        await handle.terminate();
      });
      await forget(submission);
      const record = await run(policySystem, submission);
      expect(record.state).toBe('completed');
      expect(policySystem.book).toEqual(ONE_OF_EACH);
    });

    it('goes on from an unbound quote without repeating what was written', async () => {
      const policySystem = aPolicySystem();
      const submission = next();
      policySystem.failNext(
        'bind',
        new SystemRejection(
          { system: 'policySystem', operation: 'bind' },
          { reason: 'later', remedy: 'none' },
        ),
        'before',
      );
      await withPolicyWorkers(env, policySystem, async () => {
        const handle = await start(submission);
        await untilAttention(handle);
        await handle.terminate();
      });
      await forget(submission);
      const record = await run(policySystem, submission);
      expect(record.state).toBe('completed');
      expect(policySystem.book).toEqual(ONE_OF_EACH);
    });
  });

  it('puts one insured on file for many submissions that arrive at once', async () => {
    const policySystem = aPolicySystem();
    const byName = { ...aSubmission().insured };
    delete (byName as { fein?: string }).fein;
    const records = await withPolicyWorkers(env, policySystem, async () => {
      const handles = await Promise.all(
        [0, 1, 2, 3, 4, 5].map((index) =>
          // Some name the tax id, some do not: both are the same insured.
          start(next(index % 2 === 0 ? {} : { insured: byName })),
        ),
      );
      return Promise.all(handles.map((handle) => handle.result()));
    });
    expect(records.map(({ state }) => state)).toEqual(records.map(() => 'completed'));
    expect(new Set(records.map(({ ids }) => ids.insuredGuid)).size).toBe(1);
    expect(policySystem.book).toMatchObject({
      insureds: 1,
      submissions: 6,
      quotes: 6,
      policies: 6,
    });
  });
});
