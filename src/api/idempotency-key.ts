import type { RequestHandler } from 'express';
import { z } from 'zod';
import { Problem } from './problem.js';
import type { Route } from './route.js';

/** Members by which a repeat is known; of several the first is the request's own, and others name what it is about. */
const REFERENCES = ['transactionId', 'requestId', 'externalId'] as const;

/** Whether somebody may think that a header makes a repeat of it harmless: it changes something, or looks as if it did. */
export function isRepeatedByKey({ method, admits }: Route<never>): boolean {
  return method !== 'get' && admits.by !== 'anybody';
}

/**
 * Handler that refuses the header `Idempotency-Key`, unless it says what the request says of itself. Requests are told from their repeats by a reference in
 * their body, for good; a key in a header that counts for nothing would be a promise that is not kept.
 */
export function idempotencyKey(route: Route<never>): RequestHandler {
  const reference = referenceOf(route);
  return (request, _response, next) => {
    const key = request
      .get('Idempotency-Key')
      ?.trim()
      .replace(/^"(.*)"$/, '$1');
    const isSame = reference !== undefined && memberOf(request.body, reference) === key;
    if (key !== undefined && !isSame) {
      throw new Problem('idempotency-key-refused', { detail: whatInstead(reference) });
    }
    next();
  };
}

/** The member of its body by which a repeat is known, as its schema names it. */
export function referenceOf(route: Route<never>): string | undefined {
  if (route.repeatedBy !== undefined) return route.repeatedBy;
  const media = route.request?.body?.content['application/json'];
  const schema = media && 'schema' in media ? media.schema : undefined;
  const shape = schema instanceof z.ZodObject ? schema.shape : {};
  return REFERENCES.find((name) => name in shape);
}

function memberOf(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null
    ? (body as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function whatInstead(reference: string | undefined): string {
  return reference === undefined
    ? 'Nothing was done. This request has no reference, and a key would count for nothing: leave the header out, and after a lost answer look before you send it again.'
    : `Nothing was done. A repeat of this request is known by ${reference} in its body: leave the header out, or give the same there.`;
}
