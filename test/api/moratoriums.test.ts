import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { aChangingLaw, aMoratorium } from '../support/notice-rules.js';
import { codeOf, KEYS, type Answer } from './running-app.js';
import { type RunningChanges, runChanges } from './running-changes.js';

type Json = Readonly<Record<string, unknown>>;

describe('a moratorium over the API', () => {
  const { law, declare } = aChangingLaw();
  let changes: RunningChanges;
  let last = 0;
  beforeAll(async () => {
    changes = await runChanges('MOR', law);
  });
  afterAll(() => changes[Symbol.asyncDispose]());
  afterEach(() => {
    declare();
  });

  const send = (path: string, body: Json, key: string = KEYS.everything) =>
    changes.app.send(path, { body, key });
  const aPolicy = () => changes.bind(`MOR-${++last}`);
  const NON_PAYMENT = { source: 'insurer', reason: 'nonPayment', receivedOn: '2026-12-01' };
  const cancel = (policyNumber: string, body: Json = {}) =>
    send(`/api/policies/${policyNumber}/cancellations?wait=20`, {
      requestId: 'C-1',
      advanceTo: 'completed',
      ...NON_PAYMENT,
      ...body,
    });
  const preview = (policyNumber: string, body: Json = {}) =>
    send('/api/previews/cancellation', { policyNumber, ...NON_PAYMENT, ...body });
  const recordNotice = (id: unknown) =>
    send(`/api/transactions/${String(id)}/record-notice?wait=20`, {
      by: 'ops',
      proof: { sent: [{ to: 'insured', on: '2026-12-01', reference: 'L-1' }] },
    });
  const apply = (id = 'TX-STORM', body: Json = {}) =>
    send(`/api/moratoriums/${id}/apply`, { by: 'ops', reason: 'Bulletin 17', ...body });
  const idsOf = ({ json }: Answer) => (json['items'] as readonly Json[]).map(({ id }) => id);
  const refusalsOf = ({ json }: Answer) => json['refusals'] as readonly Json[];
  const HELD = {
    code: 'tooEarly',
    field: 'receivedOn',
    found: '2026-12-01, within the moratorium TX-STORM (TX; nonPayment; 2026-11-15 to 2026-12-15)',
    allowed: 'a notice and its cancellation from 2026-12-16 on',
  };
  const storm = () => aMoratorium({ from: '2026-11-15', to: '2026-12-15' });

  it('lets no cancellation begin that it forbids, and says so in the preview', async () => {
    const policyNumber = await aPolicy();
    declare(storm());
    const seen = await preview(policyNumber);
    expect(refusalsOf(seen)).toMatchObject([HELD]);
    expect(seen.json).toMatchObject({ amounts: { total: expect.any(String) as string } });
    const refused = await cancel(policyNumber);
    expect([refused.status, codeOf(refused)]).toEqual([409, 'change-refused']);
    expect(refusalsOf(refused)).toMatchObject([HELD]);
    const asked = await send(
      `/api/policies/${policyNumber}/terms/1/begin-cancellation`,
      { transactionId: 'NP-1', reason: 'nonPayment', recalculate: true },
      KEYS.billing,
    );
    expect(refusalsOf(asked)).toMatchObject([HELD]);
    expect(refusalsOf(await preview(policyNumber, { reason: 'underwriting' }))).toEqual([]);
    expect(refusalsOf(await preview(policyNumber, { source: 'insured' }))).toEqual([]);
  });

  it('withdraws what waits and what is pending, names both, and the same again', async () => {
    const [pending, waiting, other] = await Promise.all([aPolicy(), aPolicy(), aPolicy()]);
    const begun = await cancel(pending);
    expect(begun.json).toMatchObject({ state: 'quoted' });
    const noticed = await recordNotice(begun.json['id']);
    expect(noticed.json).toMatchObject({ state: 'pending' });
    const unnoticed = await cancel(waiting);
    const untouched = await cancel(other, { reason: 'underwriting' });
    declare(storm());
    const wanted = [begun.json['id'], unnoticed.json['id']].sort();
    for (let times = 0; times < 2; times += 1) {
      await expect.poll(async () => idsOf(await apply()).sort()).toEqual(wanted);
    }
    const applied = await apply();
    expect(applied.json).toMatchObject({
      moratorium: { id: 'TX-STORM', from: '2026-11-15', to: '2026-12-15', jurisdictions: ['TX'] },
      withdrawn: 2,
      refused: 0,
      unanswered: 0,
      nextCursor: null,
    });
    const record = await changes.app.send(`/api/transactions/${String(begun.json['id'])}`);
    expect(record.json).toMatchObject({
      state: 'withdrawn',
      failure: {
        code: 'refused',
        reason: expect.stringContaining('by the moratorium TX-STORM') as string,
      },
      change: { moratorium: 'TX-STORM', acts: [{ act: 'recordNotice' }, { act: 'moratorium' }] },
    });
    const term = await changes.app.send(`/api/policies/${pending}/terms/1`);
    expect(term.json).toMatchObject({ status: 'unconfirmed', pendingCancellation: null });
    const still = await changes.app.send(`/api/transactions/${String(untouched.json['id'])}`);
    expect(still.json).toMatchObject({ state: 'quoted', change: { moratorium: null } });
  });

  it('is looked at page by page', async () => {
    const policies = await Promise.all([aPolicy(), aPolicy()]);
    const begun = await Promise.all(policies.map((policyNumber) => cancel(policyNumber)));
    declare(aMoratorium({ ...storm(), id: 'PAGES' }));
    const wanted = begun.map(({ json }) => json['id']);
    const seen = new Set<unknown>();
    await expect
      .poll(async () => {
        let cursor: unknown = undefined;
        do {
          const page: Answer = await apply('PAGES', { limit: 1, ...(cursor ? { cursor } : {}) });
          expect(page.json['looked']).toBeLessThanOrEqual(1);
          for (const id of idsOf(page)) seen.add(id);
          cursor = page.json['nextCursor'];
        } while (cursor);
        return wanted.every((id) => seen.has(id));
      })
      .toBe(true);
    const foreign = await apply('PAGES', { cursor: 'AAAA' });
    expect([foreign.status, codeOf(foreign)]).toEqual([422, 'invalid-request']);
  });

  it('has to be in the notice file, and to hold today', async () => {
    declare(storm());
    const unknown = await apply('LA-STORM');
    expect([unknown.status, codeOf(unknown)]).toEqual([404, 'unknown-moratorium']);
    expect(unknown.json['detail']).toContain('The notice file has TX-STORM.');
    declare(aMoratorium({ from: '2026-12-24', to: '2026-12-31' }));
    const early = await apply();
    expect([early.status, codeOf(early)]).toEqual([409, 'change-refused']);
    expect(refusalsOf(early)).toMatchObject([
      {
        code: 'notInMoratorium',
        field: 'moratorium',
        found: '2026-12-01',
        allowed: 'the moratorium TX-STORM (TX; nonPayment; 2026-12-24 to 2026-12-31)',
      },
    ]);
  });

  it('is for operators', async () => {
    declare(storm());
    const answer = await send(
      '/api/moratoriums/TX-STORM/apply',
      { by: 'ops', reason: 'r' },
      KEYS.reader,
    );
    expect([answer.status, codeOf(answer)]).toEqual([403, 'missing-scope']);
  });
});
