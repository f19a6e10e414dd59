import type { ResponseConfig, RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { z } from 'zod';
import type { Scope } from './auth/authentication.js';
import type { Log } from './log.js';
import type { ProblemCode } from './problem-catalogue.js';

/**
 * Who may call a route. `key`: whoever has a key with the scope. `message`: billing, by a key with its scope or by a signature;
 * with `basic` the key may also be the password of HTTP Basic.
 */
export type Admission =
  | { readonly by: 'anybody' }
  | { readonly by: 'key'; readonly scope: Scope }
  | { readonly by: 'message'; readonly basic?: true };

/** One operation of the API: what the server mounts and what the OpenAPI document says of it. */
export interface Route<Context> {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** As OpenAPI writes it: `/api/transactions/{id}`. */
  readonly path: string;
  readonly admits: Admission;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly request?: {
    readonly params?: z.ZodObject;
    readonly query?: z.ZodObject;
    readonly headers?: z.ZodObject;
    readonly body?: RequestBody;
  };
  /** The member of its body by which a repeat is known, where that has no usual name. */
  readonly repeatedBy?: string;
  /** Its answers, but for problems. */
  readonly answers: Readonly<Record<number, ResponseConfig>>;
  /** Problems that it can answer, beside those of everybody who asks for a key or for a JSON body; null: it answers none. */
  readonly problems: readonly ProblemCode[] | null;
  readonly handle: (context: Context) => RequestHandler;
  /** Answers whatever is thrown, where that is no problem document. */
  readonly faults?: (log: Log) => ErrorRequestHandler;
}

type RequestBody = NonNullable<NonNullable<RouteConfig['request']>['body']>;

/** A JSON body, as the server reads it and as the document describes it. */
export function json<Schema extends z.ZodType>(
  schema: Schema,
  more: { readonly example?: z.input<Schema>; readonly examples?: Record<string, unknown> } = {},
): RequestBody {
  return { required: true, content: { 'application/json': { schema, ...more } as never } };
}

/** An answer in JSON. */
export function answer<Schema extends z.ZodType>(
  description: string,
  schema: Schema,
  example?: z.output<Schema>,
): ResponseConfig {
  const content = { schema, ...(example === undefined ? {} : { example }) };
  return { description, content: { 'application/json': content } };
}

/** Whether the server refuses a query: whoever sends one to a route that takes none means something that does not happen. */
export function refusesQuery({ admits, request, problems }: Route<never>): boolean {
  // What asks for health adds what it likes, and SOAP has faults of its own.
  return admits.by !== 'anybody' && request?.query === undefined && problems !== null;
}

/** Whether the server reads the body as JSON. */
export function takesJson({ request }: Route<never>): boolean {
  return request?.body?.content['application/json'] !== undefined;
}
