import { setTimeout as pause } from 'node:timers/promises';
import { momentInWords } from '../../src/domain/calendar/instant.js';
import { NotAnswering, type Api } from '../api/api-client.js';
import type { Surroundings } from '../api/watch-batch.js';
import { eventsSchema } from './answers.js';
import type { Asked } from './arguments.js';

type EventsAsked = Extract<Asked, { readonly kind: 'events' }>;

const LOOK_EVERY_MS = 2_000;

/** Writes what happened, a line each, oldest first; followed, until somebody stops it. */
export async function writeEvents(
  api: Api,
  { filter, after, isFollowed }: EventsAsked,
  isJson: boolean,
  { result, progress, stop, lookEveryMs = LOOK_EVERY_MS }: Surroundings,
): Promise<void> {
  let cursor = after;
  while (!stop.aborted) {
    const page = await asked(api, filter, cursor).catch((error: unknown) => {
      if (isFollowed && error instanceof NotAnswering) return null;
      throw error;
    });
    for (const event of page?.events ?? [])
      result(isJson ? `${JSON.stringify(event)}\n` : lineOf(event));
    cursor = page?.next ?? cursor;
    if (page?.hasMore === true) continue;
    if (!isFollowed) break;
    await pause(lookEveryMs, undefined, { signal: stop }).catch(() => undefined);
  }
  if (cursor !== null) progress(`Read on with --after ${cursor}\n`);
}

type Page = Awaited<ReturnType<typeof asked>>;

function asked(api: Api, filter: EventsAsked['filter'], after: string | null) {
  const query = new URLSearchParams({
    ...filter,
    limit: '500',
    ...(after === null ? {} : { after }),
  });
  return api.ask(eventsSchema, `/api/events?${query.toString()}`);
}

function lineOf({ time, type, subject, data }: Page['events'][number]): string {
  return `${[momentInWords(time), type, subject ?? '', data.id].join('\t')}\n`;
}
