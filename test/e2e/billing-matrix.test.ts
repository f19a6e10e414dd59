import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { TransactionRecord } from '../../src/domain/transaction/record.js';
import type { BillingState } from '../support/billing-sandbox-admin.js';
import { openBilledLane, type BilledLane } from './billed-lane.js';
import { BILLED, BILLING_MISBEHAVIOURS, BILLING_ROWS, misbehavioursFor } from './billing-matrix.js';
import { onFileFor, oneOfEach } from './end-state.js';
import {
  checkedExample,
  EXAMPLES,
  type CheckedExample,
  type Example,
} from './example-submissions.js';
import { openLanes, type LanePool } from './lane-pool.js';
import { correctWithoutChanges, untilAttention } from './lane.js';
import { withOwnInsured } from './own-insured.js';

/** What the rows are about. */
const NAME = 'general-liability';
const LANES = 8;
// Eight lanes on a busy machine; what a row waits for is bounded by the settings of its lane.
const ROW_LIMIT_MS = 240_000;
vi.setConfig({ maxConcurrency: LANES });

const CASES = BILLING_ROWS.flatMap((row, at) =>
  misbehavioursFor(row).map((misbehaviour) => ({
    row,
    misbehaviour,
    id: `BILLED-${at + 1}-${BILLING_MISBEHAVIOURS.indexOf(misbehaviour) + 1}`,
    title: `${row.operations.join(', ')}: ${misbehaviour.name}`,
  })),
);
const CALLS = BILLING_ROWS.flatMap(({ operations }) => operations);

const ownExample = (example: Example, id: string) =>
  withOwnInsured(checkedExample(example, id), id);

describe('new business against a billing system that misbehaves', () => {
  let lanes: LanePool<BilledLane>;
  let rowsRun = 0;
  let startedAt = 0;

  beforeAll(async () => {
    startedAt = Date.now();
    lanes = await openLanes(LANES, openBilledLane);
  });
  afterAll(async () => {
    await lanes.close();
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    process.stdout.write(
      `Billing matrix: ${CALLS.length} calls x ${BILLING_MISBEHAVIOURS.length} misbehaviours, ${rowsRun} rows run in ${seconds} s.\n`,
    );
  });

  async function begin(lane: BilledLane, example: CheckedExample, boundEarlier = false) {
    if (boundEarlier) {
      // It was bound, and died before it had told billing and the term.
      const { policyNumber } = await (await lane.start(example)).result();
      await lane.forget(example, policyNumber ?? '');
    }
    return lane.startBilled(example);
  }

  /** Pays the first invoice. @returns the term once billing was told that it is confirmed, or will not hear of it */
  async function paid(lane: BilledLane, { policyNumber }: TransactionRecord, name: Example) {
    await lane.pay(policyNumber ?? '', BILLED[name].paidCents);
    return lane.untilTerm(
      policyNumber ?? '',
      ({ isConfirmationAcknowledged, tasks }) => isConfirmationAcknowledged || tasks.length > 0,
    );
  }

  /** One of each in both books, with the right money. @param before what the books held before */
  async function expectBilledOnce(
    { admin, billing }: BilledLane,
    record: TransactionRecord,
    { name, before, isConfirmed }: { name: Example; before: Sizes; isConfirmed: boolean },
  ) {
    expect(record).toMatchObject({ state: 'completed', attention: null, waitingFor: null });
    expect(onFileFor(await admin.state(), record.reference)).toEqual(oneOfEach(name));
    await billing.untilQuiet();
    const state = await billing.state();
    expect(sizes(state)).toEqual({
      accounts: before.accounts + 1,
      streams: before.streams + 1,
      periods: before.periods + 1,
      bookings: before.bookings + (isConfirmed ? 3 : 2),
    });
    const accounts = state.accounts.map(({ accountNumber }) => accountNumber);
    expect(accounts).toContain(record.ids.insuredGuid);
    const { charged, firstInvoice, invoices } = BILLED[name];
    const period = state.periods.find(({ policyNumber }) => policyNumber === record.policyNumber);
    expect(period).toMatchObject({
      termNumber: 1,
      charged,
      firstInvoice,
      isTermConfirmed: isConfirmed,
    });
    expect(period?.invoices).toHaveLength(invoices);
  }

  async function runRow(lane: BilledLane, { row, misbehaviour, id }: (typeof CASES)[number]) {
    const { billing } = lane;
    const { stops, fault } = misbehaviour;
    const example = ownExample(NAME, id);
    const before = sizes(await billing.state());
    for (const operation of row.operations) await billing.arm({ ...fault, operation });

    const handle = await begin(lane, example, row.boundEarlier);
    let stopCount = 0;
    for (; stops && row.step !== null; stopCount += 1) {
      const stopped = await untilAttention(handle);
      if (stopped.attention === null) break;
      expect(stopped.attention).toMatchObject({
        step: row.step,
        cause: stops.cause,
        reason: expect.stringMatching(/\w+/) as string,
        remedy: expect.stringMatching(stops.remedy) as string,
      });
      await correctWithoutChanges(handle, stopped);
    }
    const record = await handle.result();
    expect(stopCount > 0).toBe(stops !== null && row.step !== null);

    const term = await paid(lane, record, NAME);
    const isTold = stops === null || row.step !== null;
    expect(term).toMatchObject({ status: 'confirmed', isConfirmationAcknowledged: isTold });
    expect(term.tasks.map(({ key }) => key)).toEqual(isTold ? [] : ['confirmationRefused']);
    // What was refused was not tried again before a person had acted.
    expect(await billing.struck()).toEqual(row.operations.map(() => 1));
    const isConfirmed = isTold || fault.when === 'after';
    await expectBilledOnce(lane, record, { name: NAME, before, isConfirmed });
    rowsRun += 1;
  }

  for (const one of CASES) {
    it.concurrent(one.title, () => lanes.run((lane) => runRow(lane, one)), ROW_LIMIT_MS);
  }

  it.concurrent(
    'has a row for every call that the flow makes, and bills every example rightly',
    async () => {
      const made = new Set<string>();
      await lanes.run(async (lane) => {
        const first = (await lane.billing.calls()).at(-1)?.n ?? 0;
        for (const name of EXAMPLES) {
          const isNew = name === NAME;
          const before = sizes(await lane.billing.state());
          const example = ownExample(name, `CLEAN-${name}`);
          const record = await (await begin(lane, example, !isNew)).result();
          await paid(lane, record, name);
          await expectBilledOnce(lane, record, { name, before, isConfirmed: true });
        }
        for (const { operation } of await lane.billing.calls(first)) made.add(operation);
      });
      expect([...made].sort()).toEqual([...CALLS].sort());
    },
    ROW_LIMIT_MS,
  );
});

type Sizes = ReturnType<typeof sizes>;

/** How many of each billing holds. */
function sizes({ accounts, streams, periods, bookings }: BillingState) {
  return {
    accounts: accounts.length,
    streams: streams.length,
    periods: periods.length,
    bookings: bookings.length,
  };
}
