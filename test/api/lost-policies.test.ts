import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newBusinessId, policyTermId } from '../../src/domain/workflow-ids.js';
import { forgetWorkflow } from '../support/forget-workflow.js';
import { billElsewhere, bindElsewhere } from '../support/policies-elsewhere.js';
import { KEYS } from './running-app.js';
import { runChanges, type RunningChanges } from './running-changes.js';

const LOOK_EVERY_MS = 100;
const AGAIN_AFTER_S = 2;

interface Difference {
  readonly policyNumber: string;
  readonly termNumber: number | null;
  readonly outcome: string;
  readonly tried: string | null;
}
interface Task {
  readonly policyNumber: string;
  readonly task: string;
  readonly what: string;
  readonly why: string;
  readonly request: { readonly path: string; readonly body: unknown };
}

/** As after a restore of Temporal: the policy system and billing hold what nobody here remembers. */
describe('policies that were lost', () => {
  let running: RunningChanges;
  beforeAll(async () => {
    running = await runChanges('LP');
  });
  afterAll(() => running[Symbol.asyncDispose]());

  const get = (path: string) => running.app.send(path, { key: KEYS.everything });
  const post = (path: string, body?: unknown) =>
    running.app.send(path, { method: 'POST', key: KEYS.everything, body });
  const term = async (policyNumber: string) =>
    (await get(`/api/policies/${policyNumber}/terms/1`)).json;
  /** The index follows by a second or so. */
  async function until<T>(look: () => Promise<T>, isSo: (seen: T) => boolean): Promise<T> {
    for (;;) {
      const seen = await look();
      if (isSo(seen)) return seen;
      await pause(LOOK_EVERY_MS);
    }
  }
  const asked = async (policyNumber: string) => {
    const { json } = await get(`/api/tasks?cause=booksDiffer&policyNumber=${policyNumber}`);
    return json['items'] as readonly Task[];
  };

  /** Has Temporal forget a policy of new business, and all that it has done. */
  async function forget(policyNumber: string, externalId: string): Promise<void> {
    await forgetWorkflow(running.env, policyTermId(policyNumber, 1));
    await forgetWorkflow(running.env, newBusinessId({ system: 'triton', id: externalId }));
    await until(
      async () => (await get(`/api/policies/${policyNumber}`)).json,
      (policy) => policy['isKnownHere'] === false,
    );
  }

  async function compared(requestId: string, repairs = true): Promise<readonly Difference[]> {
    const compareAgainAfter = AGAIN_AFTER_S;
    const wanted = { requestId, perMinute: 6_000, compareAgainAfter, repairs };
    expect((await post('/api/reconciliations', wanted)).status).toBe(202);
    const path = `/api/reconciliations/${requestId}`;
    await until(
      async () => (await get(path)).json,
      ({ state }) => state === 'done',
    );
    const { json } = await get(`${path}/differences`);
    return json['items'] as readonly Difference[];
  }

  it('A129: come back by the comparison, once, and nothing is written to the two other systems', async () => {
    const { billing, policySystem } = running;
    const policyNumber = await running.bind('LP-BACK');
    await forget(policyNumber, 'LP-BACK');
    const written = [billing.bookings.length, policySystem.book];

    expect(await compared('BACK-1')).toMatchObject([
      {
        policyNumber,
        termNumber: 1,
        outcome: 'repaired',
        tried: 'Its term was opened from what the policy system and billing hold.',
      },
    ]);
    expect(await term(policyNumber)).toMatchObject({
      status: 'unconfirmed',
      isBilled: true,
      product: 'general-liability',
      effectiveDate: '2027-02-01',
      layers: [{ kind: 'bind' }],
      money: { threshold: '1250.00' },
      tasks: [],
    });
    // It has asked when its renewal starts, as it had before it was lost.
    const { renewalStart } = await until(
      () => term(policyNumber),
      (found) => found['renewalStart'] !== null,
    );
    expect(renewalStart).toMatchObject({ why: 'The product is not renewed here.' });
    expect(await compared('BACK-2')).toEqual([]);
    expect([billing.bookings.length, policySystem.book]).toEqual(written);
    // Posted again after that, the submission finds all of it.
    expect(await running.bind('LP-BACK')).toBe(policyNumber);
    expect(await term(policyNumber)).toMatchObject({ layers: [{ kind: 'bind' }], tasks: [] });
  });

  it('are asked about once where billing does not know them, until their term is known', async () => {
    const { policySystem } = running;
    const policyNumber = await bindElsewhere(running, 'LP-UNBOOKED');
    expect(await compared('UNISSUED')).toMatchObject([
      { outcome: 'task', tried: expect.stringContaining('never issued') as string },
    ]);
    await policySystem.issue(policySystem.quoteGuids.at(-1) ?? '');
    for (const night of ['ASKED-1', 'ASKED-2'])
      expect(await compared(night)).toMatchObject([
        { policyNumber, termNumber: 1, outcome: 'task' },
      ]);
    const [task, ...more] = await until(
      () => asked(policyNumber),
      (tasks) => tasks.length > 0,
    );
    expect(more).toEqual([]);
    expect(task).toMatchObject({
      policyNumber,
      task: 'difference:unknownHere',
      what: 'Have the policy known here again: post its submission again, or open its term by sync.',
      request: { path: `/api/policies/${policyNumber}/terms/1/settle` },
    });
    expect(task?.why).toContain('which billing does not know');

    const paid = { paymentId: 'P-1', amountCents: 20_000, receivedAt: '2026-12-01T12:00:00Z' };
    await billElsewhere(running, policyNumber, { upFrontPayments: [paid] });
    expect(await post(`/api/policies/${policyNumber}/terms/1/sync`)).toMatchObject({
      status: 200,
      json: { isOpened: true },
    });
    expect(await compared('ASKED-3')).toEqual([]);
    // All three books agree, what was received before among it.
    expect(await term(policyNumber)).toMatchObject({
      status: 'unconfirmed',
      money: { counted: '200.00' },
      tasks: [],
    });
  });

  it('are asked about where nothing is to be repaired, and settled by the request that the list names', async () => {
    const policyNumber = await running.bind('LP-LEFT');
    await forget(policyNumber, 'LP-LEFT');
    expect(await compared('LEFT-1', false)).toMatchObject([{ policyNumber, outcome: 'task' }]);
    const [task] = await until(
      () => asked(policyNumber),
      (tasks) => tasks.length > 0,
    );
    expect(await post(task?.request.path ?? '', task?.request.body)).toMatchObject({
      status: 200,
      json: { tasks: [] },
    });
    expect(await compared('LEFT-2')).toMatchObject([{ policyNumber, outcome: 'repaired' }]);
  });
});
