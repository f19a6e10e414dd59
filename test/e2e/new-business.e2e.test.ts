import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readStartConfig } from '../../tools/start/start-config.js';
import { freePort } from '../../tools/processes/free-port.js';
import { ensureTemporalServer } from '../../tools/temporal-server/temporal-server.js';
import { temporalAddress, temporalEnvironment } from '../support/temporal.js';
import type { TestProcess } from '../support/test-process.js';
import { onFileFor, oneOfEach } from './end-state.js';
import { EXAMPLES, exampleRequest, TOTALS, type Example } from './example-submissions.js';
import { ownRequest, type Request } from './own-request.js';
import {
  isCompleted,
  needsAttention,
  wholeSystem,
  type Answer,
  type WholeSystem,
} from './whole-system.js';

const DAY_MS = 86_400_000;
const WAIT = '?wait=30';
const LIMIT_MS = 120_000;

describe('new business, all processes', { timeout: LIMIT_MS }, () => {
  let env: TestWorkflowEnvironment;
  let system: WholeSystem;
  let sandbox: TestProcess;
  let worker: TestProcess;

  beforeAll(async () => {
    env = await temporalEnvironment();
    system = await wholeSystem({ address: temporalAddress(), namespace: env.namespace ?? '' });
    [sandbox, worker] = await Promise.all([
      system.startSandbox(),
      system.startWorker(),
      system.startApi(),
      system.startBilling(),
    ]);
  });
  afterAll(async () => {
    await system.close();
    await env.teardown();
  });
  beforeEach(async () => {
    await system.admin.disarm();
    await system.admin.reset();
  });

  const referenceOf = (request: Request) => ({
    system: String(request['externalSystem']),
    id: String(request['externalId']),
  });
  async function expectOneOfEach(request: Request, example: Example = 'general-liability') {
    const state = await system.admin.state();
    expect(onFileFor(state, referenceOf(request))).toEqual(oneOfEach(example));
  }
  async function begin(request: Request): Promise<string> {
    const { status, body } = await system.post('/api/submissions', request);
    expect(status).toBe(202);
    return body.id;
  }

  it.each(EXAMPLES)(
    'answers a policy number to %s, and the same to the same again',
    async (example) => {
      const request = ownRequest(example);
      const first = await system.post(`/api/submissions${WAIT}`, request);
      expect(first).toMatchObject({
        status: 200,
        body: {
          state: 'completed',
          policyNumber: expect.stringMatching(/^[A-Z]{3}-2027-\d{6}$/) as string,
          total: TOTALS[example],
        },
      });
      expect(await system.post(`/api/submissions${WAIT}`, request)).toEqual(first);
      const other = { ...request, effectiveDate: '2027-03-01', expirationDate: '2028-03-01' };
      expect(await system.post(`/api/submissions${WAIT}`, other)).toMatchObject({
        status: 409,
        body: { type: 'urn:bindery:problem:different-request' },
      });
      await expectOneOfEach(request, example);

      const { id, policyNumber } = first.body;
      const path = encodeURIComponent(id);
      expect((await system.get(`/api/transactions/${path}`)).body).toEqual(first.body);
      expect((await system.get(`/api/transaction/${path}`)).body).toEqual(first.body);
      for (;;) {
        const list = await system.get<{ items: readonly Answer[] }>(
          `/api/transactions?policyNumber=${String(policyNumber)}`,
        );
        expect(list.status).toBe(200);
        if (list.body.items.length === 0) continue;
        expect(list.body.items.map((item) => item.id)).toEqual([id]);
        break;
      }
    },
  );

  it('quotes a price, and binds when that is accepted', async () => {
    const request = { ...ownRequest(), advanceTo: 'priced' };
    const quoted = await system.post(`/api/submissions${WAIT}`, request);
    expect(quoted).toMatchObject({
      status: 202,
      body: {
        quoteState: 'priced',
        heldAt: 'priced',
        total: TOTALS['general-liability'],
        policyNumber: null,
        needsAttention: false,
      },
    });
    const { id } = quoted.body;
    expect(onFileFor(await system.admin.state(), referenceOf(request))).toMatchObject({
      quotes: 1,
      bound: false,
      policyNumber: null,
    });
    const accepted = await system.post(`/api/transactions/${id}/accept${WAIT}`, { by: 'Pat Doe' });
    expect(accepted).toMatchObject({
      status: 200,
      body: { state: 'completed', quoteState: 'issued', advances: [{ by: 'Pat Doe' }] },
    });
    expect(await system.post(`/api/transactions/${id}/accept`, {})).toEqual(accepted);
    await expectOneOfEach(request);
  });

  it('waits while the policy system is down, and goes on by itself', async () => {
    expect(await sandbox.stop()).toBe('ended with exit code 0');
    const request = ownRequest();
    const id = await begin(request);
    const { waitingFor } = await system.untilSo(id, (answer) => answer.waitingFor !== null);
    expect(waitingFor).toContain('the policy system: step');
    sandbox = await system.startSandbox();
    await system.untilSo(id, isCompleted);
    await expectOneOfEach(request);
  });

  it('goes on after the policy system crashed with a premium just booked', async () => {
    await system.admin.arm({ operation: 'AddPremium', kind: 'hold', when: 'after' });
    const request = ownRequest();
    const before = await system.admin.lastCall();
    const id = await begin(request);
    await system.admin.untilCalled(before, ({ misbehaviour }) => misbehaviour === 'hold');
    await sandbox.kill();
    sandbox = await system.startSandbox();
    expect((await system.admin.counts()).quotes).toBe(1);
    await system.untilSo(id, isCompleted);
    await expectOneOfEach(request);
  });

  it('hears the answer of the call in flight before its worker stops', async () => {
    const operation = 'BindQuoteWithInstallment';
    await system.admin.arm({ operation, kind: 'late', when: 'after', delayMs: 1_500 });
    const request = ownRequest();
    const before = await system.admin.lastCall();
    const id = await begin(request);
    await system.admin.untilCalled(before, (call) => call.operation === operation);
    expect(await worker.stop()).toBe('ended with exit code 0');
    expect((await worker.log()).includes('"msg":"stopped"')).toBe(true);
    worker = await system.startWorker();
    await system.untilSo(id, isCompleted);
    const binds = (await system.admin.calls(before)).filter((call) => call.operation === operation);
    expect(binds.map(({ outcome }) => outcome)).toEqual(['ok']);
    await expectOneOfEach(request);
  });

  it('puts one insured on file for twenty submissions at the same moment', async () => {
    const { insured } = ownRequest();
    const requests = Array.from({ length: 20 }, () => ownRequest('general-liability', { insured }));
    const ids = await Promise.all(requests.map(begin));
    const answers = await Promise.all(ids.map((id) => system.untilSo(id, isCompleted)));
    expect(new Set(answers.map(({ policyNumber }) => policyNumber)).size).toBe(20);
    expect(await system.admin.counts()).toEqual({
      insureds: 1,
      submissions: 20,
      quotes: 20,
      invoices: 20,
      documents: 40,
      links: 20,
    });
  });

  it('A9: binds one of two quotes of one opportunity that are asked for at the same moment', async () => {
    const request = ownRequest();
    const rival = { ...request, effectiveDate: '2027-03-01', expirationDate: '2028-03-01' };
    const answers = await Promise.all(
      [request, rival].map((one) => system.post(`/api/submissions${WAIT}`, one)),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const { quotes, invoices } = await system.admin.state();
    expect(quotes.map(({ policyNumber }) => policyNumber)).toEqual([
      answers.find(({ status }) => status === 200)?.body.policyNumber,
    ]);
    expect(invoices).toHaveLength(1);
  });

  it('completes sixty submissions while one call in twelve goes wrong', async () => {
    await system.admin.armRandom({
      seed: 20_270_201,
      rate: 0.08,
      kinds: ['drop', 'late', 'unavailable', 'html', 'truncated', 'expireTokens', 'deadlock'],
      // After the time-outs of the worker, and before the settle time is over.
      delayMs: 2_200,
    });
    const requests = Array.from({ length: 60 }, (_, at) => {
      const example = EXAMPLES[at % EXAMPLES.length] ?? 'general-liability';
      return { example, request: ownRequest(example) };
    });
    const ids = await Promise.all(requests.map(({ request }) => begin(request)));
    await Promise.all(ids.map((id) => system.untilSo(id, isCompleted)));
    expect(await system.admin.struckAtRandom()).toBeGreaterThan(50);
    const state = await system.admin.state();
    for (const { example, request } of requests) {
      expect(onFileFor(state, referenceOf(request))).toEqual(oneOfEach(example));
    }
    expect(await system.admin.counts()).toEqual({
      insureds: 60,
      submissions: 60,
      quotes: 60,
      invoices: 60,
      documents: 120,
      links: 60,
    });
  });

  it('knows what it wrote when Temporal has forgotten the transaction', async () => {
    const request = ownRequest();
    const first = await system.post(`/api/submissions${WAIT}`, request);
    expect(first.status).toBe(200);
    const { id } = first.body;
    const counts = await system.admin.counts();
    const forget = async () => {
      await env.client.workflowService.deleteWorkflowExecution({
        namespace: env.namespace ?? '',
        workflowExecution: { workflowId: id },
      });
      while ((await system.get(`/api/transactions/${encodeURIComponent(id)}`)).status !== 404) {
        await pause(50);
      }
    };

    await forget();
    expect(await system.post(`/api/submissions${WAIT}`, request)).toMatchObject({
      status: 200,
      body: { state: 'completed', policyNumber: first.body.policyNumber, premium: '5000.00' },
    });
    expect(await system.admin.counts()).toEqual(counts);

    await forget();
    const other = { ...request, effectiveDate: '2027-03-01', expirationDate: '2028-03-01' };
    expect((await system.post(`/api/submissions${WAIT}`, other)).status).toBe(409);
    expect(await system.admin.counts()).toEqual(counts);
    expect(await system.post(`/api/submissions${WAIT}`, request)).toMatchObject({
      status: 200,
      body: { policyNumber: first.body.policyNumber },
    });
    expect(await system.admin.counts()).toEqual(counts);
  });

  describe('meets a common error:', () => {
    async function stopped(request: Request): Promise<Answer> {
      return system.untilSo(await begin(request), needsAttention);
    }
    async function correct({ id }: Answer, changes: Request = {}): Promise<void> {
      const path = `/api/transactions/${encodeURIComponent(id)}/correct`;
      const body = { by: 'olga', reason: 'mended', changes };
      expect(await system.post(path, body)).toMatchObject({ status: 200 });
      await system.untilSo(id, isCompleted);
    }

    it('invalid credentials', async () => {
      await worker.stop();
      worker = await system.startWorker({
        IMS_ENCRYPTED_PASSWORD: 'd3Jvbmc=',
        IMS_ODD_ANSWER_PATIENCE: '1s',
      });
      const request = ownRequest();
      const answer = await stopped(request);
      expect(answer.attention).toMatchObject({
        step: 'lookUpReference',
        cause: 'rejected',
        remedy: expect.stringMatching(/user name .* password/) as string,
      });
      await worker.stop();
      worker = await system.startWorker();
      await correct(answer);
      await expectOneOfEach(request);
    });

    it('an insured that is on file already is used as it is', async () => {
      const request = ownRequest();
      const first = await system.post(`/api/submissions${WAIT}`, request);
      const again = ownRequest('general-liability', { insured: request['insured'] });
      const second = await system.post(`/api/submissions${WAIT}`, again);
      expect(second.status).toBe(200);
      expect(second.body.ids.insuredGuid).toBe(first.body.ids.insuredGuid);
      expect((await system.admin.counts()).insureds).toBe(1);
    });

    it('an invalid producer', async () => {
      const request = ownRequest('general-liability', {
        producer: { contactGuid: '11111111-1111-4111-8111-111111111111' },
      });
      const answer = await stopped(request);
      expect(answer.attention).toMatchObject({
        step: 'producer',
        cause: 'rejected',
        field: 'producer.contactGuid',
      });
      await correct(answer, { producer: exampleRequest('general-liability')['producer'] });
      await expectOneOfEach(request);
    });

    it('a missing field', async () => {
      const request = ownRequest();
      delete request['state'];
      expect(await system.post('/api/submissions', request)).toMatchObject({
        status: 422,
        body: { errors: [{ field: 'state' }] },
      });
      expect((await system.admin.counts()).insureds).toBe(0);
    });

    it('no rater for the workbook', async () => {
      const request = ownRequest('contractors', {
        workbook: {
          fileName: 'rating.xlsx',
          contentBase64: Buffer.from('not a rating workbook').toString('base64'),
        },
      });
      const answer = await stopped(request);
      expect(answer.attention).toMatchObject({
        step: 'rating',
        cause: 'rejected',
        field: 'workbook',
      });
      await correct(answer, { workbook: exampleRequest('contractors')['workbook'] });
      await expectOneOfEach(request, 'contractors');
    });

    it('a quote without a premium', async () => {
      await system.admin.arm({
        operation: 'BindQuoteWithInstallment',
        kind: 'fault',
        text: 'installment',
      });
      const request = ownRequest();
      const answer = await stopped(request);
      expect(answer.attention).toMatchObject({
        step: 'bind',
        cause: 'rejected',
        field: 'paymentPlan',
        remedy: expect.stringContaining('premium') as string,
      });
      await correct(answer);
      await expectOneOfEach(request);
    });

    it('a policy that is not bound when it is issued', async () => {
      await system.admin.arm({ operation: 'IssuePolicy', kind: 'fault', text: 'issueUnbound' });
      const request = ownRequest();
      const answer = await stopped(request);
      expect(answer.attention).toMatchObject({ step: 'issue', cause: 'rejected' });
      expect(answer.policyNumber).not.toBeNull();
      await correct(answer);
      await expectOneOfEach(request);
    });
  });
});

describe('the API without Temporal', { timeout: LIMIT_MS }, () => {
  it('answers 503 within its deadline and recovers by itself', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bindery-temporal-down-'));
    const { config } = readStartConfig();
    const port = await freePort();
    const startTemporal = () =>
      ensureTemporalServer({
        root: fileURLToPath(new URL('../..', import.meta.url)),
        namespace: 'default',
        existing: null,
        cliPath: config.temporalCliPath,
        port,
        databaseFile: join(folder, 'temporal.db'),
        logFile: join(folder, 'temporal.log'),
        retentionMs: DAY_MS,
        say: () => undefined,
      });
    let temporal = await startTemporal();
    const system = await wholeSystem({ address: temporal.address, namespace: 'default' });
    try {
      await system.startApi();
      const request = exampleRequest('general-liability');
      expect((await system.get('/readyz')).status).toBe(200);
      await temporal.stop();
      const asked = performance.now();
      expect(await system.post(`/api/submissions?wait=30`, request)).toMatchObject({
        status: 503,
        body: { type: 'urn:bindery:problem:temporal-unavailable' },
      });
      expect(performance.now() - asked).toBeLessThan(8_000);
      temporal = await startTemporal();
      while ((await system.get('/readyz')).status !== 200) await pause(50);
      expect((await system.post('/api/submissions', request)).status).toBe(202);
    } finally {
      await system.close();
      await temporal.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
