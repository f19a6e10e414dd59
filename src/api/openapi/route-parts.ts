import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { Scope } from '../authentication.js';
import type { ProblemCode } from '../problem-catalogue.js';

/** What every route behind a key can answer. */
export const BEHIND_KEY: readonly ProblemCode[] = ['unauthenticated', 'missing-scope', 'internal'];
/** What every route with a JSON body can answer. */
export const WITH_BODY: readonly ProblemCode[] = [
  'malformed-json',
  'too-large',
  'unsupported-media-type',
  'invalid-request',
];

export function behindKey(scope: Scope): Pick<RouteConfig, 'security' | 'x-required-scope'> {
  return { security: [{ apiKey: [] }], 'x-required-scope': scope };
}
