import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DeterminismViolationError } from '@temporalio/workflow';
import { Worker } from '@temporalio/worker';
import { describe, expect, it } from 'vitest';
import { workflowBundle } from '../support/policy-workers.js';

const FOLDER = fileURLToPath(new URL('./histories', import.meta.url));

interface RecordedHistory {
  readonly events: {
    workflowExecutionStartedEventAttributes?: { workflowId: string };
    activityTaskScheduledEventAttributes?: { activityType: { name: string } };
  }[];
}

async function recorded(name: string): Promise<RecordedHistory> {
  return JSON.parse(await readFile(join(FOLDER, name), 'utf8')) as RecordedHistory;
}

async function replay(history: RecordedHistory): Promise<void> {
  // What is said to a transaction may name it: under another id it would be refused.
  const id = history.events[0]?.workflowExecutionStartedEventAttributes?.workflowId;
  await Worker.runReplayHistory({ workflowBundle: workflowBundle() }, history, id);
}

const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.json'));

describe('replay', () => {
  it('has histories to replay', () => {
    expect(names.length).toBeGreaterThanOrEqual(7);
  });

  it.each(names)('goes on with %s', async (name) => {
    await replay(await recorded(name));
  });

  it('refuses a history in which the policy was issued before it was bound', async () => {
    const history = await recorded('new-business-issued.json');
    const scheduled = (name: string) =>
      history.events.find(
        (event) => event.activityTaskScheduledEventAttributes?.activityType.name === name,
      )?.activityTaskScheduledEventAttributes;
    const [bind, issue] = [scheduled('bind'), scheduled('issue')];
    if (!bind || !issue) throw new Error('the history has no bind or no issue');
    bind.activityType.name = 'issue';
    issue.activityType.name = 'bind';
    await expect(replay(history)).rejects.toThrow(DeterminismViolationError);
  });
});
