import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWebhookSandbox, type WebhookSandbox } from '../../sandbox/webhooks/server.js';
import type { CloudEvent } from '../../src/domain/events/cloud-event.js';
import { webhookId } from '../../src/domain/workflow-ids.js';
import { temporalAddress, temporalEnvironment } from '../support/temporal.js';
import type { TestProcess } from '../support/test-process.js';
import { webhookSandboxAdmin, type WebhookSandboxAdmin } from '../support/webhooks.js';
import { ownRequest } from './own-request.js';
import { isCompleted, wholeSystem, type Answer, type WholeSystem } from './whole-system.js';

const eventually = <T>(read: () => Promise<T>) => expect.poll(read, { timeout: 90_000 });

describe('events, while workers are killed', () => {
  let env: TestWorkflowEnvironment;
  let system: WholeSystem;
  let sandbox: WebhookSandbox;
  let receiver: WebhookSandboxAdmin;
  let worker: TestProcess;
  beforeAll(async () => {
    env = await temporalEnvironment();
    system = await wholeSystem({ address: temporalAddress(), namespace: env.namespace ?? '' });
    sandbox = await startWebhookSandbox({ port: 0, adminPort: 0 });
    receiver = webhookSandboxAdmin(sandbox.adminUrl);
    [worker] = await Promise.all([
      system.startWorker(),
      system.startApi(),
      system.startSandbox(),
      system.startBilling(),
    ]);
  });
  afterAll(async () => {
    await system.close();
    await sandbox.close();
    await env.teardown();
  });

  async function feed(): Promise<readonly CloudEvent[]> {
    const { body } = await system.get<{ events: CloudEvent[]; hasMore: boolean }>(
      '/api/events?limit=500',
    );
    expect(body.hasMore).toBe(false);
    return body.events;
  }

  const bind = async (): Promise<Answer> =>
    (await system.post('/api/submissions', ownRequest('general-liability'))).body;
  const ended = async (): Promise<number> =>
    (await feed()).filter(({ type }) => type === 'bindery.transaction.ended').length;

  it('A123: come to a receiver in order and to the feed once each, the one that was on its way twice under its id', async () => {
    const url = `${sandbox.url}/hooks`;
    const posted = await system.post<{ secret: string }>('/api/webhooks', { id: 'portal', url });
    expect(posted.status).toBe(201);
    await receiver.checkWith(posted.body.secret);
    // Longer than the worker lives from then on.
    await receiver.arm({ kind: 'slow', delayMs: 60_000, type: 'bindery.transaction.bound' });

    const begun = [await bind(), await bind()];
    await eventually(async () =>
      (await receiver.received()).filter(({ answered }) => answered === null),
    ).toHaveLength(1);
    await worker.kill();
    worker = await system.startWorker();
    for (const { id } of begun) await system.untilSo(id, isCompleted);

    await eventually(ended).toBe(2);
    const told = await feed();
    expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
    expect(told.map(({ sequence }) => Number(sequence))).toEqual(told.map((_one, nth) => nth + 1));
    for (const subject of new Set(told.map((event) => event.subject))) {
      const numbers = told
        .filter((event) => event.subject === subject)
        .map(({ sequence }) => Number(sequence));
      await eventually(() => receiver.taken(subject)).toEqual(numbers);
    }
    const came = await receiver.received();
    expect(new Set(came.map(({ signature }) => signature))).toEqual(new Set(['good']));
    const [slow] = came.filter(({ event }) => event.type === 'bindery.transaction.bound');
    const again = came.filter(({ webhookId: id }) => id === slow?.webhookId);
    expect(again.map(({ answered }) => answered)).toContain('204');
    expect(again.length).toBeGreaterThan(1);
  });

  it('are all in the feed, once each, when the worker dies in the middle of what they tell of', async () => {
    const before = (await feed()).length;
    const begun = [await bind(), await bind(), await bind()];
    // In the middle of the third, which is the first of these.
    await eventually(
      async () =>
        (await system.admin.calls()).filter(({ operation }) => operation === 'AddSubmission')
          .length,
    ).toBeGreaterThan(2);
    await worker.kill();
    worker = await system.startWorker();
    for (const { id } of begun) await system.untilSo(id, isCompleted);
    await eventually(ended).toBe(5);
    const told = (await feed()).slice(before);
    for (const { id } of begun) {
      const types = told
        .filter(({ data, type }) => data.id === id && /bound|ended/.test(type))
        .map(({ type }) => type);
      expect(types).toEqual(['bindery.transaction.bound', 'bindery.transaction.ended']);
    }
    expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
  });

  it('leave neither an address nor a secret in Temporal that can be read without the keys', async () => {
    const handle = env.client.workflow.getHandle(webhookId('portal'));
    const history = JSON.stringify(await handle.fetchHistory(), (_name, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
    );
    expect(history).toContain('webhook:portal');
    expect(history).not.toContain(sandbox.url);
    expect(history).not.toContain('whsec_');
  });
});
