import type { Client } from '@temporalio/client';
import express, { type Express } from 'express';
import type { Installation } from '../domain/product/installation.js';
import type { NoticeLaw } from '../domain/notice/moratorium.js';
import type { Product } from '../domain/product/product.js';
import type { RatingFiles } from '../domain/rating/rated-product.js';
import type { Archive } from '../ports/archive.js';
import { type ApiKey, createGate, type Limits } from './auth/authentication.js';
import { clientLimits } from './auth/limits.js';
import type { ApiContext, WebhookContext } from './context.js';
import { signedCursors } from './cursors.js';
import type { Log } from './log.js';
import { mount } from './mount.js';
import { openApiDocument } from './openapi/document.js';
import { documentation } from './openapi/documentation.js';
import { Problem, problemHandler } from './problem.js';
import { requestCause } from './request-cause.js';
import { requestLog, type AnsweredRequest } from './request-log.js';
import { ROUTES } from './routes.js';
import { neverStopping, type Stopping } from './stopping.js';
import { whoIsSilent } from './who-is-silent.js';
import { securityHeaders } from './security-headers.js';
import type { ApiDeadlines } from './deadlines.js';
import { TermLanes } from './terms/term-lanes.js';
import { DEFAULT_TERM_IDLE_MS, type TermPatience } from '../temporal/tell-term.js';
import type { TemporalUi } from './transactions/answer-of-record.js';

export interface AppOptions {
  readonly client: Client;
  readonly products: ReadonlyMap<string, Product>;
  readonly installation: Pick<Installation, 'charges'>;
  /** How long notices must be, and when none may go out. */
  readonly noticeRules: NoticeLaw;
  readonly rating: RatingFiles;
  /** Those of now; another list when they have changed. */
  readonly apiKeys: () => readonly ApiKey[];
  /** What cursors of lists are signed with, those of now: the first signs. */
  readonly cursorKeys: () => readonly Uint8Array[];
  /** Of clients whose key says nothing else. */
  readonly limits: Limits;
  /** What operators should know though requests are served. */
  readonly warnings?: () => readonly string[];
  readonly log: Log;
  /** The calendar of submissions. */
  readonly today: () => Date;
  readonly deadlines: ApiDeadlines;
  readonly termPatience: TermPatience;
  /** Two minutes unless said. */
  readonly termIdleMs?: number;
  /** None unless said. */
  readonly archive?: Archive | null;
  /** None unless said. */
  readonly webhooks?: WebhookContext | null;
  /** Base of the Temporal Web UI for links in answers, such as `http://localhost:8233`; no links without it. */
  readonly temporalUiUrl?: string | null;
  /** It never stops unless said. */
  readonly stopping?: Stopping;
  /** Is told of every request when its answer is out. */
  readonly countRequest?: (answered: AnsweredRequest) => void;
}

/** Made once, for it is the same for every app. */
const OPEN_API = JSON.stringify(openApiDocument(ROUTES));

/** The whole API as a handler of requests; it never listens. */
export function createApp(options: AppOptions): Express {
  const { client, deadlines, log, countRequest = () => undefined } = options;
  const gate = createGate(options.apiKeys);
  const context: ApiContext = {
    client,
    deadlines,
    products: options.products,
    charges: options.installation.charges,
    noticeRules: options.noticeRules,
    rating: options.rating,
    today: options.today,
    termPatience: options.termPatience,
    termIdleMs: options.termIdleMs ?? DEFAULT_TERM_IDLE_MS,
    termLanes: new TermLanes(),
    temporalUi: temporalUi(options),
    archive: options.archive ?? null,
    webhooks: options.webhooks ?? null,
    cursors: signedCursors(options.cursorKeys),
    stopping: options.stopping ?? neverStopping(),
    warnings: options.warnings ?? (() => []),
    openApi: OPEN_API,
  };

  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.enable('case sensitive routing');
  app.use(requestCause(), requestLog(log, countRequest), securityHeaders());
  app.use(documentation());
  const silence = whoIsSilent(context);
  const limits = clientLimits(gate.keyOf, options.limits);
  mount(app, ROUTES, { gate, limits, context, log, silence });
  app.use(() => {
    throw new Problem('unknown-path');
  });
  app.use(silence, problemHandler(log));
  return app;
}

function temporalUi({ temporalUiUrl, client }: AppOptions): TemporalUi | undefined {
  if (!temporalUiUrl) return undefined;
  return { baseUrl: temporalUiUrl.replace(/\/+$/, ''), namespace: client.options.namespace };
}
