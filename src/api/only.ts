import type { RequestHandler } from 'express';
import { Problem } from './problem.js';

/** Answers every method that the routes before it did not take. */
export function only(
  ...methods: readonly ('DELETE' | 'GET' | 'PATCH' | 'POST' | 'PUT')[]
): RequestHandler {
  const allow = methods.map((method) => (method === 'GET' ? 'GET, HEAD' : method)).join(', ');
  return () => {
    throw new Problem('method-not-allowed', {
      detail: `Use ${allow}.`,
      headers: { Allow: allow },
    });
  };
}
