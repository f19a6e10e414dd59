import { open, type Database } from 'lmdb';
import type { LiveSettings, Settings } from '../settings.js';
import type {
  AccountRecord,
  BookingRecord,
  CallbackRecord,
  PaymentRecord,
  PeriodName,
  PeriodRecord,
  StreamRecord,
} from './records.js';

type Key = string | number | (string | number)[];

/** One kind of record by its key. */
export interface Records<Name extends Key, Row> {
  get(key: Name): Row | undefined;
  put(key: Name, row: Row): void;
  all(): Row[];
  count(): number;
}

/** Billing's books: everything that was booked, paid and is still to be told, kept in files. */
export interface Book {
  readonly accounts: Records<string, AccountRecord>;
  readonly streams: Records<string, StreamRecord>;
  readonly periods: Records<[string, number], PeriodRecord>;
  readonly bookings: Records<string, BookingRecord>;
  readonly payments: Records<string, PaymentRecord>;
  readonly callbacks: Records<number, CallbackRecord>;
  /** Ordered references from a business key to the keys of records. */
  readonly index: {
    put(key: (string | number)[], value: string): void;
    /** Values of all keys that begin so, in key order. */
    under(prefix: (string | number)[]): string[];
  };
  settings(): Settings;
  /** The next number of a series, from 1. */
  nextNumber(series: string): number;
  /** Now by billing's clock, which can be moved. Milliseconds since 1970. */
  now(): number;
  /** Moves the clock; null sets it right again. It goes on from there. */
  setClock(now: number | null): void;
  /**
   * Carries out a change: all of it, on file before this returns, or nothing when `work` throws.
   * The files survive a killed process; only the computer's own crash can lose the last changes.
   */
  transact<T>(work: () => T): T;
  reset(): void;
  close(): Promise<void>;
}

export const periodKey = ({ policyNumber, termNumber }: PeriodName): [string, number] => [
  policyNumber,
  termNumber,
];

export function openBook(folder: string, settings: LiveSettings, realNow: () => number): Book {
  // Without fsync a change costs microseconds. Files are written before the answer all the same.
  const environment = open({ path: folder, noSync: true, maxDbs: 12 });
  const database = <Row, Name extends Key>(name: string): Database<Row, Name> =>
    environment.openDB<Row, Name>(name, {});
  const accounts = database<AccountRecord, string>('accounts');
  const streams = database<StreamRecord, string>('streams');
  const periods = database<PeriodRecord, [string, number]>('periods');
  const bookings = database<BookingRecord, string>('bookings');
  const payments = database<PaymentRecord, string>('payments');
  const callbacks = database<CallbackRecord, number>('callbacks');
  const series = database<number, string>('series');
  const index = database<string, (string | number)[]>('index');
  const clockOffset = (): number => series.get('clockOffset') ?? 0;

  return {
    accounts: records(accounts),
    streams: records(streams),
    periods: records(periods),
    bookings: records(bookings),
    payments: records(payments),
    callbacks: records(callbacks),
    index: {
      put: (key, value) => {
        index.putSync(key, value);
      },
      under: (prefix) =>
        [...index.getRange({ start: prefix, end: [...prefix, Infinity] })].map(
          ({ value }) => value,
        ),
    },
    settings: () => settings.current(),
    nextNumber: (name) => {
      const number = series.get(name) ?? 1;
      series.putSync(name, number + 1);
      return number;
    },
    now: () => realNow() + clockOffset(),
    setClock: (now) => {
      series.putSync('clockOffset', now === null ? 0 : now - realNow());
    },
    transact: (work) => environment.transactionSync(work),
    reset: () => {
      for (const each of [accounts, streams, periods, bookings, payments, callbacks, series, index])
        each.clearSync();
    },
    close: () => environment.close(),
  };
}

function records<Name extends Key, Row>(database: Database<Row, Name>): Records<Name, Row> {
  return {
    get: (key) => database.get(key),
    put: (key, row) => {
      database.putSync(key, row);
    },
    all: () => [...database.getRange({})].map(({ value }) => value),
    count: () => database.getCount(),
  };
}
