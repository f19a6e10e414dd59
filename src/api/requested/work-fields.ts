import { z } from 'zod';
import type { Updated } from '../../domain/batch/updated.js';
import type { Instant } from '../../domain/calendar/instant.js';
import { CURSOR, type MakesCursors } from '../cursors.js';
import { wholeNumber } from '../query-parameters.js';
import { malformedCursor } from '../transactions/list-page.js';

export const count = (description: string) => z.int().meta({ description });
export const moment = () => z.string().meta({ format: 'date-time' });

/** How work on many things stands, and by whom it was stopped, as JSON for clients. */
export const workState = () =>
  z.enum(['running', 'paused', 'cancelled', 'done', 'endedInTemporal']);
export const actsField = () =>
  z.array(
    z.strictObject({
      at: moment(),
      act: z.enum(['pause', 'resume', 'cancel', 'settle']).meta({
        description: '`settle`: of what a batch of renewals asked for.',
      }),
      by: z.string(),
      reason: z.string(),
    }),
  );

/** When work was begun, when anything of it has changed last, and when it has ended. `startedAt` is what everything else calls `createdAt`. */
export const timeFields = {
  createdAt: moment(),
  updatedAt: moment().nullable().meta({
    format: 'date-time',
    description:
      'When anything of it has changed last; null where an older version has left that unsaid.',
  }),
  startedAt: moment(),
  endedAt: moment().nullable(),
};

/** As its workflow tells it. */
interface TimesOfWork extends Updated {
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
}

export function timesOf({ startedAt, updatedAt, endedAt }: TimesOfWork) {
  return { createdAt: startedAt, updatedAt: updatedAt ?? null, startedAt, endedAt };
}

/** A throttle that a caller may leave out. */
export function throttle(most: number, usual: number) {
  const message = `is not a whole number from 1 to ${most}; give one, or leave it out`;
  return z.int(message).min(1, message).max(most, message).default(usual);
}

/** Where a page begins. */
export function cursorParameter(description: string) {
  return z
    .string()
    .regex(CURSOR, 'is not a cursor of this list; use next of the page before as it is')
    .optional()
    .meta({ description });
}

/** Of what is read in the order in which it was found: where a page begins. */
export const afterParameter = () => cursorParameter('`next` of the page before.');

/** Where the next page of it begins. */
export const nextField = (description: string) => z.string().nullable().meta({ description });

/**
 * Reads one page of what is kept in order, from where its cursor says.
 *
 * @param list what it is, with its filters
 * @throws Problem `invalid-parameter` for a cursor that is not of this list
 */
export async function pageAfter<Page extends { readonly next: number | null }>(
  { cursors }: MakesCursors,
  list: readonly unknown[],
  cursor: string | undefined,
  read: (after: number) => Promise<Page>,
): Promise<Omit<Page, 'next'> & { readonly next: string | null }> {
  const place = cursor === undefined ? null : cursors.placeIn(cursor, list);
  if (cursor !== undefined && place === null) throw malformedCursor('after', 'next');
  const page = await read(Number(place?.toString() ?? 0));
  return { ...page, next: page.next === null ? null : cursors.of(String(page.next), list) };
}

export function pageSizeParameter() {
  return wholeNumber(1, 1_000).optional().meta({
    type: 'integer',
    minimum: 1,
    maximum: 1_000,
    default: 200,
    description: 'How many are answered at once.',
  });
}
