import { createHash } from 'node:crypto';
import type { SubmissionRequest } from './submission-schema.js';

/**
 * Tells a repeated request from a different one under the same reference. Taken from the request before anything is
 * filled in from the day or the product's file, so that the same bytes give the same digest next week.
 */
export function requestDigest(request: SubmissionRequest): string {
  return createHash('sha256').update(canonicalJson(request)).digest('hex');
}

/** JSON with sorted keys and no spaces; undefined members left out. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`);
  return `{${members.join(',')}}`;
}
