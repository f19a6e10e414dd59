import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import type { ChangeRequest } from '../../src/domain/transaction/change-request.js';
import type { TransactionRecord } from '../../src/domain/transaction/record.js';
import { isEnded } from '../../src/temporal/visible-transactions.js';
import { correctUpdate, recordQuery } from '../../src/workflows/transaction/messages.js';
import {
  aCancellation,
  aChange,
  anEndorsement,
  aReinstatement,
  readTermOf,
  startChange,
  type ChangeHandle,
} from '../support/changes.js';
import {
  bookOfPeriod,
  bookOfPolicySystem,
  bookOfTerm,
  totalOfBook,
} from '../support/three-books.js';
import { openBilledLane, type BilledLane } from './billed-lane.js';
import {
  CHANGE_KINDS,
  operationOf,
  rounds,
  type ChangeOfRound,
  type Round,
} from './change-cases.js';
import { changesOnFile } from './end-state.js';
import { BUSINESS_FILES, checkedExample, type CheckedExample } from './example-submissions.js';
import { openLanes, type LanePool } from './lane-pool.js';
import { RESET_LIMIT_MS, resetToLast, WRITE_LIMIT_MS } from './lane.js';

const NAME = 'general-liability';
const LANES = 4;
const ROUND_LIMIT_MS = 240_000;
/** Looking costs the worker as much as a step does. */
const LOOK_EVERY_MS = 400;
vi.setConfig({ maxConcurrency: LANES });

const ROUNDS = rounds(inject('isWholeMatrix'));
const CASES = ROUNDS.flatMap(({ kinds }) => kinds).length;

/** What each change comes to of a policy of 5000.00 that was endorsed before; worked out by hand. */
const TOTALS: Readonly<Record<ChangeOfRound, number>> = {
  // 276 of 365 days of 1200.00 more.
  endorsement: 90_740,
  // 184 of 365 days of 5000.00, and 184 of 276 of what the endorsement charged.
  cancellation: -312_548,
  reinstatement: 312_548,
  // From its start on: all is given back, and 5000.00 charged anew.
  rewrite: -590_740 + 500_000,
};
/** The same of one that was not. */
const TOTALS_UNENDORSED: typeof TOTALS = {
  ...TOTALS,
  cancellation: -252_055,
  reinstatement: 252_055,
  rewrite: 0,
};

describe('changes of a policy against systems that misbehave', () => {
  let lanes: LanePool<BilledLane>;
  /** The policy that the last rewrite in a lane has made, as it was before its round. */
  const left = new WeakMap<BilledLane, string>();
  let casesRun = 0;
  let startedAt = 0;

  beforeAll(async () => {
    startedAt = Date.now();
    lanes = await openLanes(LANES, openBilledLane);
  });
  afterAll(async () => {
    await lanes.close();
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    const calls = CHANGE_KINDS.length * new Set(ROUNDS.map(({ call }) => call)).size;
    process.stdout.write(
      `Matrix of changes: ${calls} calls, ${casesRun} of ${CASES} cases run in ${seconds} s.\n`,
    );
  });

  async function runRound(lane: BilledLane, round: Round): Promise<void> {
    const example = checkedExample(NAME, round.id);
    const policyNumber = left.get(lane) ?? (await newPolicy(lane, example));
    // Whatever goes wrong in this round, the next one begins with a policy of its own.
    left.delete(lane);
    let before: readonly string[] = ['original'];
    const totals = round.kinds.includes('endorsement') ? TOTALS : TOTALS_UNENDORSED;
    for (const kind of round.kinds) {
      await armed(lane, round, kind);
      const asked = requestOf(kind, policyNumber, example);
      const record = await changed(lane, round, kind, asked);
      expect(record).toMatchObject({
        state: 'completed',
        attention: null,
        waitingFor: null,
        failure: null,
        totalCents: totals[kind],
      });
      await (isLate(round) ? lane.clear() : disarmed(lane));
      before = [...before, kind === 'rewrite' ? 'cancellation' : kind].sort();
      await expectAgreement(lane, policyNumber, before);
      casesRun += 1;
    }
    const { replacedBy } = await readTermOf(lane.env, policyNumber);
    const newNumber = replacedBy?.replace(/-1$/, '') ?? '';
    await expectAgreement(lane, newNumber, ['original']);
    left.set(lane, newNumber);
  }

  async function newPolicy(lane: BilledLane, example: CheckedExample): Promise<string> {
    const { policyNumber } = await (await lane.startBilled(example)).result();
    if (policyNumber === null) throw new Error('the policy was not bound');
    return policyNumber;
  }

  async function armed(lane: BilledLane, round: Round, kind: ChangeOfRound): Promise<void> {
    const operation = operationOf(round.call, kind);
    if (round.call === 'booking') {
      await lane.billing.arm({ ...round.misbehaviour.fault, operation });
      return;
    }
    // Who is refused is refused again, until the cause is mended.
    const count = waitsForPerson(round) ? 100 : 1;
    await lane.admin.arm({ ...round.misbehaviour.fault, operation, count });
  }

  async function changed(
    lane: BilledLane,
    round: Round,
    kind: ChangeOfRound,
    asked: ChangeRequest,
  ): Promise<TransactionRecord> {
    const isReset = round.call !== 'booking' && round.misbehaviour.reset === true;
    const lastCall = isReset ? await lane.admin.lastCall() : 0;
    const limits = { callLimitMs: isReset ? RESET_LIMIT_MS : WRITE_LIMIT_MS };
    let handle = await startChange(lane.env, kind, asked, { outagePatienceMs: 600_000, ...limits });
    if (isReset) {
      await lane.admin.untilCalled(lastCall, ({ misbehaviour }) => misbehaviour === 'late');
      handle = await resetToLast(lane, handle);
    }
    if (waitsForPerson(round)) {
      const stopped = await untilAttention(handle);
      expect(stopped.attention).toMatchObject({
        step: round.step,
        reason: expect.stringMatching(/\w+/) as string,
        remedy: expect.stringMatching(/\w+/) as string,
      });
      await lane.admin.disarm();
      await handle.executeUpdate(correctUpdate, {
        args: [{ by: 'olga', reason: 'the cause is mended' }],
      });
    }
    const { attention } = await untilAttention(handle);
    expect(attention).toBeNull();
    const struck = [...(await lane.admin.struck()), ...(await lane.billing.struck())];
    expect(struck).toEqual(struck.map(() => 1));
    return handle.result();
  }

  /** The three hold the same of a policy, every transaction once, and nobody has the turn. */
  async function expectAgreement(
    lane: BilledLane,
    policyNumber: string,
    kinds: readonly string[],
  ): Promise<void> {
    const { env, policySystem, admin, billing } = lane;
    const product = BUSINESS_FILES.products.get(NAME);
    if (!product) throw new Error('the example has no product');
    const books = { installation: BUSINESS_FILES.installation, product };
    const term = await readTermOf(env, policyNumber);
    const book = bookOfTerm(term);
    expect(book.entries.map(({ kind }) => kind).sort()).toEqual(kinds);
    expect(await bookOfPolicySystem(policySystem, policyNumber, books)).toEqual(book);
    // None of them was made twice and given up.
    expect(changesOnFile(await admin.state(), policyNumber)).toHaveLength(kinds.length - 1);
    const period = (await billing.state()).periods.find((one) => one.policyNumber === policyNumber);
    if (!period) throw new Error(`billing does not know ${policyNumber}`);
    expect(bookOfPeriod(period)).toEqual(book);
    expect(Math.round(Number(period.charged) * 100)).toBe(totalOfBook(book));
    const isOpen = book.cancelledOn === null;
    const isReplaced = term.replacedBy !== null;
    expect(period.status).toBe(isReplaced ? 'replaced' : isOpen ? 'open' : 'cancelled');
    expect(term).toMatchObject({
      status: isOpen ? 'unconfirmed' : 'cancelled',
      turn: { holder: null, queue: [] },
      pendingCancellation: null,
    });
  }

  for (const round of ROUNDS) {
    it.concurrent(round.title, () => lanes.run((lane) => runRound(lane, round)), ROUND_LIMIT_MS);
  }
});

async function disarmed({ admin, billing }: BilledLane): Promise<void> {
  await admin.disarm();
  await billing.disarm();
}

/** Whether something may be done after its change has gone on. */
function isLate({ misbehaviour: { fault } }: Round): boolean {
  return ['late', 'hold', 'gatewayGaveUp'].includes(fault.kind);
}

/** Whether somebody has to act; a bind that happened is read from the policy, whatever was said of it. */
function waitsForPerson(round: Round): boolean {
  if (round.call === 'booking') return round.misbehaviour.stops !== null;
  const { then, fault } = round.misbehaviour;
  return then === 'waitsForPerson' && !(round.call === 'bind' && fault.when === 'after');
}

function requestOf(kind: ChangeOfRound, policyNumber: string, { submission }: CheckedExample) {
  switch (kind) {
    case 'endorsement':
      return anEndorsement(policyNumber, 620_000);
    case 'cancellation': {
      const days = { receivedOn: '2027-08-01', requestedOn: '2027-08-01', processOn: '2026-11-01' };
      return aCancellation(policyNumber, days);
    }
    case 'reinstatement':
      return aReinstatement(policyNumber, { isAgreed: true });
    case 'rewrite': {
      const { reference } = submission;
      return {
        ...aChange(policyNumber, 'W-1'),
        kind: 'fullTerm',
        cancelledOn: '2027-02-01',
        start: null,
        submission: {
          ...submission,
          reference: { ...reference, id: `${reference.id}-W` },
        },
      };
    }
  }
}

async function untilAttention(handle: ChangeHandle): Promise<TransactionRecord> {
  for (;;) {
    const record = await handle.query(recordQuery);
    if (record.attention !== null || isEnded(record)) return record;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
