import express, { type Express, type ErrorRequestHandler } from 'express';
import { z } from 'zod';
import { formatMoney } from './book/money.js';
import type { QuoteRecord } from './book/records.js';
import type { Book } from './book/store.js';
import type { CallRing } from './calls.js';
import { faultSchema, randomSchema, type Misbehaviour } from './misbehaviour.js';
import type { LiveSettings } from '../shared/live-settings.js';
import type { Settings } from './settings.js';

export interface AdminParts {
  readonly book: Book;
  readonly settings: LiveSettings<Settings>;
  readonly misbehaviour: Misbehaviour;
  readonly calls: CallRing;
}

const callsQuerySchema = z.strictObject({
  after: z.coerce.number().int().min(0).default(0),
  operation: z.string().optional(),
});
const changeSchema = z.record(z.string(), z.unknown());

/** The endpoint for tests and operators: what goes wrong, what is on file, what was called. */
export function createAdmin({ book, settings, misbehaviour, calls }: AdminParts): Express {
  const admin = express();
  admin.disable('x-powered-by');
  admin.use(express.json({ limit: '1mb' }));

  admin.get('/health', (_request, response) => {
    response.json({ status: 'ok' });
  });

  admin.post('/faults', (request, response) => {
    response.status(201).json({ id: misbehaviour.arm(faultSchema.parse(request.body)) });
  });
  admin.post('/faults/random', (request, response) => {
    misbehaviour.armRandom(randomSchema.parse(request.body));
    response.status(201).json({ id: 'random' });
  });
  admin.get('/faults', (_request, response) => {
    response.json(misbehaviour.list());
  });
  admin.delete('/faults', (_request, response) => {
    misbehaviour.disarm();
    response.status(204).end();
  });

  admin.get('/state', (_request, response) => {
    response.json(stateOf(book));
  });
  admin.get('/counts', (_request, response) => {
    response.json(countsOf(book));
  });
  admin.delete('/state', (_request, response) => {
    book.reset();
    response.status(204).end();
  });

  admin.get('/calls', (request, response) => {
    const { after, operation } = callsQuerySchema.parse(request.query);
    response.json(calls.list(after, operation));
  });

  admin.get('/settings', (_request, response) => {
    response.json(settings.current());
  });
  admin.post('/settings', (request, response) => {
    response.json(settings.change(changeSchema.parse(request.body)));
  });
  admin.post('/tokens/expire', (_request, response) => {
    book.forgetTokens();
    response.status(204).end();
  });

  admin.use((_request, response) => {
    response.status(404).json({ error: 'There is no such admin call.' });
  });
  admin.use(answerError);
  return admin;
}

const answerError: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  if (error instanceof z.ZodError) {
    response.status(400).json({ error: z.prettifyError(error) });
    return;
  }
  const isUnreadable = error instanceof SyntaxError;
  response
    .status(isUnreadable ? 400 : 500)
    .json({ error: isUnreadable ? 'The body is not JSON.' : String(error) });
};

function countsOf(book: Book): Record<string, number> {
  const links = book.quotes.all().reduce((sum, quote) => sum + quote.links.length, 0);
  return {
    insureds: book.insureds.count(),
    submissions: book.submissions.count(),
    quotes: book.quotes.count(),
    invoices: book.invoices.count(),
    documents: book.documents.count(),
    links,
  };
}

function stateOf(book: Book): Record<string, readonly unknown[]> {
  const quotes = book.quotes.all().sort((one, other) => one.quoteId - other.quoteId);
  return {
    insureds: book.insureds.all(),
    submissions: book.submissions.all(),
    quotes: quotes.map((quote) => quoteState(book, quote)),
    invoices: book.invoices
      .all()
      .map((invoice) => ({ ...invoice, total: formatMoney(invoice.total, 2) })),
    documents: book.documents.all().map(({ createdAt, ...document }) => ({
      ...document,
      createdOn: book.serverTime(createdAt),
    })),
    links: quotes.flatMap(({ quoteGuid, links }) => links.map((link) => ({ quoteGuid, ...link }))),
  };
}

function quoteState(book: Book, quote: QuoteRecord): Record<string, unknown> {
  const { boundAt, issuedAt, statusId, options, links, ...rest } = quote;
  return {
    ...rest,
    status: statusId,
    dateBound: boundAt === null ? null : book.serverTime(boundAt),
    dateIssued: issuedAt === null ? null : book.serverTime(issuedAt),
    reference: links.at(-1) ?? null,
    options: options.map((option) => ({
      ...option,
      premiums: option.premiums.map((row) => ({ ...row, amount: formatMoney(row.amount, 2) })),
    })),
  };
}
