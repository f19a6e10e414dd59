import { z } from 'zod';
import { wholeNumber } from '../query-parameters.js';

export const count = (description: string) => z.int().meta({ description });
export const moment = () => z.string().meta({ format: 'date-time' });

/** How work on many things stands, and by whom it was stopped, as JSON for clients. */
export const workState = () =>
  z.enum(['running', 'paused', 'cancelled', 'done', 'endedInTemporal']);
export const actsField = () =>
  z.array(
    z.strictObject({
      at: moment(),
      act: z.enum(['pause', 'resume', 'cancel']),
      by: z.string(),
      reason: z.string(),
    }),
  );

/** A throttle that a caller may leave out. */
export function throttle(most: number, usual: number) {
  const message = `is not a whole number from 1 to ${most}; give one, or leave it out`;
  return z.int(message).min(1, message).max(most, message).default(usual);
}

/** Where a page of a list of at most so many begins. */
export function afterParameter(most: number) {
  return wholeNumber(0, most).optional().meta({
    type: 'integer',
    minimum: 0,
    maximum: most,
    description: '`next` of the page before.',
  });
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
