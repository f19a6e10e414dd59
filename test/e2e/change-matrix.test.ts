import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import type { ChangeRequest } from '../../src/domain/transaction/change-request.js';
import type { TransactionRecord } from '../../src/domain/transaction/record.js';
import { isEnded } from '../../src/temporal/visible-transactions.js';
import { correctUpdate, recordQuery } from '../../src/workflows/transaction/messages.js';
import { readTermOf, startChange, type ChangeHandle } from '../support/changes.js';
import { expectAgreement } from './agreement.js';
import { requestOf, TOTALS, TOTALS_ENDORSED } from './asked-changes.js';
import { openBilledLane, type BilledLane } from './billed-lane.js';
import {
  kindOfChange,
  operationOf,
  rounds,
  type ChangeOfRound,
  type Round,
} from './change-cases.js';
import { checkedExample, type CheckedExample } from './example-submissions.js';
import { openLanes, type LanePool } from './lane-pool.js';
import { RESET_LIMIT_MS, resetToLast, WRITE_LIMIT_MS } from './lane.js';

const exampleOf = ({ kinds }: Round) =>
  kinds.includes('rated') ? 'contractors' : 'general-liability';
const LANES = 4;
const ROUND_LIMIT_MS = 240_000;
/** Looking costs the worker as much as a step does. */
const LOOK_EVERY_MS = 400;
vi.setConfig({ maxConcurrency: LANES });

const ROUNDS = rounds(inject('isWholeMatrix'));
const CASES = ROUNDS.flatMap(({ kinds }) => kinds).length;

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
    const calls = new Set(
      ROUNDS.flatMap(({ call, kinds }) => kinds.map((kind) => `${call} of ${kind}`)),
    ).size;
    process.stdout.write(
      `Matrix of changes: ${calls} calls, ${casesRun} of ${CASES} cases run in ${seconds} s.\n`,
    );
  });

  async function runRound(lane: BilledLane, round: Round): Promise<void> {
    const example = checkedExample(exampleOf(round), round.id);
    const isRated = round.kinds.includes('rated');
    const known = isRated ? undefined : left.get(lane);
    const policyNumber = known ?? (await newPolicy(lane, example));
    // Whatever goes wrong in this round, the next one begins with a policy of its own.
    if (!isRated) left.delete(lane);
    let before: readonly string[] = ['original'];
    const totals = round.kinds.includes('endorsement') ? TOTALS_ENDORSED : TOTALS;
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
      before = [...before, kind === 'rewrite' ? 'cancellation' : kindOfChange(kind)].sort();
      await expectAgreement(lane, policyNumber, before, exampleOf(round));
      casesRun += 1;
    }
    if (isRated) return;
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
    let handle = await startChange(lane.env, kindOfChange(kind), asked, {
      outagePatienceMs: 600_000,
      ...limits,
    });
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

async function untilAttention(handle: ChangeHandle): Promise<TransactionRecord> {
  for (;;) {
    const record = await handle.query(recordQuery);
    if (record.attention !== null || isEnded(record)) return record;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
