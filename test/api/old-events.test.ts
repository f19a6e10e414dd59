import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { describe, expect, it } from 'vitest';
import { EventsGone, readEvents } from '../../src/temporal/event-log.js';

/** A log of 65 events in segments of ten, of which Temporal has forgotten the first so many. */
function logWithout(gone: number) {
  const handleOf = (id: string) => ({
    query: () => Promise.resolve({ segmentSize: 10, filed: 60, last: 65, events: [] }),
    result: () => {
      const number = Number(id.split(':')[1]);
      if (number < gone) return Promise.reject(new WorkflowNotFoundError('gone', id, undefined));
      const events = Array.from({ length: 10 }, (_, at) => ({ id: `${number}-${at}` }));
      return Promise.resolve({ number, events });
    },
  });
  const client = {
    connection: { withDeadline: (_: number, call: () => unknown) => call() },
    workflow: { getHandle: handleOf },
  } as unknown as Client;
  return { client, deadlines: { serverMs: 1_000, workerMs: 1_000 } };
}

describe('events of which Temporal has forgotten the oldest', () => {
  it.each([1, 2, 3, 4, 5, 6])(
    'are read on from the oldest that is kept (%i gone)',
    async (gone) => {
      const temporal = logWithout(gone);
      const read = readEvents(temporal, { after: 0, limit: 500 });
      await expect(read).rejects.toBeInstanceOf(EventsGone);
      await expect(read).rejects.toMatchObject({ goneUntil: gone * 10 });
      if (gone === 6) return;
      const { events, last } = await readEvents(temporal, { after: gone * 10, limit: 2 });
      expect(events).toMatchObject([
        { id: `${gone}-0`, sequence: gone * 10 + 1 },
        { id: `${gone}-1`, sequence: gone * 10 + 2 },
      ]);
      expect(last).toBe(65);
    },
  );
});
