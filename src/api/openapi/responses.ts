import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import { isRepeatedByKey } from '../idempotency-key.js';
import { PROBLEMS, type ProblemCode } from '../problem-catalogue.js';
import { refusesQuery, takesJson, type Route } from '../route.js';
import { commonHeaders, ownHeaders } from './headers.js';
import { linksFrom } from './links.js';
import { PROBLEM_ID, problemSchema } from './problem-schema.js';

/** What every route behind a key can answer. */
const BEHIND_KEY: readonly ProblemCode[] = [
  'unauthenticated',
  'missing-scope',
  'too-many-requests',
  'internal',
];
/** What every route with a JSON body can answer. */
const WITH_BODY: readonly ProblemCode[] = [
  'malformed-json',
  'too-large',
  'unsupported-media-type',
  'invalid-request',
];

/** Everything that a route answers, by status. @param routes all of them: where its answers may lead */
export function responses(
  route: Route<never>,
  routes: readonly Route<never>[],
): RouteConfig['responses'] {
  const ofProblems = problemAnswers(route).map(({ status, codes, shared }) => {
    if (shared !== null) return [status, { $ref: `#/components/responses/${shared}` }] as const;
    return [status, problemAnswer(codes, problemSchema, commonHeaders(route, status))] as const;
  });
  const own = Object.entries(route.answers).map(([status, answer]) => {
    const headers = { ...commonHeaders(route, status), ...ownHeaders(answer) };
    return [status, { ...answer, headers, links: linksFrom(routes, route, answer) }] as const;
  });
  const all: RouteConfig['responses'] = {};
  for (const [status, answer] of [...ofProblems, ...own]) all[status] = answer;
  return all;
}

/** What many routes answer in the same words, as `#/components/responses` has it: by the code of the one problem that it is. */
export function sharedProblems(routes: readonly Route<never>[]) {
  return new Map(
    routes.flatMap((route) =>
      problemAnswers(route).flatMap(({ status, codes, shared }) => {
        if (shared === null) return [];
        const schema = { $ref: `#/components/schemas/${PROBLEM_ID}` };
        return [[shared, problemAnswer(codes, schema, commonHeaders(route, status))] as const];
      }),
    ),
  );
}

function problemAnswer<Schema, Headers>(
  codes: readonly ProblemCode[],
  schema: Schema,
  headers: Headers,
) {
  const description = codes.map((code) => `\`${code}\`: ${PROBLEMS[code].title}.`).join('\n\n');
  return { description, headers, content: { 'application/problem+json': { schema } } };
}

/** The problems of a route that have one status. */
interface ProblemAnswer {
  readonly status: string;
  readonly codes: readonly ProblemCode[];
  /** The name under which many routes have it; null where it is told at the route. */
  readonly shared: ProblemCode | null;
}

function problemAnswers(route: Route<never>): readonly ProblemAnswer[] {
  const all = problemsOf(route);
  const statuses = [...new Set(all.map((code) => PROBLEMS[code].status))].sort();
  return statuses.map((status) => {
    const codes = all.filter((code) => PROBLEMS[code].status === status);
    const [only = null, ...others] = codes;
    const shared = others.length > 0 || route.admits.by === 'anybody' ? null : only;
    return { status: String(status), codes, shared };
  });
}

function problemsOf(route: Route<never>): readonly ProblemCode[] {
  if (route.problems === null) return [];
  const all = new Set([
    ...route.problems,
    ...(takesJson(route) ? WITH_BODY : []),
    ...(isRepeatedByKey(route) ? (['idempotency-key-refused'] as const) : []),
    ...(refusesQuery(route) ? (['invalid-parameter'] as const) : []),
    ...(route.admits.by === 'anybody' ? [] : BEHIND_KEY),
  ]);
  return [...all];
}
