import { WorkflowNotFoundError } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import type { TransactionRecord } from '../../src/domain/transaction/record.js';
import { isEnded } from '../../src/temporal/visible-transactions.js';
import { correctUpdate, recordQuery } from '../../src/workflows/transaction/messages.js';
import { type ChangeHandle, readTermOf } from '../support/changes.js';
import { aRenewal, startRenewal } from '../support/renewals.js';
import { bookOfTerm, totalOfBook } from '../support/three-books.js';
import { type BilledLane, openBilledLane } from './billed-lane.js';
import { BILLING_MISBEHAVIOURS } from './billing-matrix.js';
import { checkedExample } from './example-submissions.js';
import { type LanePool, openLanes } from './lane-pool.js';
import { WRITE_LIMIT_MS } from './lane.js';
import { MISBEHAVIOURS } from './misbehaviours.js';
import { withOwnInsured } from './own-insured.js';
import { BOOKING, renewalCases, type RenewalCase, WRITES } from './renewal-cases.js';

const NAME = 'general-liability';
const LANES = 4;
const CASE_LIMIT_MS = 240_000;
const LOOK_EVERY_MS = 400;
/** At once: it is offered to nobody, and bound on a day that is over. */
const MOVED = { issueOn: '2026-11-01' };
vi.setConfig({ maxConcurrency: LANES });

const CASES = renewalCases(inject('isWholeMatrix'));

describe('a renewal against systems that misbehave in every write of it', () => {
  let lanes: LanePool<BilledLane>;
  let casesRun = 0;
  beforeAll(async () => {
    lanes = await openLanes(LANES, openBilledLane);
  });
  afterAll(async () => {
    await lanes.close();
    const writes = WRITES.length + 1;
    process.stdout.write(
      `Matrix of renewals: ${writes} writes, ${casesRun} of ${CASES.length} cases run.\n`,
    );
  });

  async function boundPolicy(lane: BilledLane, id: string): Promise<string> {
    const example = withOwnInsured(checkedExample(NAME, id), id);
    const { policyNumber } = await (await lane.startBilled(example)).result();
    if (policyNumber === null) throw new Error('the policy was not bound');
    return policyNumber;
  }

  const renew = ({ env }: BilledLane, policyNumber: string): Promise<ChangeHandle> =>
    startRenewal(
      env,
      aRenewal(policyNumber, {
        effectiveDate: '2028-02-01',
        expirationDate: '2029-02-01',
        moved: MOVED,
      }),
      { callLimitMs: WRITE_LIMIT_MS, outagePatienceMs: 600_000 },
    );

  /** Mends whatever stops for a person. @returns the steps that stopped */
  async function untilRenewed(lane: BilledLane, handle: ChangeHandle): Promise<readonly string[]> {
    const stopped: string[] = [];
    for (;;) {
      const record = await handle.query(recordQuery);
      if (isEnded(record)) return stopped;
      const making = makingOf(lane, record);
      const made = making && (await recordOf(making));
      if (making && made?.attention) {
        stopped.push(made.attention.step);
        await mended(making, made);
      } else if (record.attention !== null) {
        // What makes the new term has stopped; this one goes on with it, by itself.
        expect(record.attention.reason).toMatch(/^The new term waits for a person: \w+/);
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  /** Has the stopped step run again, as the remedy says. */
  async function mended(handle: ChangeHandle, record: TransactionRecord): Promise<void> {
    const { reason, remedy } = record.attention ?? {};
    expect([reason, remedy]).toEqual([expect.stringMatching(/\w+/), expect.stringMatching(/\w+/)]);
    await handle.executeUpdate(correctUpdate, {
      args: [{ by: 'olga', reason: 'the cause is mended', revision: record.revision }],
    });
  }

  /** Null before the renewal has begun it. */
  const recordOf = (making: ChangeHandle): Promise<TransactionRecord | null> =>
    making.query(recordQuery).catch((error: unknown) => {
      if (error instanceof WorkflowNotFoundError) return null;
      throw error;
    });

  /** The new business that makes the next term; null before it is there. */
  function makingOf({ env }: BilledLane, { change }: TransactionRecord): ChangeHandle | null {
    const id = change?.renewal?.madeBy ?? null;
    return id === null ? null : env.client.workflow.getHandle(id);
  }

  /** One next term, in every book, and nothing that was made in vain. */
  async function expectRenewedOnce(
    { env, admin, billing }: BilledLane,
    policyNumber: string,
    record: TransactionRecord,
  ): Promise<void> {
    expect(record).toMatchObject({
      state: 'completed',
      totalCents: 500_000,
      failure: null,
      change: { renewal: { tasks: [] } },
    });
    const next = record.change?.renewal?.newPolicyNumber ?? '';
    expect((await readTermOf(env, policyNumber)).nextTerm).toEqual({
      policyNumber: next,
      termNumber: 2,
    });
    const term = await readTermOf(env, next, 2);
    expect(term).toMatchObject({ layers: [{ kind: 'bind' }], tasks: [] });
    expect(totalOfBook(bookOfTerm(term))).toBe(500_000);

    const { quotes, submissions, invoices, documents, links } = await admin.state();
    const [old] = quotes.filter((quote) => quote.policyNumber === policyNumber);
    const own = quotes.filter(({ insuredGuid }) => insuredGuid === old?.insuredGuid);
    expect(own.map((quote) => quote.policyNumber)).toEqual([policyNumber, next]);
    expect(own.every(({ dateIssued }) => dateIssued !== null)).toBe(true);
    expect(submissions.filter(({ insuredGuid }) => insuredGuid === old?.insuredGuid)).toHaveLength(
      2,
    );
    const renewed = own[1]?.quoteGuid;
    const ofRenewed = ({ quoteGuid }: { readonly quoteGuid: string }) => quoteGuid === renewed;
    expect(invoices.filter(ofRenewed)).toMatchObject([{ total: '5000.00' }]);
    expect(
      documents
        .filter(ofRenewed)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['Binder', 'Policy']);
    expect(links.filter(ofRenewed)).toHaveLength(1);

    const { periods, bookings } = await billing.state();
    expect(periods.filter((period) => period.policyNumber === next)).toMatchObject([
      { termNumber: 2, charged: '5000.00', status: 'open' },
    ]);
    // Other cases of this lane have left theirs.
    const { madeBy } = record.change?.renewal ?? {};
    const booked = bookings.filter(({ transactionId }) => transactionId.startsWith(`${madeBy}/`));
    expect(booked.map(({ operation }) => operation)).toEqual([BOOKING]);
  }

  async function runCase(lane: BilledLane, { id, ofIms, ofBilling }: RenewalCase): Promise<void> {
    const policyNumber = await boundPolicy(lane, id);
    for (const operation of WRITES) await lane.admin.arm({ ...ofIms.fault, operation, count: 1 });
    await lane.billing.arm({ ...ofBilling.fault, operation: BOOKING, count: 1 });
    const handle = await renew(lane, policyNumber);
    const stopped = await untilRenewed(lane, handle);
    // A bind that happened is read from the policy, whatever was said of it; documents are asked for again by themselves.
    const mayStop = ofIms.then === 'waitsForPerson';
    if (!mayStop) expect(stopped).toEqual(ofBilling.stops === null ? [] : ['bookTerm']);
    else expect(stopped.length).toBeGreaterThan(1);
    const struck = [...(await lane.admin.struck()), ...(await lane.billing.struck())];
    expect(struck).toEqual(Array.from({ length: WRITES.length + 1 }, () => 1));
    await lane.clear();
    await expectRenewedOnce(lane, policyNumber, await handle.result());
    casesRun += 1;
  }

  for (const one of CASES) {
    it.concurrent(one.title, () => lanes.run((lane) => runCase(lane, one)), CASE_LIMIT_MS);
  }

  it.concurrent(
    'has every write that a renewal makes',
    () =>
      lanes.run(async (lane) => {
        const policyNumber = await boundPolicy(lane, 'RENEWED-CLEAN');
        const [before, billed] = [await lane.admin.lastCall(), await lane.billing.lastCall()];
        const handle = await renew(lane, policyNumber);
        expect(await untilRenewed(lane, handle)).toEqual([]);
        const made = (await lane.admin.calls(before)).map(({ operation }) => operation);
        const writes = made.filter((operation) => !READS.test(operation));
        expect([...new Set(writes)].sort()).toEqual([...WRITES].sort());
        const told = (await lane.billing.calls(billed)).map(({ operation }) => operation);
        const bookings = told.filter((operation) => !/^(?:get|preview)/.test(operation));
        expect([...new Set(bookings)]).toEqual([BOOKING]);
        await expectRenewedOnce(lane, policyNumber, await handle.result());
      }),
    CASE_LIMIT_MS,
  );

  it('meets every misbehaviour of the policy system and of billing in the whole matrix', () => {
    const whole = renewalCases(true);
    expect(new Set(whole.map(({ ofIms }) => ofIms.name)).size).toBe(
      MISBEHAVIOURS.filter(({ reset }) => reset !== true).length,
    );
    expect(new Set(whole.map(({ ofBilling }) => ofBilling.name)).size).toBe(
      BILLING_MISBEHAVIOURS.length,
    );
  });
});

/** Operations that change nothing: the site's look-ups are `ExecuteDataSet`. */
const READS = /^(?:Get|ExecuteDataSet|LoginIMSUser)/;
