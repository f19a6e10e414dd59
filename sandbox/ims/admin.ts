import type { Express } from 'express';
import { addCallList, addFaults, addSettings, createAdminApp } from '../shared/admin.js';
import { addClock } from '../shared/clock.js';
import { addByHand } from './by-hand.js';
import { formatMoney } from './book/money.js';
import type { QuoteRecord } from './book/records.js';
import type { Book } from './book/store.js';
import type { ImsCallRing } from './calls.js';
import { chanceSchema, faultSchema, type ImsMisbehaviour } from './misbehaviour.js';
import type { LiveSettings } from '../shared/live-settings.js';
import type { Settings } from './settings.js';

export interface AdminParts {
  readonly book: Book;
  readonly settings: LiveSettings<Settings>;
  readonly misbehaviour: ImsMisbehaviour;
  readonly calls: ImsCallRing;
}

/** The endpoint for tests and operators: what goes wrong, what is on file, what was called. */
export function createAdmin({ book, settings, misbehaviour, calls }: AdminParts): Express {
  return createAdminApp((admin) => {
    addFaults(admin, misbehaviour, { fault: faultSchema, chance: chanceSchema });
    addCallList(admin, calls);
    addSettings(admin, settings);
    addClock(admin, book.clock);
    addByHand(admin, book);
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
    admin.post('/tokens/expire', (_request, response) => {
      book.forgetTokens();
      response.status(204).end();
    });
  });
}

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
