import { setTimeout as pause } from 'node:timers/promises';
import type { z } from 'zod';
import { UsageError } from '../../src/main/usage-error.js';

/** Generous: a laptop may be busy. */
const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 100;

/** Asks one server, GET without and POST with a body. */
export type Ask = <Answer>(
  schema: z.ZodType<Answer>,
  path: string,
  body?: object,
) => Promise<Answer>;

/** @param key of the API; the admin endpoints of the sandboxes ask for none */
export function askAt(url: string, key?: string): Ask {
  return async (schema, path, body) => {
    const response = await fetch(`${url}${path}`, {
      headers: {
        ...(key === undefined ? {} : { 'x-api-key': key }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) {
      throw new UsageError(
        `${path} was answered with ${String(response.status)}: ${JSON.stringify(answer)}`,
      );
    }
    return schema.parse(answer);
  };
}

/**
 * Looks until it is so.
 *
 * @param what as it ends the sentence "It took too long until …"
 * @throws UsageError when it does not come, with what was seen last
 */
export async function until<Seen>(
  what: string,
  look: () => Promise<Seen>,
  isSo: (seen: Seen) => boolean,
): Promise<Seen> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const seen = await look();
    if (isSo(seen)) return seen;
    if (Date.now() > deadline) {
      throw new UsageError(`It took too long until ${what}. Seen last: ${JSON.stringify(seen)}`);
    }
    await pause(LOOK_EVERY_MS);
  }
}
