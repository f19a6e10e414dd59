import { z } from 'zod';
import { cloudEvent } from '../../domain/events/cloud-event.js';
import type { NumberedEvent } from '../../domain/events/event.js';
import { isWanted, type Wanted } from '../../domain/events/wanted.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { EventsGone, readEvents } from '../../temporal/event-log.js';
import type { ApiContext } from '../context.js';
import type { MakesCursors } from '../cursors.js';
import { Problem } from '../problem.js';
import { readQuery, wholeNumber } from '../query-parameters.js';
import { answer, type Route } from '../route.js';
import { cursorParameter } from '../requested/work-fields.js';
import { malformedCursor } from '../transactions/list-page.js';
import { cloudEventSchema, EVENT_TYPE_NAMES } from './event-schema.js';

const TYPES = 'is not a list of types of events; name them as they are, with commas between';

const querySchema = z.strictObject({
  after: cursorParameter('`next` of the answer before; absent: from the oldest that is kept.'),
  limit: wholeNumber(1, 500).optional().meta({
    type: 'integer',
    minimum: 1,
    maximum: 500,
    default: 100,
    description: 'How many are answered at once.',
  }),
  types: z
    .string()
    .transform((names) => names.split(','))
    .pipe(z.array(z.enum(EVENT_TYPE_NAMES, TYPES)))
    .optional()
    .meta({ type: 'string', description: 'Only these, with commas between; absent: all.' }),
  product: z.string().max(100).optional().meta({ description: 'Only of this product.' }),
  policyNumber: z.string().max(60).optional().meta({ description: 'Only of this policy.' }),
});

const feedSchema = z
  .strictObject({
    events: z.array(cloudEventSchema),
    next: z
      .string()
      .meta({ description: 'Send it as `after` to read on, also where there is no more now.' }),
    hasMore: z.boolean().meta({ description: 'Whether there is more to be read at once.' }),
  })
  .meta({ id: 'EventFeed' });

/** GET /api/events: what happened, in order. */
export const getEventsRoute: Route<ApiContext> = {
  method: 'get',
  path: '/api/events',
  admits: { by: 'key', scope: 'transactions:read' },
  operationId: 'listEvents',
  tag: 'events',
  summary: 'What happened, in order',
  description:
    'Events of transactions, renewals, terms and tasks as CloudEvents 1.0, oldest first, each once. With a filter a page may be shorter than `limit`, or empty, although `hasMore` is true: read on with `next`.',
  request: { query: querySchema },
  answers: { 200: answer('One page.', feedSchema) },
  problems: [
    'invalid-parameter',
    'events-gone',
    'worker-unavailable',
    'workflow-failing',
    'temporal-unavailable',
  ],
  handle: (context) => async (request, response) => {
    const { after, limit = 100, product, ...asked } = readQuery(request, querySchema);
    const wanted = { ...asked, products: product === undefined ? undefined : [product] };
    const begin =
      (after === undefined ? null : numberIn(context, after)) ?? (await oldest(context));
    const { events, next, hasMore } = await find(context, begin, limit, wanted);
    response.json({
      events: events.map(cloudEvent),
      next: cursorOf(context, next),
      hasMore,
    } satisfies z.input<typeof feedSchema>);
  },
};

type EventsContext = Temporal & MakesCursors;

/** Filters are no part of it: what is wanted of the one log may change where one reads on. */
const LOG = ['events'] as const;

/** @param number of the event after which to read on; 0 for the beginning */
function cursorOf({ cursors }: MakesCursors, number: number): string {
  return cursors.of(String(number), LOG);
}

/** The number of a cursor. @throws Problem `invalid-parameter` for one that is not of events */
function numberIn({ cursors }: MakesCursors, cursor: string): number {
  const place = cursors.placeIn(cursor, LOG);
  if (place === null) throw malformedCursor('after', 'next');
  return Number(place.toString());
}

/** How many parts of the log one request looks through for what is wanted. */
const MOST_LOOKS = 10;

interface Found {
  readonly events: readonly NumberedEvent[];
  readonly next: number;
  readonly hasMore: boolean;
}

async function find(
  context: EventsContext,
  begin: number,
  limit: number,
  wanted: Wanted,
): Promise<Found> {
  const events: NumberedEvent[] = [];
  for (let after = begin, looks = 1; ; looks += 1) {
    const page = await read(context, after);
    for (const event of page.events) {
      if (events.length === limit) return { events, next: after, hasMore: true };
      after = event.sequence;
      if (isWanted(wanted, event)) events.push(event);
    }
    const hasMore = after < page.last;
    if (!hasMore || looks === MOST_LOOKS) return { events, next: after, hasMore };
  }
}

const AT_ONCE = 500;

async function read(context: EventsContext, after: number) {
  try {
    return await readEvents(context, { after, limit: AT_ONCE });
  } catch (error) {
    if (!(error instanceof EventsGone)) throw error;
    throw new Problem('events-gone', {
      detail: `Temporal does not keep these events any more. Read on with after=${cursorOf(context, error.goneUntil)}, and compare what may have been missed.`,
      cause: error,
    });
  }
}

/** The number after which events are kept. */
async function oldest(temporal: Temporal): Promise<number> {
  try {
    await readEvents(temporal, { after: 0, limit: 1 });
    return 0;
  } catch (error) {
    if (error instanceof EventsGone) return error.goneUntil;
    throw error;
  }
}
