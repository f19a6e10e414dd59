import { TextDecoder } from 'node:util';
import { Pool } from 'undici';
import { traceHeaders } from '../../tracing/cause.js';
import { withoutForbiddenCharacters } from '../../xml/forbidden-characters.js';
import { escapeXml } from '../../xml/writer.js';
import { CallFailed } from './call-failed.js';

/** A SOAP answer that is safe to hand to the XML reader of the SOAP library: a result, or a fault under any status. */
export interface HttpAnswer {
  readonly status: number;
  readonly xml: string;
}

export interface Transport {
  /** @throws CallFailed when no acceptable answer came within `timeoutMs` */
  post(
    path: string,
    headers: Readonly<Record<string, string>>,
    body: string,
    timeoutMs: number,
  ): Promise<HttpAnswer>;
  close(): Promise<void>;
}

/** Policy documents come inside an answer, in Base64. */
const LARGEST_ANSWER_BYTES = 32 * 1024 * 1024;
const TOO_LARGE = 'larger than an answer may be';
const CONNECT_TIMEOUT_MS = 3_000;
/** Well below the two minutes of IIS, so that the server rarely closes a connection just as it is used. */
const IDLE_CONNECTION_MS = 15_000;

/** Nothing left this machine when one of these happened. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const ENVELOPE =
  /^<(?:[\w.-]+:)?Envelope(?=[\s>])[^>]*["']http:\/\/schemas\.xmlsoap\.org\/soap\/envelope\/["']/;
const CDATA = /<!\[CDATA\[([\s\S]*?)\]\]>/g;
const FAULT = /<(?:[\w.-]+:)?Fault[\s/>]/;
const ID_OR_HREF = /\s(?:id|href)\s*=\s*(?:"[^"]*&#|'[^']*&#)/;
const PROTOTYPE_IN_MARKUP = /<[^<>]*__proto__/;

/**
 * HTTP for SOAP calls: kept-alive connections, one deadline for the whole call, no redirects, no proxy settings from
 * the environment, and no answer passed on that the SOAP library would misread.
 *
 * Connections are not capped here: undici frees one a turn late, so a cap equal to the callers would make them wait.
 */
export function createTransport(origin: string): Transport {
  const pool = new Pool(origin, {
    connections: null,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    keepAliveTimeout: IDLE_CONNECTION_MS,
    maxResponseSize: LARGEST_ANSWER_BYTES,
  });
  const utf8 = new TextDecoder('utf-8', { fatal: true });

  async function exchange(
    path: string,
    headers: Readonly<Record<string, string>>,
    body: string,
    timeoutMs: number,
  ): Promise<HttpAnswer> {
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await pool.request({
      path,
      method: 'POST',
      headers: { ...headers, ...traceHeaders() },
      body,
      signal,
    });
    const status = answer.statusCode;
    const isSuccess = status >= 200 && status < 300;
    const refuse = (kind: 'notSoap' | 'unsafe', problem: string): never => {
      // With another status than success, that status is what was answered, whatever stands below it.
      throw new CallFailed(isSuccess ? { kind, status, problem } : { kind: 'httpStatus', status });
    };
    const contentType = String(answer.headers['content-type'] ?? '');
    const isXml = /\bxml\b/i.test(contentType);
    if (!isSuccess && !isXml) {
      await answer.body.dump();
      throw new CallFailed({ kind: 'httpStatus', status });
    }
    if (answer.headers['content-encoding'] !== undefined) {
      await answer.body.dump();
      refuse('unsafe', 'compressed without being asked to');
    }
    if (Number(answer.headers['content-length'] ?? 0) > LARGEST_ANSWER_BYTES) {
      await answer.body.dump();
      refuse('unsafe', TOO_LARGE);
    }
    const bytes = await answer.body.arrayBuffer();
    if (!isXml || bytes.byteLength === 0) {
      refuse('notSoap', `${String(bytes.byteLength)} bytes of something that is not XML`);
    }
    const charset = /charset="?([\w-]+)/i.exec(contentType)?.[1]?.toLowerCase() ?? 'utf-8';
    const text = decode(charset === 'utf-8' ? utf8 : decoderFor(charset), bytes);
    if (text === null) return refuse('unsafe', 'characters that do not fit its charset');
    const xml = withoutForbiddenCharacters(text);
    if (!ENVELOPE.test(fromRoot(xml))) refuse('notSoap', 'no SOAP envelope');
    if (xml.includes('<!DOCTYPE')) refuse('unsafe', 'a document type declaration');
    // The library files elements by their id; these ids would write to the prototype of every object.
    if (xml.includes('__proto__') && PROTOTYPE_IN_MARKUP.test(xml)) refuse('unsafe', 'hostile id');
    if (xml.includes('&#') && ID_OR_HREF.test(xml)) refuse('unsafe', 'hostile id');
    if (!isSuccess && !FAULT.test(xml)) throw new CallFailed({ kind: 'httpStatus', status });
    return { status, xml: withoutCdata(xml) };
  }

  return {
    async post(path, headers, body, timeoutMs) {
      try {
        return await exchange(path, headers, body, timeoutMs);
      } catch (error) {
        throw error instanceof CallFailed ? error : classify(error);
      }
    },
    close: () => pool.close(),
  };
}

function classify(error: unknown): CallFailed {
  if (error instanceof Error && error.name === 'TimeoutError') {
    return new CallFailed({ kind: 'timedOut' });
  }
  const code = codeOf(error);
  if (NOT_SENT.has(code)) return new CallFailed({ kind: 'notSent', code });
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') {
    return new CallFailed({ kind: 'unsafe', problem: TOO_LARGE });
  }
  return new CallFailed({ kind: 'severed', code });
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  // Several addresses of one host were tried; they failed alike.
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown';
}

/** The document from its root element on: the declaration, comments and processing instructions may stand before it. */
function fromRoot(xml: string): string {
  let rest = xml.trimStart();
  for (;;) {
    const end = rest.startsWith('<!--') ? '-->' : rest.startsWith('<?') ? '?>' : null;
    if (end === null) return rest;
    const at = rest.indexOf(end);
    if (at < 0) return '';
    rest = rest.slice(at + end.length).trimStart();
  }
}

/** The library reads a CDATA section that looks like a document as elements, not as the text that it is. */
function withoutCdata(xml: string): string {
  if (!xml.includes('<![CDATA[')) return xml;
  return xml.replace(CDATA, (_, text: string) => escapeXml(text));
}

function decoderFor(charset: string): TextDecoder | null {
  try {
    return new TextDecoder(charset, { fatal: true });
  } catch {
    return null;
  }
}

function decode(decoder: TextDecoder | null, bytes: ArrayBuffer): string | null {
  try {
    return decoder === null ? null : decoder.decode(bytes);
  } catch {
    return null;
  }
}
