import { WithStartWorkflowOperation, type WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RenewalSteps } from '../../../src/activities/policy-term/renewal-steps.js';
import { contentDigest } from '../../../src/domain/machine/content-digest.js';
import type { TransactionEvent } from '../../../src/domain/policy-term/events.js';
import type { RenewalStart } from '../../../src/domain/policy-term/renewal-timer.js';
import { policyTermId, renewalId } from '../../../src/domain/workflow-ids.js';
import type { policyTerm } from '../../../src/workflows/index.js';
import { newCarried, sealed } from '../../../src/workflows/policy-term/carried.js';
import {
  changeUpdate,
  confirmTermUpdate,
  directionUpdate,
  moveOnSignal,
  termBoundUpdate,
  termQuery,
  type CarriedTerm,
  type PolicyTermInput,
  type SealedTerm,
  type SetDirection,
} from '../../../src/workflows/policy-term/messages.js';
import { WORKFLOW_TASK_QUEUE } from '../../../src/workflows/task-queues.js';
import { aTermBound } from '../../support/bound-terms.js';
import { temporalEnvironment } from '../../support/temporal.js';
import { withTermWorkers } from '../../support/term-workers.js';
import { WillingBilling } from '../../support/willing-billing.js';
import {
  aCancellation,
  aClaim,
  aGivingBack,
  EVENTS,
  REINSTATEMENT,
  TERMS,
} from '../../domain/policy-term/policy-terms.js';

const DAY_MS = 86_400_000;
const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();
const WHY = 'on the day of the test';
const startsIn = (ms: number): RenewalStart => ({ startsAt: inMs(ms), why: WHY });

/** What renewal steps were asked, and how they answer. */
class Steps implements RenewalSteps {
  readonly answers: RenewalStart[];
  readonly asked: Parameters<RenewalSteps['renewalStart']>[0][] = [];
  readonly started: Parameters<RenewalSteps['startRenewal']>[0][] = [];
  notStarted: string | null = null;

  /** @param answers one after the other; the last stays */
  constructor(...answers: RenewalStart[]) {
    this.answers = answers;
  }

  renewalStart: RenewalSteps['renewalStart'] = (question) => {
    this.asked.push(question);
    const [first = { never: 'Nobody said.' }, ...others] = this.answers;
    if (others.length > 0) this.answers.shift();
    return Promise.resolve(first);
  };

  startRenewal: RenewalSteps['startRenewal'] = (wanted) => {
    this.started.push(wanted);
    return Promise.resolve(this.notStarted);
  };
}

describe('a term and its renewal', () => {
  let env: TestWorkflowEnvironment;
  let last = 0;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  const handleOf = (policyNumber: string): WorkflowHandle<typeof policyTerm> =>
    env.client.workflow.getHandle<typeof policyTerm>(policyTermId(policyNumber, 1));
  const look = (policyNumber: string) => handleOf(policyNumber).query(termQuery);
  const tasksOf = async (policyNumber: string) =>
    (await look(policyNumber)).tasks.map(({ key }) => key);
  const eventually = <T>(what: () => T | Promise<T>) =>
    expect.poll(what, { timeout: 30_000, interval: 100 });
  const tell = (policyNumber: string, event: TransactionEvent) =>
    handleOf(policyNumber).executeUpdate(changeUpdate(event.kind), { args: [event] });
  const direct = (policyNumber: string, said: Partial<SetDirection> = {}) =>
    handleOf(policyNumber).executeUpdate(directionUpdate, {
      args: [{ requestId: 'D-1', direction: 'nonRenew', by: 'uw', reason: 'Losses', ...said }],
    });
  const withTerm = async (
    steps: Steps,
    scenario: (policyNumber: string) => Promise<void>,
  ): Promise<void> => {
    last += 1;
    const policyNumber = `RN-${last}`;
    const run = async () => {
      await env.client.workflow.executeUpdateWithStart(termBoundUpdate, {
        args: [
          {
            ...aTermBound({ paymentDeadline: inMs(DAY_MS), endOfTerm: inMs(2 * DAY_MS) }),
            asksForRenewal: true,
          },
        ],
        startWorkflowOperation: new WithStartWorkflowOperation<typeof policyTerm>('policyTerm', {
          workflowId: policyTermId(policyNumber, 1),
          taskQueue: WORKFLOW_TASK_QUEUE,
          args: [{ policyNumber, termNumber: 1 } as PolicyTermInput],
          workflowIdConflictPolicy: 'FAIL',
        }),
      });
      await scenario(policyNumber);
      await handleOf(policyNumber).terminate();
    };
    const { renewalStart, startRenewal } = steps;
    await withTermWorkers(env, new WillingBilling(), run, { renewalStart, startRenewal });
  };
  /** Stands for the renewal of a term: it takes signals, and does nothing. */
  const aRenewal = (policyNumber: string) =>
    env.client.workflow.start('renewal', {
      workflowId: renewalId({ policyNumber, termNumber: 1 }),
      taskQueue: 'nobody',
    });
  const signalsTo = async (renewal: WorkflowHandle) => {
    const { events } = await renewal.fetchHistory();
    return (events ?? []).flatMap(({ workflowExecutionSignaledEventAttributes: signal }) => {
      if (!signal) return [];
      const [payload] = signal.input?.payloads ?? [];
      const said: unknown = JSON.parse(Buffer.from(payload?.data ?? []).toString());
      return [[signal.signalName, said]];
    });
  };

  it('waits for the start of it as for its deadlines, and says so', async () => {
    await withTerm(new Steps(startsIn(DAY_MS / 2)), async (policyNumber) => {
      await eventually(async () => (await look(policyNumber)).nextDeadline?.what).toBe(
        'renewalStart',
      );
      await handleOf(policyNumber).executeUpdate(confirmTermUpdate, {
        args: [{ policyNumber, termNumber: 1, transactionId: 'C-1' }],
      });
      await eventually(async () => (await look(policyNumber)).waitingFor).toBe(
        'its renewal, which starts on the day of the test.',
      );
      await tell(policyNumber, EVENTS.renewalEnded);
      const left = await look(policyNumber);
      expect([left.nextDeadline?.what, left.waitingFor]).toEqual(['endOfTerm', null]);
    });
  });

  it('asks by what it was bound with, asks again when the time has come, and starts it once', async () => {
    const steps = new Steps(startsIn(1_500), startsIn(0));
    await withTerm(steps, async (policyNumber) => {
      await eventually(() => steps.started.length).toBe(1);
      const by = policyTermId(policyNumber, 1);
      expect(steps.started).toEqual([
        { policyNumber, termNumber: 1, requestId: 'term-1-renewal', by },
      ]);
      const question = {
        productKey: 'general-liability',
        state: 'TX',
        effectiveDate: '2027-02-01',
        expirationDate: '2028-02-01',
      };
      expect(steps.asked).toEqual([question, question]);
      const { isRenewalStarted, nextDeadline, tasks } = await look(policyNumber);
      expect([isRenewalStarted, nextDeadline?.what, tasks]).toEqual([true, 'paymentDeadline', []]);
    });
  });

  it('waits on where a file was changed before the time came', async () => {
    const steps = new Steps(startsIn(1_000), startsIn(DAY_MS / 2));
    await withTerm(steps, async (policyNumber) => {
      await eventually(() => steps.asked.length).toBe(2);
      const { renewalStart, isRenewalStarted } = await look(policyNumber);
      expect([renewalStart, isRenewalStarted]).toEqual([steps.answers[0], false]);
      expect(steps.started).toEqual([]);
    });
  });

  it('starts none where its product is not renewed', async () => {
    const steps = new Steps({ never: 'The product is not renewed here.' });
    await withTerm(steps, async (policyNumber) => {
      await eventually(async () => (await look(policyNumber)).renewalStart).toEqual({
        never: 'The product is not renewed here.',
      });
      expect((await look(policyNumber)).nextDeadline?.what).toBe('paymentDeadline');
      expect(await tasksOf(policyNumber)).toEqual([]);
    });
  });

  it('has a person asked where the files do not say, until they do', async () => {
    const steps = new Steps({ unclear: 'No row.', code: 'noNoticeRow' }, startsIn(DAY_MS / 2));
    await withTerm(steps, async (policyNumber) => {
      await eventually(() => tasksOf(policyNumber)).toEqual(['renewalStart']);
      await direct(policyNumber, { direction: 'refer' });
      await eventually(() => tasksOf(policyNumber)).toEqual([]);
    });
  });

  it('D2: is held back by a direction, of which a person is told when it is due, and starts when that is lifted', async () => {
    const steps = new Steps(startsIn(DAY_MS / 2));
    await withTerm(steps, async (policyNumber) => {
      await eventually(async () => (await look(policyNumber)).renewalStart).not.toBeNull();
      steps.answers.splice(0, 1, startsIn(0));
      await direct(policyNumber);
      await eventually(() => tasksOf(policyNumber)).toEqual(['directionHolds']);
      expect(steps.started).toEqual([]);
      await direct(policyNumber, { requestId: 'D-2', direction: null });
      await eventually(() => steps.started.length).toBe(1);
      expect(await tasksOf(policyNumber)).toEqual([]);
    });
  });

  it('is asked of a person where it cannot be started, until somebody has begun it', async () => {
    const steps = new Steps(startsIn(0));
    steps.notStarted = 'The product of the term has no file any more.';
    await withTerm(steps, async (policyNumber) => {
      await eventually(() => tasksOf(policyNumber)).toEqual(['startRenewal']);
      const { isRenewalStarted, tasks } = await look(policyNumber);
      expect(isRenewalStarted).toBe(false);
      expect(tasks[0]?.text).toContain('has no file any more');
      expect(steps.started).toHaveLength(1);
      await tell(policyNumber, EVENTS.renewalStarted);
      expect(await tasksOf(policyNumber)).toEqual([]);
      expect((await look(policyNumber)).isRenewalStarted).toBe(true);
    });
  });

  it('F3: is awaited anew when the term comes back', async () => {
    const steps = new Steps(startsIn(DAY_MS / 2));
    await withTerm(steps, async (policyNumber) => {
      await eventually(() => steps.asked.length).toBe(1);
      const claim = aClaim({ transaction: aCancellation().transaction, purpose: 'cancellation' });
      await tell(policyNumber, claim);
      await tell(policyNumber, aCancellation());
      await tell(policyNumber, aGivingBack({ transaction: claim.transaction }));
      expect((await look(policyNumber)).nextDeadline?.what).toBe('endOfTerm');
      await tell(policyNumber, aClaim({ transaction: REINSTATEMENT, purpose: 'reinstatement' }));
      await tell(policyNumber, EVENTS.reinstated);
      await eventually(() => steps.asked.length).toBe(2);
      await tell(policyNumber, aGivingBack({ transaction: REINSTATEMENT }));
      await eventually(async () => (await look(policyNumber)).nextDeadline?.what).toBe(
        'renewalStart',
      );
    });
  });

  it('is told of changes and directions while it is under way', async () => {
    await withTerm(new Steps(startsIn(DAY_MS / 2)), async (policyNumber) => {
      const renewal = await aRenewal(policyNumber);
      await tell(policyNumber, EVENTS.renewalStarted);
      await tell(policyNumber, aClaim());
      await tell(policyNumber, EVENTS.endorsed);
      await direct(policyNumber);
      const term = { policyNumber, termNumber: 1 };
      const { transaction } = EVENTS.endorsed;
      await eventually(() => signalsTo(renewal)).toEqual([
        ['termChanged', { ...term, change: 'endorsed', transaction }],
        ['directionSet', { ...term, id: 'D-1', direction: 'nonRenew', by: 'uw', reason: 'Losses' }],
      ]);
      await renewal.terminate();
    });
  });

  it('loses nothing where it does not run: nobody is asked', async () => {
    await withTerm(new Steps(startsIn(DAY_MS / 2)), async (policyNumber) => {
      await tell(policyNumber, EVENTS.renewalStarted);
      await direct(policyNumber);
      await tell(policyNumber, aClaim());
      await eventually(async () =>
        (await handleOf(policyNumber).fetchHistory()).events?.some(
          (event) => event.signalExternalWorkflowExecutionFailedEventAttributes,
        ),
      ).toBe(true);
      expect(await tasksOf(policyNumber)).toEqual([]);
    });
  });

  it('is asked for by the run after one that an earlier version began, and not by that', async () => {
    const steps = new Steps(startsIn(DAY_MS / 2));
    last += 1;
    const policyNumber = `RN-${last}`;
    const { renewalStart, startRenewal } = steps;
    await withTermWorkers(
      env,
      new WillingBilling(),
      async () => {
        const { event, ...bound } = aTermBound({
          paymentDeadline: inMs(DAY_MS),
          endOfTerm: inMs(2 * DAY_MS),
        });
        expect(event.kind).toBe('bound');
        const carried = leftByVersion4({ ...newCarried(policyNumber, 1), bound });
        const input = { policyNumber, termNumber: 1, messagesPerRun: 2, carried };
        const term = await env.client.workflow.start<typeof policyTerm>('policyTerm', {
          workflowId: policyTermId(policyNumber, 1),
          taskQueue: WORKFLOW_TASK_QUEUE,
          args: [input as PolicyTermInput],
        });
        expect((await term.query(termQuery)).renewalStart).toBeNull();
        await direct(policyNumber);
        expect(steps.asked).toEqual([]);
        await direct(policyNumber, { requestId: 'D-2', direction: null });
        await eventually(() => steps.asked.length).toBe(1);
        await term.signal(moveOnSignal);
        await handleOf(policyNumber).terminate();
      },
      { renewalStart, startRenewal },
    );
  });
});

/** The state of a bound term as the version before this one left it. */
function leftByVersion4(held: CarriedTerm): SealedTerm {
  const { seal, ...packed } = sealed({
    ...held,
    term: { ...TERMS.confirmed, ledger: { ...TERMS.confirmed.ledger, ...held.term.ledger } },
  }) as SealedTerm & { renewalTimer: unknown; term: Record<string, unknown> };
  expect(seal).toBeTypeOf('string');
  const { renewalTimer, term, ...others } = packed;
  const { direction, renewalEnded, nextTerm, movedTo, startedRenewals, ...before } = term;
  const added = [renewalTimer, direction, renewalEnded, nextTerm, movedTo];
  expect([startedRenewals, ...added]).toEqual([0, null, null, null, null, null]);
  const left = { ...others, version: 4, term: before };
  return { ...left, seal: contentDigest(left) };
}
