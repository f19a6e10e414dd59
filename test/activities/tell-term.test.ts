import { Client, type WorkflowHandle, WorkflowNotFoundError } from '@temporalio/client';
import { MockActivityEnvironment, type TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTermActivities } from '../../src/activities/term-activities.js';
import type { TransactionEvent } from '../../src/domain/policy-term/events.js';
import { policyTermId, type TermName } from '../../src/domain/workflow-ids.js';
import type { policyTerm } from '../../src/workflows/index.js';
import { askAtTerm } from '../../src/temporal/tell-term.js';
import { settleTaskUpdate, termQuery } from '../../src/workflows/policy-term/messages.js';
import { handOver, newTerms } from '../support/bound-terms.js';
import { aCharge, BASE_CHARGES } from '../support/charges.js';
import { stopWorkers } from '../support/running-workers.js';
import { temporalEnvironment } from '../support/temporal.js';
import { withTermWorkers } from '../support/term-workers.js';
import { WillingBilling } from '../support/willing-billing.js';

const ENDORSEMENT = 'endorsement:T-1:1';
const CANCELLATION = 'cancellation:T-1:1';
const REINSTATEMENT = 'reinstatement:T-1:1';
const BIND = 'new-business:triton:L-1';

describe('a transaction that tells its term', () => {
  let env: TestWorkflowEnvironment;
  let client: Client;
  let lastPolicy = 0;
  beforeAll(async () => {
    env = await temporalEnvironment();
    // Over the connection of a worker, as an activity has it.
    const { nativeConnection: connection, namespace = 'default' } = env;
    client = new Client({ connection, namespace });
  });
  afterAll(() => env.teardown());

  const aName = (): TermName => {
    lastPolicy += 1;
    return { policyNumber: `T-${lastPolicy}`, termNumber: 1 };
  };
  async function handOverAs(term: TermName): Promise<void> {
    const [request] = newTerms(1);
    if (!request) throw new Error('no term to hand over');
    await handOver(client, { ...request, ...term });
  }
  async function aBoundTerm(): Promise<TermName> {
    const term = aName();
    await handOverAs(term);
    return term;
  }
  const tell = (term: TermName, event: TransactionEvent, callLimitMs = 10_000) => {
    const steps = createTermActivities({ callLimitMs });
    return new MockActivityEnvironment({}, { client }).run(() => steps.tellTerm({ term, event }));
  };
  const handleOf = ({ policyNumber, termNumber }: TermName): WorkflowHandle<typeof policyTerm> =>
    client.workflow.getHandle<typeof policyTerm>(policyTermId(policyNumber, termNumber));
  const inWorkers = (scenario: () => Promise<void>) =>
    withTermWorkers(env, new WillingBilling(), scenario);

  const taking = (
    transaction: string,
    purpose: 'endorsement' | 'cancellation' | 'reinstatement',
  ): TransactionEvent => ({
    kind: 'takeTurn',
    id: `${transaction}/takeTurn`,
    transaction,
    purpose,
    effectiveDate: '2027-06-01',
  });
  const givingBack = (transaction: string): TransactionEvent => ({
    kind: 'giveBackTurn',
    id: `${transaction}/giveBackTurn`,
    transaction,
  });

  it('has it know an endorsement, a cancellation with its notice, and a reinstatement', async () => {
    const added = aCharge({ amountCents: 90_740 });
    const returned = {
      ...aCharge({ amountCents: -300_000 }),
      of: { layer: BIND, row: 0 },
    };
    const again = { ...returned, amountCents: 300_000 };
    const rescind = { deadline: '2027-07-01T05:01:00Z', pastDueCents: 41_666 };
    const terms = { method: 'proRata', minimum: { kind: 'amount', amountCents: 100_000 } } as const;
    const of = (transaction: string, what: string) => ({
      id: `${transaction}/${what}`,
      transaction,
    });
    const story: readonly TransactionEvent[] = [
      taking(ENDORSEMENT, 'endorsement'),
      {
        kind: 'endorsed',
        ...of(ENDORSEMENT, 'endorsed'),
        effectiveDate: '2027-06-01',
        charges: [added],
        fullTerm: BASE_CHARGES,
      },
      givingBack(ENDORSEMENT),
      {
        kind: 'cancellationPending',
        ...of(CANCELLATION, 'pending'),
        effectiveDate: '2027-07-01',
        rescind,
      },
      {
        kind: 'rescheduled',
        ...of(CANCELLATION, 'rescheduled'),
        effectiveDate: '2027-07-08',
        deadline: '2027-07-08T05:01:00Z',
      },
      taking(CANCELLATION, 'cancellation'),
      {
        kind: 'cancelled',
        ...of(CANCELLATION, 'cancelled'),
        effectiveDate: '2027-07-08',
        charges: [returned],
        terms,
        rescind,
        lateMoneyDue: '2027-08-07',
      },
      givingBack(CANCELLATION),
      taking(REINSTATEMENT, 'reinstatement'),
      {
        kind: 'reinstated',
        ...of(REINSTATEMENT, 'reinstated'),
        effectiveDate: '2027-07-08',
        charges: [again],
        paymentDeadline: '2027-08-07T05:00:00Z',
      },
      givingBack(REINSTATEMENT),
    ];
    await inWorkers(async () => {
      const term = await aBoundTerm();
      for (const event of story) {
        expect(await tell(term, event)).toMatchObject({ kind: 'answered' });
      }
      expect(await handleOf(term).query(termQuery)).toMatchObject({
        status: 'unconfirmed',
        cancelledOn: null,
        pendingCancellation: null,
        layers: [
          { kind: 'bind' },
          { transaction: ENDORSEMENT, booked: [added] },
          { transaction: REINSTATEMENT, cancelledOn: '2027-07-08', booked: [again] },
        ],
        returns: [{ transaction: CANCELLATION, booked: [returned], terms }],
        turn: { holder: null, queue: [] },
      });
      await handleOf(term).terminate();
    });
  });

  it('hears the refusal of the term, and the same answer to the same words', async () => {
    await inWorkers(async () => {
      const term = await aBoundTerm();
      const first = await tell(term, taking(ENDORSEMENT, 'endorsement'));
      expect(first).toMatchObject({ kind: 'answered', answer: { isGranted: true } });
      expect(await tell(term, givingBack(CANCELLATION))).toMatchObject({
        kind: 'refused',
        refusal: { code: 'notTurnHolder' },
      });
      expect(await tell(term, taking(ENDORSEMENT, 'endorsement'))).toEqual(first);
      await handleOf(term).terminate();
    });
  });

  it('hears that nobody knows the term, which is not opened for it', async () => {
    await inWorkers(async () => {
      const term = aName();
      expect(await tell(term, taking(ENDORSEMENT, 'endorsement'))).toEqual({ kind: 'unknown' });
      await expect(handleOf(term).describe()).rejects.toThrow(WorkflowNotFoundError);
    });
  });

  it('A67: is heard by a term that an operator ended, which goes on', async () => {
    await inWorkers(async () => {
      const term = await aBoundTerm();
      await handleOf(term).terminate();
      expect(await tell(term, taking(ENDORSEMENT, 'endorsement'))).toMatchObject({
        kind: 'answered',
        answer: { isGranted: true },
      });
      expect((await handleOf(term).query(termQuery)).turn.holder?.transaction).toBe(ENDORSEMENT);
      await handleOf(term).terminate();
    });
  });

  it('is tried again when nobody answers', async () => {
    let term = aName();
    await inWorkers(async () => {
      term = await aBoundTerm();
    });
    await stopWorkers(env);
    const unanswered = tell(term, taking(ENDORSEMENT, 'endorsement'), 500);
    expect(await unanswered.catch((error: unknown) => error)).toMatchObject({
      type: 'TermHandOverUnavailable',
      nonRetryable: false,
    });
    await inWorkers(async () => {
      expect(await tell(term, taking(ENDORSEMENT, 'endorsement'))).toMatchObject({
        kind: 'answered',
        answer: { isGranted: true, ahead: [] },
      });
      await handleOf(term).terminate();
    });
  });

  it('is told of its loss where nobody knows it, and again after nobody had bound it in time', async () => {
    const term = aName();
    const opening = {
      client,
      deadlines: { serverMs: 10_000, workerMs: 10_000 },
      termPatience: { unboundPatienceMs: 1_000, outagePatienceMs: 60_000 },
      termIdleMs: 60_000,
      openedBy: 'lost, and asked about',
    };
    const ask = (text: string) =>
      askAtTerm(opening, term, { differences: [{ code: 'unknownHere', text }] });
    const key = 'difference:unknownHere';
    await inWorkers(async () => {
      await ask('Nobody knows it.');
      await ask('Nobody knows it still.');
      const handle = handleOf(term);
      await expect
        .poll(() => handle.query(termQuery))
        .toMatchObject({ status: 'closed', tasks: [{ key, text: 'Nobody knows it still.' }] });
      const settled = { task: key, by: 'olga', reason: 'Looked up.' };
      await handle.executeUpdate(settleTaskUpdate, { args: [settled] });
      expect(await handle.result()).toMatchObject({ status: 'closed', tasks: [] });

      await ask('Nobody knows it again.');
      await handOverAs(term);
      expect(await handleOf(term).query(termQuery)).toMatchObject({
        status: 'unconfirmed',
        tasks: [],
      });
      // A comparison that is late says nothing of what is bound by now.
      await ask('Nobody knows it?');
      expect(await handleOf(term).query(termQuery)).toMatchObject({ tasks: [] });
    });
  });
});
