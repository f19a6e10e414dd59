import createClient, { type MaybeOptionalInit } from 'openapi-fetch';
import type { PathsWithMethod, RequiredKeysOf, SuccessResponse } from 'openapi-typescript-helpers';
import type { paths } from './api.js';
import { nextPage, type PagedPath } from './pages.js';
import { errorOf, UnexpectedAnswer } from './problem.js';
import { isRepeatable, sendPatiently } from './repeats.js';

/** Where the API is, and how it is asked. */
export interface ClientOptions {
  /** Root of the API, such as `https://bindery.example`. */
  readonly baseUrl: string;
  /** A function is asked for each request, so that keys can change. */
  readonly apiKey: string | (() => string | Promise<string>);
  /** Headers of each request, made anew for it: `X-Request-Id`, `traceparent`. Those of a call win. */
  readonly headers?: () => Readonly<Record<string, string>>;
  /** How often a request is sent at most, where it may be sent again; 4 unless said, 1 is never again. */
  readonly tries?: number;
  /** Instead of the `fetch` of the platform. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** What was answered to a call that was taken. */
export interface Answer<Data> {
  readonly data: Data;
  /** The version of a quote, for `ifMatch`; null where the answer has none. */
  readonly etag: string | null;
  /** The request in the logs of Bindery. */
  readonly requestId: string | null;
  /** Status and headers; its body is read. */
  readonly response: Response;
}

type Methods = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** What an operation answers when it succeeds. */
type DataOf<Path extends keyof paths, Method extends Methods> = paths[Path][Method] extends {
  readonly responses: infer Responses extends Record<number, unknown>;
}
  ? SuccessResponse<Responses, 'application/json'>
  : never;

type Init<Path extends keyof paths, Method extends Methods> = MaybeOptionalInit<
  paths[Path],
  Method
>;
/** What a path, a query or a body is needed for cannot be called without. */
type Inits<Path extends keyof paths, Method extends Methods> =
  RequiredKeysOf<Init<Path, Method>> extends never
    ? [init?: Init<Path, Method>]
    : [init: Init<Path, Method>];

type Call<Method extends Methods> = <Path extends PathsWithMethod<paths, Method>>(
  path: Path,
  ...init: Inits<Path, Method>
) => Promise<Answer<DataOf<Path, Method>>>;

/** The calls of the API: paths, parameters, bodies and answers are those of its OpenAPI document. */
export interface BinderyClient {
  /** @throws ProblemError, UnexpectedAnswer, and what `fetch` throws, such as for a connection that is refused; so do all */
  readonly GET: Call<'get'>;
  readonly POST: Call<'post'>;
  readonly PUT: Call<'put'>;
  readonly PATCH: Call<'patch'>;
  readonly DELETE: Call<'delete'>;
  /** The pages of a list, one after the other, each asked for when it is needed; those of events up to the last that has happened. */
  readonly pages: <Path extends PagedPath>(
    path: Path,
    ...init: Inits<Path, 'get'>
  ) => AsyncGenerator<DataOf<Path, 'get'>, void, undefined>;
}

const TRIES = 4;

/** A client of Bindery's API. */
export function binderyClient(options: ClientOptions): BinderyClient {
  const { baseUrl, apiKey, headers, tries = TRIES, fetch: send = globalThis.fetch } = options;
  const api = createClient<paths>({ baseUrl });
  api.use({
    onRequest: async ({ request }) => {
      for (const [name, value] of Object.entries(headers?.() ?? {})) {
        if (!request.headers.has(name)) request.headers.set(name, value);
      }
      request.headers.set('X-API-Key', typeof apiKey === 'string' ? apiKey : await apiKey());
    },
    onResponse: async ({ response }) => {
      if (!response.ok) throw await errorOf(response);
      if (!isJson(response)) throw new UnexpectedAnswer(response.status);
    },
  });
  const request = api.request as unknown as UntypedRequest;
  const call =
    (method: Methods): UntypedCall =>
    async (path, init = {}) => {
      const sending = { send, tries, isRepeatable: isRepeatable(method, init.body) };
      const patiently = (request: Request) => sendPatiently(request, sending);
      return answerOf(await request(method, path, { fetch: patiently, ...init }));
    };
  const calls = {
    GET: call('get'),
    POST: call('post'),
    PUT: call('put'),
    PATCH: call('patch'),
    DELETE: call('delete'),
  };
  return {
    ...(calls as unknown as BinderyClient),
    pages: ((path: string, init?: UntypedInit) => pagesOf(calls.GET, path, init)) as never,
  };
}

/** Calls, whatever their paths: what the types of `BinderyClient` tell apart is all done in one way. */
interface UntypedInit {
  readonly body?: unknown;
  readonly params?: { readonly query?: object };
}
type UntypedCall = (path: string, init?: UntypedInit) => Promise<Answer<object>>;
type UntypedRequest = (
  method: Methods,
  path: string,
  init: UntypedInit & Pick<ClientOptions, 'fetch'>,
) => Promise<{ readonly data: object; readonly response: Response }>;

function answerOf({ data, response }: Awaited<ReturnType<UntypedRequest>>): Answer<object> {
  return {
    data,
    etag: response.headers.get('ETag'),
    requestId: response.headers.get('X-Request-Id'),
    response,
  };
}

async function* pagesOf(
  get: UntypedCall,
  path: string,
  init: UntypedInit = {},
): AsyncGenerator<object> {
  let query = init.params?.query;
  for (;;) {
    const { data } = await get(path, { ...init, params: { ...init.params, query: { ...query } } });
    yield data;
    const next = nextPage(data);
    if (next === null) return;
    query = { ...query, ...next };
  }
}

function isJson({ headers }: Response): boolean {
  return /^application\/(?:.+\+)?json\b/.test(headers.get('Content-Type') ?? '');
}

/**
 * The header by which a quote is edited as it was read: `params: { path, header: ifMatch(read) }`.
 *
 * @param read an answer with a quote
 * @throws TypeError where the answer has no version
 */
export function ifMatch({ etag }: Pick<Answer<unknown>, 'etag'>): { readonly 'If-Match': string } {
  if (etag === null) throw new TypeError('The answer has no ETag: it is of no quote.');
  return { 'If-Match': etag };
}
