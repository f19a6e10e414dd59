import type { Client } from '@temporalio/client';
import express, { type Express } from 'express';
import type { Installation } from '../domain/installation.js';
import type { Product } from '../domain/product.js';
import { type ApiKey, createGate } from './authentication.js';
import { jsonBody } from './json-body.js';
import type { Log } from './log.js';
import { Problem, problemHandler } from './problem.js';
import { requestLog } from './request-log.js';
import { abandonTransaction } from './routes/abandon.js';
import { correctTransaction } from './routes/correct.js';
import { documentation } from './routes/documentation.js';
import { getHealth, getReadiness } from './routes/health.js';
import { only } from './routes/only.js';
import { postSubmission } from './routes/submissions.js';
import { getTransaction } from './routes/transaction.js';
import { listTransactions } from './routes/transactions.js';
import { securityHeaders } from './security-headers.js';
import type { Deadlines } from './temporal-deadline.js';
import type { TemporalUi } from './transactions/answer-of-record.js';

export interface AppOptions {
  readonly client: Client;
  readonly products: ReadonlyMap<string, Product>;
  readonly installation: Pick<Installation, 'charges'>;
  readonly apiKeys: readonly ApiKey[];
  readonly log: Log;
  readonly today: () => Date;
  readonly deadlines: Deadlines;
  /** Base of the Temporal Web UI for links in answers, such as `http://localhost:8233`; no links without it. */
  readonly temporalUiUrl?: string | null;
}

/** The whole API as a handler of requests; it never listens. */
export function createApp(options: AppOptions): Express {
  const { client, deadlines, log } = options;
  const gate = createGate(options.apiKeys);
  const context = {
    client,
    deadlines,
    products: options.products,
    charges: options.installation.charges,
    today: options.today,
    temporalUi: temporalUi(options),
  };
  const read = gate.requireScope('transactions:read');
  const operate = gate.requireScope('transactions:operate');
  const write = gate.requireScope('transactions:write');

  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.enable('case sensitive routing');
  app.use(requestLog(log), securityHeaders());
  app.route('/healthz').get(getHealth()).all(only('GET'));
  app.route('/readyz').get(getReadiness(context)).all(only('GET'));
  app.use(documentation());

  app.use('/api', gate.authenticate);
  app.route('/api/submissions').post(write, jsonBody(), postSubmission(context)).all(only('POST'));
  app.route('/api/transactions').get(read, listTransactions(context)).all(only('GET'));
  app.route('/api/transactions/:id').get(read, getTransaction(context)).all(only('GET'));
  app.route('/api/transaction/:id').get(read, getTransaction(context)).all(only('GET'));

  app
    .route('/api/transactions/:id/correct')
    .post(operate, jsonBody(), correctTransaction(context))
    .all(only('POST'));
  app
    .route('/api/transactions/:id/abandon')
    .post(operate, jsonBody(), abandonTransaction(context))
    .all(only('POST'));

  app.use(() => {
    throw new Problem('unknown-path');
  });
  app.use(problemHandler(log));
  return app;
}

function temporalUi({ temporalUiUrl, client }: AppOptions): TemporalUi | undefined {
  if (!temporalUiUrl) return undefined;
  return { baseUrl: temporalUiUrl.replace(/\/+$/, ''), namespace: client.options.namespace };
}
