import type { RequestHandler } from 'express';
import { Problem } from '../problem.js';

/** Answers every method that the routes before it did not take. */
export function only(method: 'GET' | 'POST'): RequestHandler {
  const allow = method === 'GET' ? 'GET, HEAD' : method;
  return () => {
    throw new Problem('method-not-allowed', {
      detail: `Use ${allow}.`,
      headers: { Allow: allow },
    });
  };
}
