import type { PayloadCodec } from '@temporalio/common';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { type ApiKey, createGate } from '../api/auth/authentication.js';
import type { Log } from '../api/log.js';
import { Problem, problemHandler } from '../api/problem.js';
import { requestLog } from '../api/request-log.js';
import { securityHeaders } from '../api/security-headers.js';
import { NotWhole, UnknownKey } from '../encryption/key-ring.js';
import { SESSION_MS, type Sessions } from '../encryption/sessions.js';
import { payloadsAnswer, payloadsSchema } from './payloads-body.js';
import { PAGE_POLICY, SIGN_IN_PAGE, SIGNED_IN_PAGE, sessionCookie, sessionOf } from './sign-in.js';

/** A page of a history; Temporal itself lets one payload have 2 MiB. */
const LIMIT_BYTES = 32 * 1024 * 1024;
/** A key is far shorter. */
const FORM_LIMIT_BYTES = 4096;

export interface CodecServerOptions {
  readonly codec: PayloadCodec;
  readonly sessions: Sessions;
  /** Those of now. */
  readonly apiKeys: () => readonly ApiKey[];
  /** Of Temporal's Web UI, such as `http://127.0.0.1:8233`; null lets no browser ask. */
  readonly uiOrigin: string | null;
  readonly log: Log;
}

/**
 * Opens and closes payloads for people: Temporal's Web UI and command line ask it, by Temporal's own protocol. Who asks shows a
 * key of the API, in `X-API-Key`, as `Authorization: Bearer`, or once, to the page at `/`. What it answers is never logged.
 */
export function createCodecServer(options: CodecServerOptions): Express {
  const { codec, sessions, log, uiOrigin } = options;
  const gate = createGate(options.apiKeys);
  const authenticate = gate.authenticateBy(
    (request) =>
      request.get('X-API-Key') ??
      /^Bearer +(\S+) *$/i.exec(request.get('Authorization') ?? '')?.[1] ??
      sessions.apiKeyOf(sessionOf(request) ?? '') ??
      undefined,
  );
  const mayRead = [authenticate, gate.requireScope('payloads:read')];
  const isSecure = uiOrigin?.startsWith('https:') ?? false;

  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.use(
    requestLog(log, () => undefined),
    securityHeaders(),
  );
  app.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  app.get('/', (_request, response) => {
    response.set('Content-Security-Policy', PAGE_POLICY).type('html').send(SIGN_IN_PAGE);
  });
  app.post(
    '/session',
    express.urlencoded({ extended: false, limit: FORM_LIMIT_BYTES }),
    gate.authenticateBy(apiKeyInForm),
    gate.requireScope('payloads:read'),
    (request, response) => {
      const session = sessions.begin(apiKeyInForm(request) ?? '');
      response
        .set('Content-Security-Policy', PAGE_POLICY)
        .set('Set-Cookie', sessionCookie(session, SESSION_MS, isSecure))
        .type('html')
        .send(SIGNED_IN_PAGE);
    },
  );
  const body = express.json({ limit: LIMIT_BYTES });
  // By the end of the path alone, as the protocol says.
  for (const way of ['decode', 'encode'] as const) {
    const path = new RegExp(`/${way}$`);
    app.options(path, letUiAsk(uiOrigin), (_request, response) => void response.status(204).end());
    app.post(
      path,
      letUiAsk(uiOrigin),
      ...mayRead,
      body,
      turn((payloads) => codec[way](payloads)),
    );
  }
  app.use(() => {
    throw new Problem('unknown-path');
  });
  app.use(notOpened, problemHandler(log));
  return app;
}

function turn(work: PayloadCodec['decode']): RequestHandler {
  return async (request, response) => {
    const asked = payloadsSchema.safeParse(request.body);
    if (!asked.success) {
      throw new Problem('malformed-json', { detail: 'The body is not a list of payloads.' });
    }
    response.json(payloadsAnswer(await work(asked.data.payloads)));
  };
}

/** A browser asks first whether the page of the Web UI may. */
function letUiAsk(uiOrigin: string | null): RequestHandler {
  return (request, response, next) => {
    response.vary('Origin');
    if (uiOrigin !== null && request.get('Origin') === uiOrigin) {
      response.set({
        'Access-Control-Allow-Origin': uiOrigin,
        'Access-Control-Allow-Credentials': 'true',
        'Access-Control-Allow-Methods': 'POST',
        'Access-Control-Allow-Headers':
          'Content-Type, X-Namespace, X-API-Key, Authorization, Authorization-Extras',
        'Access-Control-Max-Age': '600',
      });
    }
    next();
  };
}

/** What is wrong with a key, in words: a person has to put the key back. */
const notOpened: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (error instanceof UnknownKey || error instanceof NotWhole) {
    const title = 'The payload cannot be decrypted';
    response.status(422).json({ title, status: 422, detail: error.message });
    return;
  }
  next(tooLarge(error) ? new Problem('malformed-json', { detail: TOO_LARGE }) : error);
};

const TOO_LARGE = 'The body may have 32 MiB at most: ask for fewer payloads at once.';

function tooLarge(error: unknown): boolean {
  return error instanceof Error && 'type' in error && error.type === 'entity.too.large';
}

function apiKeyInForm({ body }: { readonly body?: unknown }): string | undefined {
  if (typeof body !== 'object' || body === null || !('apiKey' in body)) return undefined;
  return typeof body.apiKey === 'string' ? body.apiKey.trim() : undefined;
}
