import { createHash } from 'node:crypto';
import { canonicalJson } from '../domain/machine/canonical-json.js';

/**
 * Tells a repeated request from a different one under the same reference. Taken from the request before anything is
 * filled in from the day or the product's file, so that the same bytes give the same digest next week.
 */
export function requestDigest(request: object): string {
  return createHash('sha256').update(canonicalJson(request)).digest('hex');
}
