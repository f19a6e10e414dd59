import { setTimeout as pause } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { insisting } from './insisting.js';
import type { Random } from './random.js';

/** What an operator does with the buttons of Temporal that docs/operations.md has switched off. */
export interface Mistakes {
  /** Ends it, wherever it stands by then. */
  terminate(workflowId: string): Promise<void>;
  /** Has its latest run begun anew from some point of its history. */
  reset(workflowId: string): Promise<void>;
  readonly counts: Record<'terminated' | 'reset', Record<string, number>>;
}

/** A while in which much or nothing has happened. */
const SOON_MS = 1_500;

export function mistakesOf(client: Client, random: Random): Mistakes {
  const counts: Mistakes['counts'] = { terminated: {}, reset: {} };
  const count = (what: keyof Mistakes['counts'], workflowId: string): void => {
    const kind = workflowId.split(':')[0] ?? '';
    counts[what][kind] = (counts[what][kind] ?? 0) + 1;
  };
  return {
    counts,
    terminate: async (workflowId) => {
      await pause(random.between(0, SOON_MS));
      await insisting(async () => {
        try {
          await client.workflow.getHandle(workflowId).terminate('an operator pressed Terminate');
          count('terminated', workflowId);
        } catch (error) {
          // It may have ended by itself.
          if (!isOver(error)) throw error;
        }
      });
    },
    reset: async (workflowId) => {
      await insisting(async () => {
        const handle = client.workflow.getHandle(workflowId);
        const { runId } = await handle.describe();
        const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
        const points = (events ?? [])
          .filter((event) => event.workflowTaskCompletedEventAttributes)
          .map(({ eventId }) => Number(eventId));
        const [first, ...others] = points;
        if (first === undefined) return;
        await client.workflowService.resetWorkflowExecution({
          namespace: client.options.namespace,
          workflowExecution: { workflowId, runId },
          reason: 'an operator pressed Reset',
          workflowTaskFinishEventId: random.pick([first, ...others]) as never,
          requestId: randomUUID(),
        });
        count('reset', workflowId);
      });
    },
  };
}

function isOver(error: unknown): boolean {
  return error instanceof Error && /already completed|not found/i.test(error.message);
}
