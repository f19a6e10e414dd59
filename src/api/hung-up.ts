import type { Response } from 'express';

/** Aborted when the client goes away before its answer. */
export function hungUp(response: Response): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    controller.abort();
  });
  if (response.closed) controller.abort();
  return controller.signal;
}
