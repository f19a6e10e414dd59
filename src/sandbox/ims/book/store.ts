import { randomUUID } from 'node:crypto';
import { open, type Database } from 'lmdb';
import type { LiveSettings, Settings } from '../settings.js';
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

type IndexKey = readonly (string | number)[];

/** One kind of record, by its GUID or number. */
export interface Records<Key extends string | number, Row> {
  get(key: Key): Row | undefined;
  put(key: Key, row: Row): void;
  all(): Row[];
  count(): number;
}

/** Ordered references from a business key to records. */
export interface Index {
  put(key: IndexKey, value: string): void;
  remove(key: IndexKey): void;
  get(key: IndexKey): string | undefined;
  /** Values of all keys that begin so, in key order. */
  under(prefix: IndexKey): string[];
}

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
  /** Now, in milliseconds since 1970. */
  now(): number;
  /** An instant as the server's own clock shows it, without offset, such as `2027-02-01T09:30:00.000`. */
  serverTime(instant: number): string;
  /**
   * Carries out a change: all of it, on file before this returns, or nothing when `work` throws.
   * The files survive a killed process; only the computer's own crash can lose the last changes.
   */
  transact<T>(work: () => T): T;
  forgetTokens(): void;
  /** Empties the books; reference data stays, and so do tokens. */
  reset(): void;
  close(): Promise<void>;
}

export function openBook(folder: string, settings: LiveSettings, now: () => number): Book {
  // Without fsync a change costs microseconds. Files are written before the answer all the same.
  const environment = open({ path: folder, noSync: true, maxDbs: 12 });
  const database = <Row, Key extends string | number>(name: string): Database<Row, Key> =>
    environment.openDB<Row, Key>(name, {});
  const insureds = database<InsuredRecord, string>('insureds');
  const submissions = database<SubmissionRecord, string>('submissions');
  const quotes = database<QuoteRecord, string>('quotes');
  const invoices = database<InvoiceRecord, number>('invoices');
  const documents = database<DocumentRecord, string>('documents');
  const tokens = database<TokenRecord, string>('tokens');
  const series = database<number, string>('series');
  const index = environment.openDB<string, (string | number)[]>('index', {});

  const clearance = createClearance();
  // Numbers of insureds give their order; keys are random.
  for (const insuredGuid of under(index, ['insureds'])) {
    const insured = insureds.get(insuredGuid);
    if (insured) clearance.add(insured);
  }

  return {
    insureds: records(insureds),
    submissions: records(submissions),
    quotes: records(quotes),
    invoices: records(invoices),
    documents: records(documents),
    tokens: records(tokens),
    index: {
      put: (key, value) => {
        index.putSync([...key], value);
      },
      remove: (key) => {
        index.removeSync([...key]);
      },
      get: (key) => index.get([...key]),
      under: (prefix) => under(index, prefix),
    },
    clearance,
    settings: () => settings.current(),
    newGuid: () => randomUUID(),
    nextNumber: (name, first = 1) => {
      const number = series.get(name) ?? first;
      series.putSync(name, number + 1);
      return number;
    },
    now,
    serverTime: (instant) =>
      new Date(instant + offsetMs(settings.current().serverOffset)).toISOString().slice(0, -1),
    transact: (work) => environment.transactionSync(work),
    forgetTokens: () => {
      tokens.clearSync();
    },
    reset: () => {
      for (const each of [insureds, submissions, quotes, invoices, documents, series, index]) {
        each.clearSync();
      }
      clearance.clear();
    },
    close: () => environment.close(),
  };
}

function records<Key extends string | number, Row>(
  database: Database<Row, Key>,
): Records<Key, Row> {
  return {
    get: (key) => database.get(key),
    put: (key, row) => {
      database.putSync(key, row);
    },
    all: () => [...database.getRange({})].map(({ value }) => value),
    count: () => database.getCount(),
  };
}

function under(index: Database<string, (string | number)[]>, prefix: IndexKey): string[] {
  // Longer than any column, so nothing is under it; the store cannot hold such a key either.
  if (prefix.some((part) => typeof part === 'string' && part.length > 200)) return [];
  const range = index.getRange({ start: [...prefix], end: [...prefix, Infinity] });
  return [...range].map(({ value }) => value);
}
