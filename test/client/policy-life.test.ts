import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Webhook } from 'standardwebhooks';
import {
  binderyClient,
  ifMatch,
  type BinderyClient,
  type CloudEvent,
  type QuoteRequest,
  type Task,
} from '@bindery/client';
import { freePort } from '../../tools/processes/free-port.js';
import { rulesByTotal } from '../support/underwriting.js';
import { aRequest, KEYS } from '../api/running-app.js';
import { type RunningChanges, runChanges } from '../api/running-changes.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('a policy, by the client alone', () => {
  let running: RunningChanges;
  let portal: BinderyClient;
  let billing: BinderyClient;
  beforeAll(async () => {
    running = await runChanges('CLT', undefined, {
      productChanges: { underwriting: rulesByTotal() },
    });
    const baseUrl = running.app.url;
    portal = binderyClient({ baseUrl, apiKey: KEYS.everything });
    billing = binderyClient({ baseUrl, apiKey: KEYS.billing });
  });
  afterAll(() => running[Symbol.asyncDispose]());

  async function tasksOf(policyNumber: string): Promise<readonly Task[]> {
    const query = { policyNumber, pageSize: 1 };
    const found: Task[] = [];
    for await (const { items } of portal.pages('/api/tasks', { params: { query } })) {
      found.push(...items);
    }
    return found;
  }

  async function typesOf(policyNumber: string): Promise<readonly CloudEvent['type'][]> {
    const query = { policyNumber, limit: 2 };
    const types: CloudEvent['type'][] = [];
    for await (const { events } of portal.pages('/api/events', { params: { query } })) {
      types.push(...events.map(({ type }) => type));
    }
    return types;
  }

  let policyNumber = '';

  it('is quoted, edited by whoever has read it last, and bound', async () => {
    const body = aRequest({ externalSystem: 'portal', externalId: 'LIFE-1' }) as unknown;
    const drafted = await portal.POST('/api/quotes', { body: body as QuoteRequest });
    expect(drafted.data.quoteState).toBe('draft');
    const path = { id: drafted.data.id };
    const edit = (read: { readonly etag: string | null }) =>
      portal.PATCH('/api/quotes/{id}', {
        params: { path, header: ifMatch(read) },
        body: { paymentPlan: 1 },
      });
    const edited = await edit(drafted);
    expect(edited.data.revision).toBe(1);
    await expect(edit(drafted)).rejects.toMatchObject({
      type: 'urn:bindery:problem:stale-version',
      refusals: [{ code: 'staleVersion' }],
    });
    const read = await portal.GET('/api/quotes/{id}', { params: { path } });
    expect(read.etag).toBe(edited.etag);

    const { data } = await portal.POST('/api/transactions/{id}/advance', {
      params: { path, query: { wait: 60 } },
      body: { advanceTo: 'issued' },
    });
    expect(data.state).toBe('completed');
    policyNumber = data.policyNumber ?? '';
    const again = await portal.POST('/api/quotes', { body: body as QuoteRequest });
    expect(again.data.policyNumber).toBe(policyNumber);
  });

  it('is endorsed as it was accepted, or not at all', async () => {
    const params = { path: { policyNumber }, query: { wait: 60 } };
    const fullTerm = [
      { line: 'general-liability', charge: 'premium', state: 'TX', amount: '6200.00' },
    ];
    const endorse = (requestId: string, effectiveDate: string) =>
      portal.POST('/api/policies/{policyNumber}/endorsements', {
        params,
        body: { requestId, effectiveDate, fullTerm },
      });
    await expect(endorse('LIFE-0', '2029-05-01')).rejects.toMatchObject({
      type: 'urn:bindery:problem:change-refused',
      refusals: [expect.objectContaining({ field: 'effectiveDate' })],
    });
    const quoted = await endorse('LIFE-1', '2027-05-01');
    expect(quoted.data).toMatchObject({ state: 'quoted', revision: 0 });
    const { data } = await portal.POST('/api/transactions/{id}/accept', {
      params: { path: { id: quoted.data.id }, query: { wait: 60 } },
      body: { by: 'pat', revision: 0 },
    });
    expect(data.state).toBe('completed');
  });

  it('asks a person about money that does not fit, who settles it as the list says', async () => {
    const path = { policyNumber, termNumber: 1 };
    const paid = { amount: '10.00', currency: 'EUR', receivedAt: '2026-11-01T12:00:00Z' };
    for (const paymentId of ['EUR-1', 'EUR-2']) {
      await billing.POST('/api/policies/{policyNumber}/terms/{termNumber}/payments', {
        params: { path },
        body: { ...paid, paymentId },
      });
    }
    await expect.poll(() => tasksOf(policyNumber)).toHaveLength(2);
    for (const { task, money } of await tasksOf(policyNumber)) {
      expect(money).toEqual({ amount: '10.00', currency: 'EUR' });
      await portal.POST('/api/policies/{policyNumber}/terms/{termNumber}/settle', {
        params: { path },
        body: { taskId: task, by: 'olga', reason: 'Sent back' },
      });
    }
    await expect.poll(() => tasksOf(policyNumber)).toEqual([]);
  });

  it('has told all of it, of its transactions and of its term in their order', async () => {
    const ofTransactions = async () =>
      (await typesOf(policyNumber)).filter((type) => type.startsWith('bindery.transaction.'));
    await expect
      .poll(ofTransactions)
      .toEqual([
        'bindery.transaction.bound',
        'bindery.transaction.ended',
        'bindery.transaction.waiting',
        'bindery.transaction.bound',
        'bindery.transaction.ended',
      ]);
    const ofTerm = async () =>
      (await typesOf(policyNumber)).filter((type) => !type.startsWith('bindery.transaction.'));
    await expect
      .poll(ofTerm)
      .toEqual([
        'bindery.term.bound',
        'bindery.term.endorsed',
        'bindery.term.paymentRecorded',
        'bindery.task.opened',
        'bindery.term.paymentRecorded',
        'bindery.task.opened',
        'bindery.task.settled',
        'bindery.task.settled',
      ]);
  });

  function example(name: string, args: readonly string[], more: Record<string, string> = {}) {
    const file = `packages/client/examples/${name}.ts`;
    const env = { ...process.env, API_URL: running.app.url, API_KEY: KEYS.everything, ...more };
    const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], { cwd: root, env });
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => said.push(chunk.toString()));
    }
    return { child, ended: once(child, 'exit'), text: () => said.join('') };
  }

  it('is what the examples of the package submit, and read about', async () => {
    const submitted = example('submit-and-wait', ['LIFE-2']);
    await submitted.ended;
    expect(submitted.text()).toMatch(/^CLT-\S+\n$/);
    const events = example('read-events', []);
    await events.ended;
    expect(events.text()).toContain(`bindery.term.endorsed ${policyNumber}\n`);
    expect(events.text()).toMatch(/\nafter [\w-]+\n$/);
  });

  it('is what the example of a receiver is told about, by whoever knows the secret', async () => {
    const secret = `whsec_${Buffer.from('the-secret-of-the-receiver-of-all').toString('base64')}`;
    const port = await freePort();
    const receiver = example('receive-webhooks', [String(port)], { WEBHOOK_SECRET: secret });
    try {
      await expect.poll(receiver.text).toContain('listening');
      const post = (signature: string, at: Date) =>
        fetch(`http://127.0.0.1:${port}`, {
          method: 'POST',
          body,
          headers: {
            'webhook-id': 'evt_1',
            'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
            'webhook-signature': signature,
          },
        });
      const body = JSON.stringify({ id: 'evt_1', type: 'bindery.term.bound' });
      const now = new Date();
      const signed = new Webhook(secret).sign('evt_1', now, body);
      const answers = [await post('v1,no', now), await post(signed, now), await post(signed, now)];
      expect(answers.map(({ status }) => status)).toEqual([400, 204, 204]);
      expect(receiver.text().match(/bindery\.term\.bound evt_1/g)).toHaveLength(1);
    } finally {
      receiver.child.kill();
      await receiver.ended;
    }
  });
});
