import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SystemRejection } from '../../src/ports/call-errors.js';
import { codeOf, errorsOf, KEYS, type Answer } from './running-app.js';
import { type RunningChanges, runChanges } from './running-changes.js';

type Json = Readonly<Record<string, unknown>>;

describe('a cancellation over the API', () => {
  let changes: RunningChanges;
  let last = 0;
  beforeAll(async () => {
    changes = await runChanges('API');
  });
  afterAll(() => changes[Symbol.asyncDispose]());

  const send = (path: string, body: Json, key: string = KEYS.everything) =>
    changes.app.send(path, { body, key });
  const aPolicy = () => changes.bind(`SUB-${++last}`);
  const cancel = (policyNumber: string, body: Json, wait = 20) =>
    send(`/api/policies/${policyNumber}/cancellations?wait=${wait}`, {
      requestId: 'C-1',
      source: 'insured',
      reason: 'other',
      requestedOn: '2027-08-01',
      ...body,
    });
  const preview = (policyNumber: string, body: Json = {}) =>
    send('/api/previews/cancellation', {
      policyNumber,
      source: 'insured',
      reason: 'other',
      requestedOn: '2027-08-01',
      ...body,
    });
  const linksOf = ({ json }: Answer) => json['links'] as Readonly<Record<string, string>>;
  const refusalsOf = ({ json }: Answer) => json['refusals'] as readonly Json[];
  const act = (answer: Answer, link: string, body: Json) =>
    send(`${linksOf(answer)[link]}?wait=20`, body);

  it('is quoted as its preview says, and says what can be done about it', async () => {
    const policyNumber = await aPolicy();
    const seen = await preview(policyNumber);
    const { digest, amounts } = seen.json;
    const answer = await cancel(policyNumber, { digest });
    expect([answer.status, answer.headers.get('Location')]).toEqual([
      202,
      `/api/transactions/cancellation:${policyNumber}:C-1`,
    ]);
    expect(answer.json).toMatchObject({
      kind: 'cancellation',
      state: 'quoted',
      heldAt: 'quoted',
      externalSystem: 'api',
      externalId: 'C-1',
      policyNumber,
      total: '-2520.55',
      change: {
        termNumber: 1,
        effectiveDate: '2027-08-01',
        amounts,
        digest,
        notice: null,
        isResting: true,
      },
    });
    expect(Object.keys(linksOf(answer)).sort()).toEqual([
      'abandon',
      'accept',
      'advance',
      'correct',
      'reschedule',
      'rescind',
      'self',
      'temporalUi',
      'withdraw',
    ]);
  });

  it('is one change however often it is posted, and refused with other content', async () => {
    const policyNumber = await aPolicy();
    const first = await cancel(policyNumber, {});
    await act(first, 'withdraw', { reason: 'The insured stays' });
    for (const advanceTo of ['quoted', 'completed']) {
      const again = await cancel(policyNumber, { advanceTo });
      expect([again.status, again.json['state']]).toEqual([200, 'withdrawn']);
    }
    const other = await cancel(policyNumber, { requestedOn: '2027-09-01' });
    expect([other.status, codeOf(other)]).toEqual([409, 'different-request']);
  });

  it('is taken up with the days of its first request when it was terminated in Temporal', async () => {
    const policyNumber = await aPolicy();
    changes.app.setToday('2027-03-01T18:00:00Z');
    const first = await cancel(policyNumber, { requestedOn: undefined });
    expect(first.json).toMatchObject({ change: { effectiveDate: '2027-03-01' } });
    await changes.env.client.workflow.getHandle(String(first.json['id'])).terminate();
    changes.app.setToday('2027-04-01T18:00:00Z');
    const again = await cancel(policyNumber, { requestedOn: undefined });
    changes.app.setToday('2026-12-01T12:00:00Z');
    expect(again.json).toMatchObject({
      id: first.json['id'],
      state: 'quoted',
      change: { effectiveDate: '2027-03-01', digest: (first.json['change'] as Json)['digest'] },
    });
  });

  it('is found by the reference of any transaction of the policy', async () => {
    const policyNumber = await aPolicy();
    const first = await cancel(policyNumber, { requestId: 'BY-1', externalSystem: 'portal' });
    for (const policy of [
      { externalSystem: 'triton', externalId: `SUB-${last}` },
      { externalSystem: 'portal', externalId: 'BY-1' },
    ]) {
      await expect
        .poll(() =>
          send('/api/cancellations?wait=20', {
            policy,
            requestId: 'BY-1',
            externalSystem: 'portal',
            source: 'insured',
            reason: 'other',
            requestedOn: '2027-08-01',
          }).then(({ json }) => json['id']),
        )
        .toBe(first.json['id']);
    }
    const byNumber = await preview(policyNumber);
    const byReference = await send('/api/previews/cancellation', {
      policy: { externalSystem: 'triton', externalId: `SUB-${last}` },
      source: 'insured',
      reason: 'other',
      requestedOn: '2027-08-01',
    });
    expect(byReference.json).toEqual(byNumber.json);
    const twice = await preview(policyNumber, {
      policy: { externalSystem: 'triton', externalId: `SUB-${last}` },
    });
    expect(errorsOf(twice)).toMatchObject([{ field: 'policyNumber' }]);
    const unknown = await send('/api/cancellations', {
      policy: { externalSystem: 'triton', externalId: 'NOBODY' },
      requestId: 'BY-1',
      source: 'insured',
      reason: 'other',
    });
    expect([unknown.status, codeOf(unknown)]).toEqual([404, 'unknown-policy']);
  });

  it('is not started when its numbers are others than those that were seen', async () => {
    const policyNumber = await aPolicy();
    const { digest } = (await preview(policyNumber, { requestedOn: '2027-09-01' })).json;
    const answer = await cancel(policyNumber, { digest });
    const now = (await preview(policyNumber)).json['digest'];
    expect([answer.status, codeOf(answer)]).toEqual([409, 'quote-differs']);
    expect(answer.json['quote']).toEqual({ asked: digest, now, total: '-2520.55' });
    const id = `/api/transactions/cancellation:${policyNumber}:C-1`;
    expect((await changes.app.send(id)).status).toBe(404);
  });

  it('is not started when something stands against it, and all of that is said at once', async () => {
    const policyNumber = await aPolicy();
    const first = await cancel(policyNumber, { advanceTo: 'completed' });
    expect(first.json).toMatchObject({ state: 'pending', change: { isResting: true } });
    const answer = await cancel(policyNumber, { requestId: 'C-2', flat: true });
    expect([answer.status, codeOf(answer)]).toEqual([409, 'change-refused']);
    expect(refusalsOf(answer)).toMatchObject([
      { code: 'cancellationPending', field: 'pendingCancellation', found: first.json['id'] },
      {
        code: 'flatNotAtStart',
        field: 'effectiveDate',
        found: '2027-08-01',
        allowed: '2027-02-01',
      },
    ]);
  });

  it.each([
    ['atOrAfterExpiration', { requestedOn: '2028-02-01' }, '2028-02-01'],
    ['beforeTermStart', { requestedOn: '2027-01-01', receivedOn: '2026-12-15' }, '2027-01-01'],
  ])('is refused with %s', async (code, body, found) => {
    const policyNumber = await aPolicy();
    const answer = await cancel(policyNumber, body);
    expect(refusalsOf(answer)).toMatchObject([{ code, field: 'effectiveDate', found }]);
  });

  it('waits for the proof of a notice, and holds from the day that the proof leaves', async () => {
    const policyNumber = await aPolicy();
    const asked = { source: 'insurer', reason: 'nonPayment', receivedOn: '2027-06-01' };
    const answer = await cancel(policyNumber, { ...asked, requestedOn: undefined });
    expect(answer.json).toMatchObject({
      change: { notice: { row: 'N18', earliestDate: '2027-06-11', proof: null } },
    });
    const early = await act(answer, 'accept', {});
    expect([early.status, codeOf(early)]).toEqual([409, 'change-refused']);
    expect(refusalsOf(early)).toMatchObject([{ code: 'noticeProofMissing' }]);
    const sent = [{ to: 'insured', on: '2027-06-05', reference: 'USPS-1' }];
    const noticed = await act(answer, 'recordNotice', { by: 'olga', proof: { sent } });
    expect(noticed.json).toMatchObject({
      state: 'pending',
      change: {
        effectiveDate: '2027-06-15',
        notice: { proof: { sent } },
        isResting: true,
        acts: [{ act: 'recordNotice', by: 'olga' }],
      },
    });
    const tooEarly = await act(noticed, 'reschedule', { reason: 'x', effectiveDate: '2027-06-10' });
    expect(refusalsOf(tooEarly)).toMatchObject([{ code: 'tooEarly', found: '2027-06-10' }]);
    const rescinded = await act(noticed, 'rescind', { reason: 'Paid' });
    expect([rescinded.status, rescinded.json['state']]).toEqual([200, 'rescinded']);
    const again = await send(`${linksOf(noticed)['rescind']}`, { reason: 'Paid' });
    expect([again.status, again.json['state']]).toEqual([200, 'rescinded']);
  });

  it('cannot be rescinded once it is booked: a reinstatement brings the policy back', async () => {
    const policyNumber = await aPolicy();
    const booked = await cancel(policyNumber, {
      source: 'insurer',
      reason: 'notTaken',
      processOn: '2026-11-01',
      requestedOn: undefined,
      advanceTo: 'completed',
    });
    expect(booked.json).toMatchObject({ state: 'completed', total: '-5000.00' });
    const late = await send(`${linksOf(booked)['self']}/rescind`, { reason: 'Paid' });
    expect([late.status, codeOf(late)]).toEqual([409, 'change-refused']);
    expect(refusalsOf(late)).toMatchObject([
      { code: 'tooLateToRescind', field: 'state', allowed: 'a reinstatement' },
    ]);
    const second = await cancel(policyNumber, { requestId: 'C-2' });
    expect(refusalsOf(second)).toMatchObject([{ code: 'notEarlier' }]);
    expect((await preview(policyNumber)).json).toMatchObject({ paidTo: null });
  });

  it('is seen at its policy: what covers until when, what is pending, what came of what', async () => {
    const policyNumber = await aPolicy();
    const withdrawn = await cancel(policyNumber, { requestId: 'C-0' });
    await act(withdrawn, 'withdraw', { reason: 'A mistake' });
    const pending = await cancel(policyNumber, { advanceTo: 'completed' });
    const read = () => changes.app.send(`/api/policies/${policyNumber}`);
    changes.app.setToday('2027-06-01T12:00:00Z');
    await expect
      .poll(async () => (await read()).json)
      .toMatchObject({
        isComplete: true,
        inForce: { termNumber: 1, from: '2027-02-01', to: '2028-02-01' },
        pending: [
          {
            termNumber: 1,
            transaction: pending.json['id'],
            until: (pending.json['change'] as Json)['goesOnAt'],
          },
          { termNumber: 1, transaction: null },
        ],
        terms: [
          { termNumber: 1, details: { charged: { total: '5000.00' }, layers: [{ kind: 'bind' }] } },
        ],
        transactions: {
          open: [{ id: pending.json['id'], state: 'pending' }],
          closed: expect.arrayContaining([
            expect.objectContaining({ id: withdrawn.json['id'], state: 'withdrawn' }),
            expect.objectContaining({ kind: 'newBusiness', state: 'completed' }),
          ]) as object[],
        },
      });
    changes.app.setToday('2026-12-01T12:00:00Z');
  });

  it('A81: has its turn freed by an operator when it was terminated in Temporal, and not while it runs', async () => {
    const policyNumber = await aPolicy();
    const no = new SystemRejection(
      { system: 'policySystem', operation: 'BindQuote' },
      { reason: 'The accounting period is closed.', remedy: 'Have it opened.' },
    );
    changes.policySystem.failNext('bindChange', no, 'before');
    const now = { processOn: '2026-11-01', advanceTo: 'completed' };
    const stopped = await cancel(policyNumber, now);
    expect(stopped.json).toMatchObject({ needsAttention: true });
    const transaction = String(stopped.json['id']);
    const free = () =>
      send(`/api/policies/${policyNumber}/terms/1/free-turn`, {
        transaction,
        by: 'olga',
        reason: 'Terminated by mistake',
      });
    const early = await free();
    expect([early.status, codeOf(early)]).toEqual([409, 'turn-in-use']);
    await changes.env.client.workflow.getHandle(transaction).terminate('by mistake');
    const freed = await free();
    expect(freed.status).toBe(200);
    expect(freed.json['turn']).toMatchObject({ holder: null });
    const again = await free();
    expect([again.status, codeOf(again)]).toEqual([409, 'turn-in-use']);
  });

  it('says which kind of transaction has no such act', async () => {
    await aPolicy();
    const answer = await send(`/api/transactions/new-business:triton:SUB-${last}/withdraw`, {
      reason: 'x',
    });
    expect([answer.status, codeOf(answer)]).toEqual([409, 'no-such-act']);
    expect(answer.json['detail']).toContain('New business');
  });

  it('is asked for with a key that may write', async () => {
    const answer = await send('/api/policies/P-1/cancellations', {}, KEYS.reader);
    expect([answer.status, codeOf(answer)]).toEqual([403, 'missing-scope']);
  });
});
