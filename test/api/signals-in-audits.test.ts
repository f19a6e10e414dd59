import { defaultPayloadConverter } from '@temporalio/common';
import { expect, it } from 'vitest';
import { auditOfHistory } from '../../src/temporal/audit-of-history.js';
import { FakeTemporal } from './fake-temporal.js';

function signal(signalName: string, content: object) {
  const payloads = [defaultPayloadConverter.toPayload(content)];
  return {
    eventTime: { seconds: 1_796_000_000, nanos: 0 },
    workflowExecutionSignaledEventAttributes: { signalName, input: { payloads } },
  } as never;
}

const PAUSED = { by: 'ops@example.test', reason: 'Month end' };

it.each(['reconciliation', 'renewalBatch', 'taskBatch', 'webhook', 'policyTerm'])(
  'the audit of a %s has what a person said by a signal',
  async (type) => {
    const { client } = new FakeTemporal();
    const entries = await auditOfHistory(client, type, { events: [signal('pause', PAUSED)] });
    expect(entries).toMatchObject([{ what: 'pause', who: PAUSED.by, why: PAUSED.reason }]);
  },
);

it.each(['reconciliation', 'webhook'])(
  'the audit of a %s has no word of another workflow',
  async (type) => {
    const { client } = new FakeTemporal();
    const events = [signal('wake', { upTo: 7 })];
    expect(await auditOfHistory(client, type, { events })).toEqual([]);
  },
);
