import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startWebhookSandbox, type WebhookSandbox } from '../../../sandbox/webhooks/server.js';
import { createEventActivities } from '../../../src/activities/events/event-activities.js';
import { createWebhookActivities } from '../../../src/activities/webhooks/webhook-activities.js';
import { EVENT_LOG_ID, eventSegmentId, webhookId } from '../../../src/domain/workflow-ids.js';
import { newestEvent, recordInLog } from '../../../src/temporal/event-log.js';
import { startWebhook } from '../../../src/temporal/webhooks.js';
import type { eventLog } from '../../../src/workflows/index.js';
import { WORKFLOW_TASK_QUEUE } from '../../../src/workflows/task-queues.js';
import { rotateUpdate } from '../../../src/workflows/webhook/messages.js';
import { codeOf, runApp, type Answer, type RunningApp } from '../../api/running-app.js';
import { aTermEvent } from '../../support/events.js';
import { forgetWorkflow } from '../../support/forget-workflow.js';
import { workflowBundle } from '../../support/policy-workers.js';
import { withWorkers } from '../../support/running-workers.js';
import { temporalEnvironment } from '../../support/temporal.js';
import {
  loopbackReceivers,
  WEBHOOK_SECRETS,
  webhookSandboxAdmin,
  type WebhookSandboxAdmin,
} from '../../support/webhooks.js';

const DEADLINES = { serverMs: 30_000, workerMs: 30_000 };
/** Repeats come soon, and there are two of them. */
const SOON = [20, 40];
/** What is waited for comes when a busy machine gets to it. */
const eventually = <T>(read: () => Promise<T> | T) => expect.poll(read, { timeout: 60_000 });
const ORDER = { by: 'olga', reason: 'as a test' };

describe('a webhook', () => {
  let env: TestWorkflowEnvironment;
  let app: RunningApp;
  let sandbox: WebhookSandbox;
  let receiver: WebhookSandboxAdmin;
  const receivers = loopbackReceivers();
  let ids = 0;
  let events = 0;

  beforeAll(async () => {
    env = await temporalEnvironment();
    [app, sandbox] = await Promise.all([
      runApp(DEADLINES, env),
      startWebhookSandbox({ port: 0, adminPort: 0 }),
    ]);
    receiver = webhookSandboxAdmin(sandbox.adminUrl);
    await env.client.workflow.start<typeof eventLog>('eventLog', {
      workflowId: EVENT_LOG_ID,
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [{ segmentSize: 10 }],
    });
  });
  afterEach(async () => {
    await receiver.disarm();
    await receiver.checkWith();
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    await sandbox.close();
    await receivers.close();
    await env.teardown();
  });

  const temporal = () => ({ client: env.client, deadlines: DEADLINES });
  const working = <T>(scenario: () => Promise<T>): Promise<T> =>
    withWorkers(
      env,
      [
        {
          taskQueue: WORKFLOW_TASK_QUEUE,
          workflowBundle: workflowBundle(),
          steps: {
            ...createEventActivities(),
            ...createWebhookActivities({ receivers, secrets: WEBHOOK_SECRETS }),
          },
        },
      ],
      scenario,
    );

  /** Something happens to each of these policies, in this order. @returns the first and the last number */
  async function happens(policies: readonly string[], product = 'general-liability') {
    const first = (await newestEvent(temporal())) + 1;
    const told = policies.map((policyNumber) => aTermEvent(policyNumber, (events += 1), product));
    await recordInLog(temporal(), told);
    return first;
  }

  /** Subscribes as the API does, but for the pauses. */
  async function subscribed(more: object = {}): Promise<string> {
    ids += 1;
    const id = `w-${ids}`;
    await startWebhook(
      temporal(),
      {
        id,
        url: `${sandbox.url}/${id}`,
        description: null,
        types: null,
        products: null,
        createdBy: 'portal',
        after: await newestEvent(temporal()),
        keyId: WEBHOOK_SECRETS.currentKeyId,
        pausesMs: SOON,
        ...more,
      },
      'a digest',
    );
    return id;
  }

  const secretOf = (id: string, number = 1) =>
    WEBHOOK_SECRETS.secretOf(id, { number, keyId: WEBHOOK_SECRETS.currentKeyId });
  const standing = async (id: string) => (await app.send(`/api/webhooks/${id}`)).json;
  const untilState = (id: string, state: string) =>
    eventually(async () => (await standing(id))['state']).toBe(state);
  const act = (id: string, name: string, body: object = ORDER): Promise<Answer> =>
    app.post(`/api/webhooks/${id}/${name}`, body);
  /** What the list of all tasks has of it. */
  const tasksOf = async (id: string) => {
    const { json } = await app.send(`/api/tasks?kind=webhook&id=${webhookId(id)}`);
    return json['items'] as readonly {
      readonly task: string;
      readonly request: { readonly path: string; readonly body: object };
    }[];
  };
  /** What came to one webhook: number of the event, and whether it was taken. */
  const cameTo = async (id: string) =>
    (await receiver.received()).filter(({ path }) => path === `/${id}`);
  const takenBy = async (id: string, subject?: string) => [
    ...new Set(
      (await cameTo(id))
        .filter(({ isTaken, event }) => isTaken && [event.subject, undefined].includes(subject))
        .map(({ event }) => Number(event.sequence)),
    ),
  ];
  const from = (first: number, count: number) =>
    Array.from({ length: count }, (_none, nth) => first + nth);

  it('is subscribed to over the API, and told what happens from then on, signed and in order', async () => {
    await working(async () => {
      await happens(['BEFORE']);
      const url = `${sandbox.url}/portal-events`;
      const posted = await app.post('/api/webhooks', { id: 'portal-events', url });
      expect(posted).toMatchObject({
        status: 201,
        json: { id: 'portal-events', state: 'delivering', secret: secretOf('portal-events') },
      });
      await receiver.checkWith(String(posted.json['secret']));
      const again = await app.post('/api/webhooks', { id: 'portal-events', url });
      expect(again).toMatchObject({ status: 200, json: { secret: posted.json['secret'] } });
      const other = await app.post('/api/webhooks', { id: 'portal-events', url: `${url}/other` });
      expect(codeOf(other)).toBe('different-request');

      const first = await happens(['A', 'B', 'A']);
      await eventually(() => takenBy('portal-events')).toHaveLength(3);
      expect(await takenBy('portal-events', 'A')).toEqual([first, first + 2]);
      const second = await happens(['A']);
      await eventually(() => takenBy('portal-events', 'A')).toEqual([first, first + 2, second]);
      const [message] = await cameTo('portal-events');
      expect(message).toMatchObject({
        signature: 'good',
        answered: '204',
        event: { specversion: '1.0', type: 'bindery.term.confirmed', subject: 'A' },
      });
      expect(message?.webhookId).toBe(message?.event.id);

      await eventually(async () => (await standing('portal-events'))['delivered']).toBe(4);
      const one = await app.send('/api/webhooks/portal-events');
      expect(one.json).not.toHaveProperty('secret');
      expect(one.json).toMatchObject({ waiting: 0, held: [], lastFailure: null });
      await eventually(async () => (await app.send('/api/webhooks')).json['items']).toMatchObject([
        { id: 'portal-events' },
      ]);
      expect((await app.send('/api/webhooks')).text).not.toContain('whsec_');
      await app.send('/api/webhooks/portal-events', { method: 'DELETE' });
    });
  });

  it('tells what was asked for alone, and what is asked for later from then on', async () => {
    await working(async () => {
      const id = await subscribed({ products: ['contractors'], types: ['bindery.term.confirmed'] });
      const first = await happens(['A']);
      await happens(['B'], 'contractors');
      await eventually(() => takenBy(id)).toEqual([first + 1]);
      const changed = await app.send(`/api/webhooks/${id}`, {
        method: 'PATCH',
        body: { products: null },
      });
      expect(changed.json).toMatchObject({ products: null, types: ['bindery.term.confirmed'] });
      await happens(['A']);
      await eventually(() => takenBy(id)).toEqual([first + 1, first + 2]);
      await app.send(`/api/webhooks/${id}`, { method: 'DELETE' });
    });
  });

  it.each([
    { kind: 'status', status: 500, count: 2 },
    { kind: 'status', status: 429, retryAfter: '0', count: 2 },
    { kind: 'redirect', location: '/elsewhere', count: 2 },
    { kind: 'drop', count: 2 },
    { kind: 'wrong', count: 2 },
    { kind: 'hang', delayMs: 5_000, count: 1 },
    { kind: 'slow', delayMs: 2_000, count: 1 },
  ])('A121: keeps the order of each policy for a receiver that does %j', async (fault) => {
    await working(async () => {
      const id = await subscribed();
      await receiver.arm({ ...fault, subject: 'BAD' });
      const first = await happens(['BAD', 'GOOD', 'BAD', 'GOOD', 'BAD']);
      await eventually(() => takenBy(id, 'BAD')).toEqual([first, first + 2, first + 4]);
      expect(await takenBy(id, 'GOOD')).toEqual([first + 1, first + 3]);
      const came = await cameTo(id);
      const ofBad = came.filter(({ event }) => event.subject === 'BAD');
      // Every repeat is under the id of the event, and nothing of the policy came in between.
      expect(ofBad.map(({ event }) => Number(event.sequence))).toEqual([
        ...Array.from({ length: fault.count + 1 }, () => first),
        first + 2,
        first + 4,
      ]);
      expect(new Set(ofBad.map(({ webhookId }) => webhookId)).size).toBe(3);
      await untilState(id, 'delivering');
      await app.send(`/api/webhooks/${id}`, { method: 'DELETE' });
    });
  });

  it('A120: is parked when a receiver stays away, listed with why, and goes on when it is resumed', async () => {
    await working(async () => {
      const id = await subscribed();
      await receiver.arm({ kind: 'status', status: 503, subject: 'BAD', count: 3 });
      const first = await happens(['BAD', 'BAD', 'GOOD']);
      await untilState(id, 'parked');
      expect(await takenBy(id)).toEqual([first + 2]);
      const parked = await standing(id);
      expect(parked).toMatchObject({
        waiting: 2,
        held: [
          {
            of: 'BAD',
            sequence: String(first).padStart(12, '0'),
            waiting: 2,
            attempts: 3,
            nextAttemptAt: null,
            last: { status: 503, reason: 'The receiver answered 503.' },
          },
        ],
      });
      const { raw } = await env.client.workflow.getHandle(webhookId(id)).describe();
      expect(raw.workflowExecutionInfo?.searchAttributes?.indexedFields).toHaveProperty(
        'NeedsAttention',
      );
      await eventually(async () => (await tasksOf(id)).map(({ task }) => task)).toEqual(['parked']);
      const [task] = await tasksOf(id);
      expect(task).toMatchObject({
        of: 'webhook',
        cause: 'parked',
        why: expect.stringMatching(
          /^Events of BAD were not taken for days, .* The receiver answered 503\.$/,
        ) as string,
        since: (parked['held'] as { parkedAt: string }[])[0]?.parkedAt,
        links: { self: `/api/webhooks/${id}` },
      });
      await app.post(task?.request.path ?? '', task?.request.body ?? {});
      await eventually(() => takenBy(id, 'BAD')).toEqual([first, first + 1]);
      await untilState(id, 'delivering');
      await eventually(() => tasksOf(id)).toEqual([]);
      await app.send(`/api/webhooks/${id}`, { method: 'DELETE' });
    });
  });

  it('leaves an event out that a receiver never takes, and sends others again', async () => {
    await working(async () => {
      const id = await subscribed();
      await receiver.arm({ kind: 'status', subject: 'BAD', count: 3 });
      const first = await happens(['GOOD', 'BAD', 'BAD']);
      await untilState(id, 'parked');
      const sequence = String(first + 1).padStart(12, '0');
      const skipped = await act(id, 'skip', { ...ORDER, sequence });
      expect(skipped.json['acts']).toMatchObject([{ act: 'skip', ...ORDER }]);
      await eventually(() => takenBy(id)).toEqual([first, first + 2]);
      expect(codeOf(await act(id, 'skip', { ...ORDER, sequence }))).toBe('no-such-event');

      await act(id, 'resend', { ...ORDER, sequence: String(first) });
      await eventually(async () =>
        (await cameTo(id)).map(({ event, before }) => [Number(event.sequence), before]),
      ).toContainEqual([first, 1]);
      await act(id, 'resend', { ...ORDER, from: String(first + 1) });
      await eventually(() => takenBy(id, 'BAD')).toEqual([first + 2, first + 1]);
      expect(codeOf(await act(id, 'resend', { ...ORDER, from: '999999' }))).toBe('no-such-event');
      expect(codeOf(await act(id, 'resend', ORDER))).toBe('invalid-request');
      await app.send(`/api/webhooks/${id}`, { method: 'DELETE' });
    });
  });

  it('A122: has a new secret without a gap: both are good for a while, then the new one alone', async () => {
    await working(async () => {
      const id = await subscribed();
      const before = secretOf(id);
      await receiver.checkWith(before);
      const first = await happens(['A']);
      await eventually(() => takenBy(id)).toEqual([first]);

      const rotation = { requestId: 'R-1' };
      const rotated = await act(id, 'rotate-secret', rotation);
      const { secret } = rotated.json;
      expect(secret).toBe(secretOf(id, 2));
      expect(rotated.json).toMatchObject({ signing: { generation: 2 } });
      expect((await act(id, 'rotate-secret', rotation)).json['secret']).toBe(secret);

      // The receiver still has the old one, and takes the new one then.
      await happens(['A']);
      await eventually(() => takenBy(id)).toHaveLength(2);
      await receiver.checkWith(String(secret));
      await happens(['A']);
      await eventually(() => takenBy(id)).toEqual(from(first, 3));
      expect((await cameTo(id)).map(({ signature }) => signature)).toEqual([
        'good',
        'good',
        'good',
      ]);

      // After the next one nothing is left of the first, and what was before is good for no time at all.
      const overlapMs = 0;
      const args = { by: 'olga', requestId: 'R-2', keyId: 'key-1', overlapMs };
      await env.client.workflow
        .getHandle(webhookId(id))
        .executeUpdate(rotateUpdate, { args: [args] });
      await receiver.checkWith(secretOf(id, 3));
      await happens(['A']);
      await eventually(() => takenBy(id)).toEqual(from(first, 4));
      await receiver.checkWith(before, String(secret));
      const bad = await happens(['A']);
      await eventually(async () =>
        (await cameTo(id)).map(({ event, signature }) => [Number(event.sequence), signature]),
      ).toContainEqual([bad, 'bad']);
      await app.send(`/api/webhooks/${id}`, { method: 'DELETE' });
    });
  });

  it('is stopped by a receiver that is gone for good, until it is resumed', async () => {
    await working(async () => {
      const id = await subscribed();
      await receiver.arm({ kind: 'gone' });
      const first = await happens(['A', 'A']);
      await untilState(id, 'stopped');
      expect(await standing(id)).toMatchObject({ stop: { kind: 'gone', until: null } });
      await eventually(() => tasksOf(id)).toMatchObject([{ cause: 'receiverGone' }]);
      await act(id, 'resume');
      await eventually(() => takenBy(id)).toEqual(from(first, 2));
      await app.send(`/api/webhooks/${id}`, { method: 'DELETE' });
    });
  });

  it('says who did what with it, when and why, over its runs and after its end, and nothing of its own doing', async () => {
    await working(async () => {
      const id = await subscribed({ stepsPerRun: 2 });
      await act(id, 'pause');
      await act(id, 'resume');
      await act(id, 'rotate-secret', { requestId: 'R-1' });
      await happens(['A', 'B', 'A']);
      await eventually(() => takenBy(id)).toHaveLength(3);
      await act(id, 'resend', { ...ORDER, sequence: String(await newestEvent(temporal())) });
      await act(id, 'test', {});
      await app.send(`/api/webhooks/${id}`, { method: 'DELETE' });
      await env.client.workflow.getHandle(webhookId(id)).result();
      const audit = async () => {
        const { json } = await app.send(`/api/webhooks/${id}/audit`);
        return (json['items'] as { who: string; what: string; why: string | null }[]).map(
          ({ who, what, why }) => [who, what, why],
        );
      };
      await eventually(audit).toEqual([
        ['Bindery', 'begun', null],
        ['olga', 'pause', ORDER.reason],
        ['olga', 'resume', ORDER.reason],
        ['portal', 'rotateSecret', null],
        ['olga', 'resend', ORDER.reason],
        ['portal', 'test', null],
        ['portal', 'remove', null],
        ['Bindery', 'ended', null],
      ]);
      const unknown = await app.send('/api/webhooks/nobody-s/audit');
      expect(codeOf(unknown)).toBe('unknown-webhook');
    });
  });

  it('delivers nothing while it is paused, and all of it afterwards, over its own runs', async () => {
    await working(async () => {
      const id = await subscribed({ stepsPerRun: 3 });
      expect((await act(id, 'pause')).json['state']).toBe('paused');
      const policies = Array.from({ length: 35 }, (_none, nth) => `P-${nth % 7}`);
      const first = await happens(policies);
      await happens(policies);
      const tested = await app.send(`/api/webhooks/${id}/test`, { method: 'POST' });
      expect(tested.json).toMatchObject({ isTaken: true, status: 204, reason: null });
      expect((await cameTo(id)).map(({ event }) => event.type)).toEqual(['bindery.webhook.test']);
      await act(id, 'resume');
      await eventually(async () =>
        (await takenBy(id)).filter((number) => number >= first),
      ).toHaveLength(70);
      for (const nth of from(0, 7)) {
        const taken = await takenBy(id, `P-${nth}`);
        expect(taken).toEqual([...taken].sort((one, other) => one - other));
      }
      const { raw } = await env.client.workflow.getHandle(webhookId(id)).describe();
      const { firstRunId, execution } = raw.workflowExecutionInfo ?? {};
      expect(firstRunId).not.toBe(execution?.runId);
      await app.send(`/api/webhooks/${id}`, { method: 'DELETE' });
    });
  });

  it('ends when it is removed while its run waits for a test before the next one', async () => {
    await working(async () => {
      const id = await subscribed({ stepsPerRun: 2 });
      await receiver.arm({ kind: 'hang', delayMs: 900, type: 'bindery.webhook.test' });
      const tested = app.send(`/api/webhooks/${id}/test`, { method: 'POST' });
      await eventually(() => cameTo(id)).toHaveLength(1);
      await act(id, 'pause');
      const removed = await app.send(`/api/webhooks/${id}`, { method: 'DELETE' });
      expect(removed.json['state']).toBe('removed');
      expect((await tested).json).toMatchObject({ isTaken: false });
      await untilState(id, 'removed');
    });
  });

  it('says what came of a test that is not taken', async () => {
    await working(async () => {
      const id = await subscribed();
      await receiver.arm({ kind: 'status', status: 404 });
      const tested = await app.send(`/api/webhooks/${id}/test`, { method: 'POST' });
      expect(tested.json).toMatchObject({ isTaken: false, status: 404 });
      await app.send(`/api/webhooks/${id}`, { method: 'DELETE' });
    });
  });

  it('stops where events are not kept any more, and says which were not delivered', async () => {
    await working(async () => {
      const id = await subscribed();
      await act(id, 'pause');
      const first = await happens(Array.from({ length: 30 }, (_none, nth) => `P-${nth % 3}`));
      const segment = Math.floor((first - 1) / 10);
      const filed = env.client.workflow.getHandle(eventSegmentId(segment));
      await eventually(() => filed.result().catch(() => null)).not.toBeNull();
      await forgetWorkflow(env, eventSegmentId(segment));
      await act(id, 'resume');
      await untilState(id, 'stopped');
      const until = (segment + 1) * 10;
      const text = (number: number) => String(number).padStart(12, '0');
      expect(await standing(id)).toMatchObject({
        stop: { kind: 'eventsGone', until: text(until) },
      });
      expect(await takenBy(id)).toEqual([]);
      await act(id, 'resume');
      await eventually(async () => (await takenBy(id)).sort((a, b) => a - b)).toEqual(
        from(until + 1, first + 29 - until),
      );
      expect(await standing(id)).toMatchObject({
        gaps: [{ from: text(first), until: text(until) }],
      });
      const resent = await act(id, 'resend', { ...ORDER, from: text(first) });
      expect(codeOf(resent)).toBe('events-gone');
      expect(resent.json['detail']).toContain(text(until + 1));
      await app.send(`/api/webhooks/${id}`, { method: 'DELETE' });
    });
  });

  it('goes on where it was when an operator has terminated it and it is posted again', async () => {
    await working(async () => {
      const body = { id: 'cut-off', url: `${sandbox.url}/cut-off` };
      await app.post('/api/webhooks', body);
      const first = await happens(['A']);
      await eventually(() => takenBy('cut-off')).toEqual([first]);
      await eventually(async () => (await standing('cut-off'))['delivered']).toBe(1);
      await env.client.workflow.getHandle(webhookId('cut-off')).terminate();
      await happens(['A']);
      expect((await standing('cut-off'))['state']).toBe('endedInTemporal');
      expect(codeOf(await act('cut-off', 'pause'))).toBe('already-ended');
      const again = await app.post('/api/webhooks', body);
      expect(again).toMatchObject({ status: 200, json: { delivered: 1 } });
      await eventually(() => takenBy('cut-off')).toEqual([first, first + 1]);
      expect((await cameTo('cut-off')).length).toBe(2);

      const removed = await app.send('/api/webhooks/cut-off', { method: 'DELETE' });
      expect(removed).toMatchObject({ status: 200, json: { state: 'removed' } });
      const twice = await app.send('/api/webhooks/cut-off', { method: 'DELETE' });
      expect(twice).toMatchObject({ status: 200, json: { state: 'removed' } });
      expect(codeOf(await app.post('/api/webhooks', body))).toBe('already-ended');
    });
  });

  it('A124: waits, and says so, while the key of its secret is nowhere', async () => {
    await working(async () => {
      const id = await subscribed({ keyId: 'key-that-was' });
      await happens(['A']);
      await eventually(() => currentDetails(id)).toContain('key-that-was');
      expect(await cameTo(id)).toEqual([]);
      await eventually(() => tasksOf(id)).toMatchObject([
        { cause: 'cannotSend', why: expect.stringContaining('key-that-was') as string },
      ]);
      // A new secret is made of the key of now.
      await act(id, 'rotate-secret', { requestId: 'R-1' });
      await act(id, 'resume');
      await eventually(() => takenBy(id)).toHaveLength(1);
      await app.send(`/api/webhooks/${id}`, { method: 'DELETE' });
    });
  });

  async function currentDetails(id: string): Promise<string> {
    const metadata = await env.client.workflow
      .getHandle(webhookId(id))
      .query<{ currentDetails?: string }>('__temporal_workflow_metadata');
    return metadata.currentDetails ?? '';
  }

  it.each([
    [{ id: 'x', url: 'https://10.0.0.1/' }, 'url'],
    [{ id: 'x', url: 'https://a:b@example.com/' }, 'url'],
    [{ id: 'x', url: 'https://example.com/', types: [] }, 'types'],
    [{ id: 'x', url: 'https://example.com/', types: ['bindery.nothing'] }, 'types[0]'],
    [{ id: 'no spaces', url: 'https://example.com/' }, 'id'],
    [{ url: 'https://example.com/' }, 'id'],
  ])('is refused as %j', async (body, field) => {
    const refused = await app.post('/api/webhooks', body);
    expect(codeOf(refused)).toBe('invalid-request');
    expect(refused.json['errors']).toMatchObject([{ field }]);
  });

  it('is nobody’s that is not there', async () => {
    expect(codeOf(await app.send('/api/webhooks/nobody'))).toBe('unknown-webhook');
    const viewer = await app.send('/api/webhooks', { key: 'key-reader' });
    expect(codeOf(viewer)).toBe('missing-scope');
  });
});
