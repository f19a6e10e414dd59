import { randomUUID } from 'node:crypto';
import { openBookFiles, type Index, type Records } from '../../shared/book-files.js';
import { clockOf, type Clock } from '../../shared/clock.js';
import type { LiveSettings } from '../../shared/live-settings.js';
import type { Settings } from '../settings.js';
import { offsetMs } from '../soap/values.js';
import { createClearance, type Clearance } from './clearance.js';
import type {
  DocumentRecord,
  InsuredRecord,
  InvoiceRecord,
  QuoteRecord,
  SubmissionRecord,
  TokenRecord,
} from './records.js';

/** The policy system's books: everything that calls have written, kept in files. */
export interface Book {
  readonly insureds: Records<string, InsuredRecord>;
  readonly submissions: Records<string, SubmissionRecord>;
  readonly quotes: Records<string, QuoteRecord>;
  readonly invoices: Records<number, InvoiceRecord>;
  readonly documents: Records<string, DocumentRecord>;
  readonly tokens: Records<string, TokenRecord>;
  readonly index: Index;
  readonly clearance: Clearance;
  settings(): Settings;
  newGuid(): string;
  /** The next number of a series, from 1 unless told. */
  nextNumber(series: string, first?: number): number;
  /** Which can be moved. */
  readonly clock: Clock;
  /** Now by that clock, in milliseconds since 1970. */
  now(): number;
  /** Now by the computer's clock: a caller need not log in again because a year has passed in the books. */
  realNow(): number;
  /** An instant as the server's own clock shows it, without offset, such as `2027-02-01T09:30:00.000`. */
  serverTime(instant: number): string;
  /** Carries out a change: all of it, on file before this returns, or nothing when `work` throws. */
  transact<T>(work: () => T): T;
  forgetTokens(): void;
  /** Empties the books and sets the clock right; reference data stays, and so do tokens. */
  reset(): void;
  close(): Promise<void>;
}

export function openBook(
  folder: string,
  settings: LiveSettings<Settings>,
  realNow: () => number,
): Book {
  const files = openBookFiles(folder);
  const { index, series } = files;
  const books = {
    insureds: files.records<string, InsuredRecord>('insureds'),
    submissions: files.records<string, SubmissionRecord>('submissions'),
    quotes: files.records<string, QuoteRecord>('quotes'),
    invoices: files.records<number, InvoiceRecord>('invoices'),
    documents: files.records<string, DocumentRecord>('documents'),
  };
  const tokens = files.records<string, TokenRecord>('tokens');

  const clock = clockOf(files, realNow);
  const clearance = createClearance();
  // Numbers of insureds give their order; keys are random.
  for (const insuredGuid of index.under(['insureds'])) {
    const insured = books.insureds.get(insuredGuid);
    if (insured && insured.locations.length > 0) clearance.add(insured);
  }

  return {
    ...books,
    tokens,
    index,
    clearance,
    settings: () => settings.current(),
    newGuid: () => randomUUID(),
    nextNumber: (name, first) => series.next(name, first),
    clock,
    now: () => clock.now(),
    realNow,
    serverTime: (instant) =>
      new Date(instant + offsetMs(settings.current().serverOffset)).toISOString().slice(0, -1),
    transact: (work) => files.transact(work),
    forgetTokens: () => {
      tokens.clear();
    },
    reset: () => {
      // Numbers go on: who knows one from before must not find another policy under it.
      for (const each of [...Object.values(books), index, clearance]) each.clear();
      clock.set(null);
    },
    close: () => files.close(),
  };
}
