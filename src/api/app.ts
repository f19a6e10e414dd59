import type { Client } from '@temporalio/client';
import express, { type Express } from 'express';
import type { Installation } from '../domain/product/installation.js';
import type { Product } from '../domain/product/product.js';
import { type ApiKey, createGate } from './authentication.js';
import { jsonBody, jsonOfBody } from './json-body.js';
import type { Log } from './log.js';
import { Problem, problemHandler } from './problem.js';
import { requestLog } from './request-log.js';
import { abandonTransaction } from './routes/abandon.js';
import { correctTransaction } from './routes/correct.js';
import { documentation } from './routes/documentation.js';
import { getHealth, getReadiness } from './routes/health.js';
import { only } from './routes/only.js';
import { getPolicy, getTerm } from './routes/policies.js';
import { postSubmission } from './routes/submissions.js';
import { confirmTerm } from './routes/term-confirm.js';
import { recordPayment, reversePayment } from './routes/term-payments.js';
import { settleTask } from './routes/term-settle.js';
import { retryTransactions } from './routes/retry.js';
import { listTerms } from './routes/terms.js';
import { getTransaction } from './routes/transaction.js';
import { listTransactions } from './routes/transactions.js';
import { securityHeaders } from './security-headers.js';
import { soapFaults } from './soap/fault.js';
import { renewalOperations } from './soap/renewal-operations.js';
import { getWsdl } from './soap/wsdl.js';
import type { Deadlines } from './temporal-deadline.js';
import { TermLanes } from './terms/term-lanes.js';
import type { TermPatience } from './terms/tell-term.js';
import type { TemporalUi } from './transactions/answer-of-record.js';

export interface AppOptions {
  readonly client: Client;
  readonly products: ReadonlyMap<string, Product>;
  readonly installation: Pick<Installation, 'charges'>;
  readonly apiKeys: readonly ApiKey[];
  readonly log: Log;
  /** The calendar of submissions. */
  readonly today: () => Date;
  readonly deadlines: Deadlines;
  readonly termPatience: TermPatience;
  /** Two minutes unless said. */
  readonly termLingerMs?: number;
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
    termPatience: options.termPatience,
    termLingerMs: options.termLingerMs ?? 120_000,
    termLanes: new TermLanes(),
    temporalUi: temporalUi(options),
  };
  const read = gate.requireScope('transactions:read');
  const operate = gate.requireScope('transactions:operate');
  const write = gate.requireScope('transactions:write');
  const notify = gate.requireScope('billing:write');

  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.enable('case sensitive routing');
  app.use(requestLog(log), securityHeaders());
  app.route('/healthz').get(getHealth()).all(only('GET'));
  app.route('/readyz').get(getReadiness(context)).all(only('GET'));
  app.use(documentation());

  // Before the gate of all others: whoever signs a message need not show a key.
  const message = [...gate.authenticateMessage(), notify, ...jsonOfBody()];
  const term = '/api/policies/:policyNumber/terms/:termNumber';
  app.post(`${term}/confirm`, message, confirmTerm(context));
  app.post(`${term}/payments`, message, recordPayment(context));
  app.post(`${term}/payments/:paymentId/reverse`, message, reversePayment(context));
  app
    .route('/soap/PolicyRenewalAPI')
    .get(getWsdl())
    .post(gate.authenticateMessage({ basic: true }), notify, renewalOperations(context))
    .post(soapFaults(log))
    .all(only('GET', 'POST'));

  app.use('/api', gate.authenticate);
  app.route('/api/submissions').post(write, jsonBody(), postSubmission(context)).all(only('POST'));
  app.route('/api/transactions').get(read, listTransactions(context)).all(only('GET'));
  app.route('/api/transactions/:id').get(read, getTransaction(context)).all(only('GET'));
  app.route('/api/transaction/:id').get(read, getTransaction(context)).all(only('GET'));
  app
    .route(String.raw`/api/transactions\:retry`)
    .post(operate, jsonBody(), retryTransactions(context))
    .all(only('POST'));

  app
    .route('/api/transactions/:id/correct')
    .post(operate, jsonBody(), correctTransaction(context))
    .all(only('POST'));
  app
    .route('/api/transactions/:id/abandon')
    .post(operate, jsonBody(), abandonTransaction(context))
    .all(only('POST'));

  app.route('/api/terms').get(read, listTerms(context)).all(only('GET'));
  app.route('/api/policies/:policyNumber').get(read, getPolicy(context)).all(only('GET'));
  app.route(term).get(read, getTerm(context)).all(only('GET'));
  app.route(`${term}/settle`).post(operate, jsonBody(), settleTask(context)).all(only('POST'));
  for (const path of ['confirm', 'payments', 'payments/:paymentId/reverse']) {
    app.all(`${term}/${path}`, only('POST'));
  }

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
