import { TRANSACTION_KINDS } from '../../src/domain/transaction/kinds.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Correction } from '../../src/workflows/transaction/messages.js';
import { grpcError, updateRefused } from './fake-temporal.js';
import {
  type Answer,
  type RunningApp,
  KEYS,
  aRequest,
  codeOf,
  errorsOf,
  runApp,
} from './running-app.js';

const ID = 'new-business:triton:TRITON-12345';
const SELF = `/api/transactions/${ID}`;

let app: RunningApp;
beforeEach(async () => {
  app = await runApp();
  await app.post('/api/submissions', aRequest());
});
afterEach(async () => {
  await app[Symbol.asyncDispose]();
});

function stop(): void {
  app.temporal.advance(ID, {
    waitingFor: 'a person',
    attention: {
      step: 'producer',
      cause: 'rejected',
      field: 'producer.contactGuid',
      reason: 'No such contact.',
      remedy: 'Correct it.',
      inDoubt: [],
      since: '2026-12-01T12:00:00.000Z',
    },
  });
}

describe('looking at a transaction', () => {
  it('answers the record of the worker while it runs', async () => {
    app.temporal.advance(ID, {
      state: 'bound',
      policyNumber: 'GL-1',
      premiumCents: 512_345,
      steps: [
        {
          name: 'insured',
          startedAt: '2026-12-01T12:00:00.000Z',
          finishedAt: '2026-12-01T12:00:01.000Z',
          outcome: 'Created.',
        },
      ],
    });
    const answer = await app.send(SELF);
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ state: 'bound', policyNumber: 'GL-1', premium: '5123.45' });
    expect(answer.json['links']).not.toHaveProperty('abandon');
  });

  it('answers the same under the other address', async () => {
    const other = await app.send(`/api/transaction/${ID}`);
    expect(other.json).toEqual((await app.send(SELF)).json);
    expect((await app.send(`/api/transaction/${encodeURIComponent(ID)}`)).json).toEqual(other.json);
  });

  it('needs no worker once it has ended', async () => {
    app.temporal.advance(ID, { state: 'completed', issuedOn: '2026-12-01' }, 'COMPLETED');
    app.temporal.hasWorker = false;
    const answer = await app.send(SELF);
    expect(answer.json).toMatchObject({ state: 'completed', issuedOn: '2026-12-01' });
  });

  it.each([
    ['TERMINATED', 'terminated'],
    ['CANCELLED', 'cancelled'],
    ['FAILED', 'crashed'],
    ['TIMED_OUT', 'timedOut'],
  ] as const)('says that a workflow %s in Temporal has failed', async (status, code) => {
    app.temporal.advance(ID, {}, status);
    const answer = await app.send(SELF);
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ state: 'failed', failure: { code } });
  });

  it('answers 503 when no worker does', async () => {
    app.temporal.hasWorker = false;
    const answer = await app.send(SELF);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('Retry-After')).toBe('5');
    expect(codeOf(answer)).toBe('worker-unavailable');
  });

  it.each([
    'new-business:triton:OTHER',
    'unknown',
    'new-business:a:b:c',
    '%00',
    'new-business:triton:%00',
    '..%2f..%2fetc',
    '%F0%9F%8E%88',
  ])('does not know %s', async (id) => {
    const answer = await app.send(`/api/transactions/${id}`);
    expect(answer.status).toBe(404);
    expect(codeOf(answer)).toBe('unknown-transaction');
  });

  it("does not know other people's workflows", async () => {
    app.temporal.workflow(ID).type = 'payroll';
    expect((await app.send(SELF)).status).toBe(404);
  });
});

describe('searching transactions', () => {
  it('reads attributes and memo, and asks no worker', async () => {
    app.temporal.hasWorker = false;
    app.temporal.workflow(ID).attributes = {
      ...app.temporal.workflow(ID).attributes,
      TransactionState: 'quote_created',
      PolicyNumber: 'GL-1',
      NeedsAttention: true,
    };
    const answer = await app.send('/api/transactions');
    expect(answer.status).toBe(200);
    expect(answer.json['nextCursor']).toBeNull();
    expect(answer.json['items']).toEqual([
      expect.objectContaining({
        id: ID,
        kind: 'newBusiness',
        state: 'quote_created',
        policyNumber: 'GL-1',
        needsAttention: true,
        attention: null,
        product: 'general-liability',
        effectiveDate: '2027-02-01',
        expirationDate: '2028-02-01',
        premium: null,
        steps: [],
      }),
    ]);
  });

  it('asks Temporal with quoted values', async () => {
    await app.send(
      `/api/transactions?policyNumber=GL%201&externalSystem=triton&externalId=T-1&state=rated&kind=newBusiness&needsAttention=true&pageSize=7`,
    );
    expect(app.temporal.listRequests).toMatchObject([
      {
        pageSize: 7,
        query:
          `(${TRANSACTION_KINDS.map((kind) => `WorkflowType = '${kind}'`).join(' OR ')})` +
          " AND PolicyNumber = 'GL 1' AND ExternalSystem = 'triton'" +
          " AND ExternalId = 'T-1' AND TransactionKind = 'newBusiness' AND TransactionState = 'rated'" +
          " AND (ExecutionStatus = 'Running' OR ExecutionStatus = 'Completed')" +
          " AND (NeedsAttention = true OR TemporalReportedProblems = 'category=WorkflowTaskFailed') AND ExecutionStatus = 'Running'",
      },
    ]);
  });

  it('counts what was ended in Temporal as failed', async () => {
    app.temporal.advance(ID, {}, 'TERMINATED');
    const answer = await app.send('/api/transactions?state=failed');
    expect(app.temporal.listRequests[0]?.query).toContain("ExecutionStatus = 'Terminated'");
    expect(answer.json['items']).toMatchObject([
      { state: 'failed', failure: { code: 'terminated' }, needsAttention: false },
    ]);
  });

  it('pages with a cursor', async () => {
    for (const n of [1, 2]) await app.post('/api/submissions', aRequest({ externalId: `T-${n}` }));
    const seen: unknown[] = [];
    let cursor: string | null = '';
    for (let pages = 0; cursor !== null && pages < 5; pages += 1) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page: Answer = await app.send(`/api/transactions?pageSize=1${query}`);
      seen.push(...(page.json['items'] as { id: string }[]).map(({ id }) => id));
      cursor = page.json['nextCursor'] as string | null;
    }
    expect(seen).toEqual([ID, 'new-business:triton:T-1', 'new-business:triton:T-2']);
  });

  it('refuses a cursor of another search', async () => {
    await app.post('/api/submissions', aRequest({ externalId: 'T-1' }));
    const page = await app.send('/api/transactions?pageSize=1');
    const cursor = page.json['nextCursor'] as string;
    const answer = await app.send(`/api/transactions?pageSize=1&state=rated&cursor=${cursor}`);
    expect(answer.status).toBe(400);
    expect(errorsOf(answer)[0]?.field).toBe('cursor');
  });

  it.each([
    ['policyNumber', "x' OR WorkflowType != '"],
    ['policyNumber', 'a"b'],
    ['policyNumber', 'a\\'],
    ['policyNumber', 'a\u0000'],
    ['policyNumber', ''],
    ['externalId', 'x'.repeat(101)],
    ['externalSystem', '`'],
    ['state', 'sleeping'],
    ['kind', 'audit'],
    ['needsAttention', 'yes'],
    ['pageSize', '0'],
    ['pageSize', '201'],
    ['pageSize', '1e2'],
    ['cursor', 'not base64!'],
    ['cursor', 'A'],
    ['cursor', Buffer.from('made up').toString('base64url')],
    ['colour', 'red'],
    ['__proto__', 'x'],
  ])('refuses %s=%s', async (name, value) => {
    const answer = await app.send(`/api/transactions?${name}=${encodeURIComponent(value)}`);
    expect(answer.status).toBe(400);
    expect(codeOf(answer)).toBe('invalid-parameter');
    expect(errorsOf(answer)[0]?.field).toBe(name);
  });

  it('refuses a parameter given twice', async () => {
    const answer = await app.send('/api/transactions?state=bound&state=rated');
    expect(answer.status).toBe(400);
    expect(errorsOf(answer)).toEqual([
      {
        field: 'state',
        code: 'repeated',
        reason: 'is given more than once',
        remedy: 'Give it once.',
      },
    ]);
  });
});

describe('correcting a transaction', () => {
  const correct = (body: unknown) => app.post(`${SELF}/correct`, body);
  const sent = () => app.temporal.updates.map(({ argument }) => argument) as Correction[];
  const who = { by: 'Pat', reason: 'Typing error' };

  beforeEach(stop);

  it('passes the patch on as it is, for it is applied where the transaction runs', async () => {
    const changes = {
      producer: { contactGuid: null, search: 'Bayou Agency' },
      premium: [{ charge: 'premium', state: 'TX', amount: '6000.00' }],
    };
    expect((await correct({ ...who, changes })).status).toBe(200);
    expect(sent()).toEqual([{ ...who, changes }]);
  });

  it('runs the step again with no changes', async () => {
    expect((await correct({ ...who, changes: {} })).status).toBe(200);
    expect((await correct(who)).status).toBe(200);
    expect(sent()).toEqual([{ ...who, changes: {} }, who]);
  });

  it('passes on what a person found in the policy system', async () => {
    const outcome = { written: true, made: 'GL-1' };
    expect((await correct({ ...who, changes: {}, outcome })).status).toBe(200);
    expect(sent()).toMatchObject([{ outcome }]);
  });

  it('keeps the revision that the correction was made from', async () => {
    await correct({ ...who, changes: {}, revision: 1 });
    expect(sent()).toMatchObject([{ revision: 1 }]);
  });

  it('answers the faults of the corrected submission by field', async () => {
    const errors = [
      {
        field: 'effectiveDate',
        code: 'outOfRange',
        reason: 'is too late',
        remedy: 'Choose another.',
      },
    ];
    app.temporal.refusal = updateRefused('invalidInput', 'It cannot be taken.', errors);
    const answer = await correct({ ...who, changes: { effectiveDate: '9999-12-31' } });
    expect(answer.status).toBe(422);
    expect(codeOf(answer)).toBe('invalid-request');
    expect(errorsOf(answer)).toEqual(errors);
  });

  it('answers 503 when the correction could not be checked in time', async () => {
    app.temporal.refusal = updateRefused('notChecked', 'Send it again.');
    const answer = await correct({ ...who, changes: {} });
    expect(answer.status).toBe(503);
    expect(codeOf(answer)).toBe('worker-unavailable');
    expect(answer.json['detail']).toBe('Send it again.');
  });

  it.each([
    ['by', { reason: 'x', changes: {} }],
    ['reason', { by: 'x', reason: ' ', changes: {} }],
    ['changes', { by: 'x', reason: 'x', changes: [] }],
    ['changes', { by: 'x', reason: 'x', changes: null }],
    ['colour', { by: 'x', reason: 'x', changes: {}, colour: 'red' }],
    ['outcome', { by: 'x', reason: 'x', changes: {}, outcome: 'yes' }],
    ['revision', { by: 'x', reason: 'x', changes: {}, revision: -1 }],
  ])('refuses a wrong %s', async (field, body) => {
    const answer = await correct(body);
    expect(answer.status).toBe(422);
    expect(errorsOf(answer).map((error) => error.field)).toContain(field);
  });

  it.each([
    ['nothingToCorrect', 'nothing-to-correct'],
    ['staleRevision', 'stale-revision'],
    ['alreadyUsed', 'already-used'],
    ['outcomeNeeded', 'outcome-needed'],
    ['outcomeNotNeeded', 'outcome-not-needed'],
    ['outcomeDiffers', 'outcome-differs'],
    ['tooEarly', 'too-early'],
  ])('answers the refusal %s as %s', async (type, code) => {
    app.temporal.refusal = updateRefused(type, 'In words.');
    const answer = await correct({ ...who, changes: {} });
    expect(answer.status).toBe(409);
    expect(codeOf(answer)).toBe(code);
    expect(answer.json['detail']).toBe('In words.');
  });

  it('keeps the text of any other failure inside', async () => {
    app.temporal.refusal = updateRefused('TypeError', 'secret of the house');
    const answer = await correct({ ...who, changes: {} });
    expect(answer.status).toBe(409);
    expect(codeOf(answer)).toBe('refused');
    expect(answer.text).not.toContain('secret');
  });

  it('answers 503 without a worker', async () => {
    app.temporal.hasWorker = false;
    const answer = await correct({ ...who, changes: {} });
    expect(answer.status).toBe(503);
    expect(codeOf(answer)).toBe('worker-unavailable');
  });

  it('refuses a transaction that has ended', async () => {
    app.temporal.advance(ID, { state: 'completed' }, 'COMPLETED');
    expect(codeOf(await correct({ ...who, changes: {} }))).toBe('already-ended');
  });

  it('does not know an unknown one', async () => {
    const answer = await app.post('/api/transactions/new-business:a:b/correct', {
      ...who,
      changes: {},
    });
    expect(answer.status).toBe(404);
  });
});

describe('running again all that stopped for the same cause', () => {
  const retry = (body: object) => app.post('/api/transactions:retry', { ...who, ...body });
  const who = { by: 'Pat', reason: 'The server is back' };
  const idOf = (at: number) => `new-business:triton:MANY-${at}`;
  const sent = () => app.temporal.updates.map(({ argument }) => argument) as Correction[];

  async function stopMany(count: number, cause: 'outage' | 'rejected'): Promise<void> {
    app.temporal.workflows.clear();
    for (let at = 0; at < count; at += 1) {
      await app.post('/api/submissions', aRequest({ externalId: `MANY-${at}` }));
      app.temporal.advance(idOf(at), {
        revision: at,
        attention: {
          step: at % 2 === 0 ? 'bind' : 'quote',
          cause,
          field: null,
          reason: `It was away ${at}.`,
          remedy: 'Run it again.',
          inDoubt: [],
          since: `2026-12-0${at + 1}T12:00:00.000Z`,
        },
      });
    }
  }

  it('A49: sends a correction without changes to each that is meant, and says what came of it', async () => {
    await stopMany(4, 'outage');
    const answer = await retry({ filter: { cause: 'outage', step: 'bind' } });
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      looked: 4,
      retried: 2,
      refused: 0,
      unanswered: 0,
      items: [
        { id: idOf(0), outcome: 'retried' },
        { id: idOf(2), outcome: 'retried' },
      ],
      nextCursor: null,
    });
    expect(sent()).toEqual([
      { ...who, changes: {}, revision: 0 },
      { ...who, changes: {}, revision: 2 },
    ]);
  });

  it.each<[string, object, number]>([
    ['product', { product: 'general-liability' }, 3],
    ['another product', { product: 'contractors' }, 0],
    ['field', { field: 'premium' }, 0],
    ['words of the reason', { reasonIncludes: 'away 1' }, 1],
    ['when it stopped', { since: '2026-12-02T06:00:00-06:00' }, 2],
    ['kind', { kind: 'newBusiness' }, 3],
  ])('tells them apart by %s', async (_what, filter, retried) => {
    await stopMany(3, 'outage');
    expect((await retry({ filter })).json).toMatchObject({ looked: 3, retried });
  });

  it('says of each why it was refused, and leaves it as it is', async () => {
    await stopMany(2, 'rejected');
    app.temporal.refusal = updateRefused('outcomeNeeded', 'Say what the policy system holds.');
    expect((await retry({ filter: { cause: 'rejected' } })).json).toMatchObject({
      retried: 0,
      refused: 2,
      items: [
        { outcome: 'refused', code: 'outcome-needed', detail: 'Say what the policy system holds.' },
        { outcome: 'refused' },
      ],
    });
  });

  it('names those for which no worker answered', async () => {
    await stopMany(1, 'outage');
    app.temporal.hasWorker = false;
    expect((await retry({ filter: { cause: 'outage' } })).json).toMatchObject({
      unanswered: 1,
      items: [{ id: idOf(0), outcome: 'unanswered', code: 'worker-unavailable' }],
    });
  });

  it('goes on by cursor where there are more', async () => {
    await stopMany(3, 'outage');
    const first = await retry({ filter: { cause: 'outage' }, limit: 2 });
    expect(first.json).toMatchObject({ looked: 2, retried: 2 });
    const cursor = first.json['nextCursor'];
    const second = await retry({ filter: { cause: 'outage' }, limit: 2, cursor });
    expect(second.json).toMatchObject({ looked: 1, retried: 1, nextCursor: null });
  });

  it.each<[string, object, string]>([
    ['no filter', {}, 'filter'],
    ['an empty filter', { filter: {} }, 'filter'],
    ['an unknown cause', { filter: { cause: 'bad luck' } }, 'filter.cause'],
    ['a day for a moment', { filter: { since: '2026-12-01' } }, 'filter.since'],
    ['too many at once', { filter: { cause: 'outage' }, limit: 1_000 }, 'limit'],
    ['a cursor of its own making', { filter: { cause: 'outage' }, cursor: 'abc' }, 'cursor'],
    ['nobody who acts', { by: ' ', filter: { cause: 'outage' } }, 'by'],
  ])('refuses %s', async (_what, body, field) => {
    const answer = await retry(body);
    expect(answer.status).toBe(422);
    expect(errorsOf(answer).map((error) => error.field)).toEqual([field]);
    expect(sent()).toEqual([]);
  });

  it('is not for a key that only reads', async () => {
    const answer = await app.send('/api/transactions:retry', {
      body: { ...who, filter: { cause: 'outage' } },
      key: KEYS.reader,
    });
    expect(codeOf(answer)).toBe('missing-scope');
  });
});

describe('abandoning a transaction', () => {
  const abandon = (body: unknown) => app.post(`${SELF}/abandon`, body);
  const act = { by: 'Pat', reason: 'Withdrawn by the insured' };

  it('sends who and why', async () => {
    expect((await abandon(act)).status).toBe(200);
    expect(app.temporal.updates).toEqual([{ name: 'abandon', argument: act }]);
  });

  it.each([
    ['alreadyBound', 'already-bound'],
    ['bindUnderWay', 'bind-under-way'],
    ['alreadyEnded', 'already-ended'],
  ])('answers the refusal %s as %s', async (type, code) => {
    app.temporal.refusal = updateRefused(type, 'In words.');
    const answer = await abandon(act);
    expect(answer.status).toBe(409);
    expect(codeOf(answer)).toBe(code);
  });

  it('answers 503 when the outcome is not known', async () => {
    app.temporal.refusal = grpcError(4, 'Deadline exceeded');
    expect(codeOf(await abandon(act))).toBe('worker-unavailable');
  });

  it('refuses one that has ended, and a request without a reason', async () => {
    expect((await abandon({ by: 'Pat' })).status).toBe(422);
    app.temporal.advance(ID, { state: 'failed' }, 'COMPLETED');
    expect(codeOf(await abandon(act))).toBe('already-ended');
  });
});

describe('the key of a viewer', () => {
  it.each([
    ['POST', '/api/submissions'],
    ['POST', `${SELF}/correct`],
    ['POST', `${SELF}/abandon`],
  ])('does not allow %s %s', async (method, path) => {
    const answer = await app.send(path, { method, body: {}, key: KEYS.reader });
    expect(answer.status).toBe(403);
    expect(codeOf(answer)).toBe('missing-scope');
  });

  it('allows to look', async () => {
    expect((await app.send(SELF, { key: KEYS.reader })).status).toBe(200);
    expect((await app.send('/api/transactions', { key: KEYS.reader })).status).toBe(200);
  });
});
