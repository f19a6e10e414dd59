import type { Response } from 'express';
import type { MayStop } from './stopping.js';

/** Aborted when nobody waits for the answer any more: the client went away, or the API stops and answers with what is known. */
export function endOfWait(response: Response, { stopping }: MayStop): AbortSignal {
  const goneAway = new AbortController();
  response.once('close', () => {
    goneAway.abort();
  });
  if (response.closed) goneAway.abort();
  return AbortSignal.any([goneAway.signal, stopping.closing]);
}
