import type { ConnectionOptions } from 'node:tls';
import { TextDecoder } from 'node:util';
import { Pool } from 'undici';
import { traceHeaders } from '../../tracing/cause.js';
import { CallFailed } from './call-failed.js';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** With its query, everything encoded. */
  readonly path: string;
  readonly body?: unknown;
}

export interface JsonAnswer {
  readonly status: number;
  readonly json: unknown;
}

export interface Transport {
  /** @throws CallFailed when no JSON of a success status came within the deadline */
  exchange(request: HttpRequest): Promise<JsonAnswer>;
  close(): Promise<void>;
}

export type ClientTls = Pick<ConnectionOptions, 'cert' | 'key' | 'ca'>;

export interface TransportOptions {
  readonly baseUrl: string;
  /** Sent with every call, beside what describes the content. */
  readonly headers: Readonly<Record<string, string>>;
  /** Client certificate and trusted authorities, where the installation asks for them. */
  readonly tls: ClientTls;
  readonly timeoutMs: number;
}

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\b/i;
/** A list of plans or streams is a few kilobytes. */
const LARGEST_ANSWER_BYTES = 4 * 1024 * 1024;
const TOO_LARGE = 'larger than an answer may be';
const CONNECT_TIMEOUT_MS = 3_000;
/** Below the keep-alive of common servers, so that one rarely closes a connection just as it is used. */
const IDLE_CONNECTION_MS = 4_000;

/**
 * HTTP for calls with JSON: kept-alive connections, one deadline for the whole call, no redirects, and no proxy
 * settings from the environment.
 */
export function createTransport({ baseUrl, headers, tls, timeoutMs }: TransportOptions): Transport {
  const { origin, pathname } = new URL(baseUrl);
  const prefix = pathname.replace(/\/+$/, '');
  const pool = new Pool(origin, {
    connections: null,
    connect: { ...tls, timeout: CONNECT_TIMEOUT_MS },
    keepAliveTimeout: IDLE_CONNECTION_MS,
    maxResponseSize: LARGEST_ANSWER_BYTES,
  });

  async function exchange({ method, path, body }: HttpRequest): Promise<JsonAnswer> {
    const answer = await pool.request({
      method,
      path: `${prefix}${path}`,
      headers: {
        ...headers,
        ...traceHeaders(),
        accept: 'application/json, application/problem+json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const { statusCode: status, headers: answered } = answer;
    const isSuccess = status >= 200 && status <= 299;
    const refuse = (problem: string): CallFailed =>
      new CallFailed(
        isSuccess ? { kind: 'unsafe', status, problem } : { kind: 'httpStatus', status },
      );
    const unreadable = unreadableIn(answered);
    if (unreadable !== null) {
      await answer.body.dump();
      throw refuse(unreadable);
    }
    const bytes = await answer.body.arrayBuffer().catch((error: unknown) => {
      throw codeOf(error) === 'UND_ERR_RES_EXCEEDED_MAX_SIZE' ? refuse(TOO_LARGE) : error;
    });
    const isJson = JSON_TYPE.test(String(answered['content-type']));
    if (!isJson && !isSuccess) throw refuse('not JSON');
    const json = isJson ? readJson(bytes) : undefined;
    if (json === undefined) throw new CallFailed({ kind: 'broken', status });
    if (!isSuccess) throw new CallFailed({ kind: 'httpStatus', status, problem: json });
    return { status, json };
  }

  return {
    async exchange(request) {
      try {
        return await exchange(request);
      } catch (error) {
        throw error instanceof CallFailed ? error : classify(error);
      }
    },
    close: () => pool.close(),
  };
}

function unreadableIn(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): string | null {
  if (headers['content-encoding'] !== undefined) return 'compressed without being asked to';
  return Number(headers['content-length'] ?? 0) > LARGEST_ANSWER_BYTES ? TOO_LARGE : null;
}

/** Undefined when it is not JSON, such as an answer that was cut off. */
function readJson(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function classify(error: unknown): CallFailed {
  if (error instanceof Error && error.name === 'TimeoutError') {
    return new CallFailed({ kind: 'timedOut' });
  }
  return new CallFailed({ kind: 'noAnswer', code: codeOf(error) });
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  // Several addresses of one host were tried; they failed alike.
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown';
}
