import { openBookFiles, type Index, type Records } from '../../shared/book-files.js';
import { clockOf, type Clock } from '../../shared/clock.js';
import type { LiveSettings } from '../../shared/live-settings.js';
import type { Settings } from '../settings.js';
import type {
  AccountRecord,
  BookingRecord,
  CallbackRecord,
  PaymentRecord,
  PeriodName,
  PeriodRecord,
  StreamRecord,
} from './records.js';

/** Billing's books: everything that was booked, paid and is still to be told, kept in files. */
export interface Book {
  readonly accounts: Records<string, AccountRecord>;
  readonly streams: Records<string, StreamRecord>;
  readonly periods: Records<[string, number], PeriodRecord>;
  readonly bookings: Records<string, BookingRecord>;
  readonly payments: Records<string, PaymentRecord>;
  readonly callbacks: Records<number, CallbackRecord>;
  readonly index: Index;
  settings(): Settings;
  /** The next number of a series, from 1. */
  nextNumber(series: string): number;
  /** Which can be moved. */
  readonly clock: Clock;
  /** Now by that clock, in milliseconds since 1970. */
  now(): number;
  /** Carries out a change: all of it, on file before this returns, or nothing when `work` throws. */
  transact<T>(work: () => T): T;
  /** Empties the books and sets the clock right. */
  reset(): void;
  close(): Promise<void>;
}

export const periodKey = ({ policyNumber, termNumber }: PeriodName): [string, number] => [
  policyNumber,
  termNumber,
];

export function openBook(
  folder: string,
  settings: LiveSettings<Settings>,
  realNow: () => number,
): Book {
  const files = openBookFiles(folder);
  const { index, series } = files;
  const books = {
    accounts: files.records<string, AccountRecord>('accounts'),
    streams: files.records<string, StreamRecord>('streams'),
    periods: files.records<[string, number], PeriodRecord>('periods'),
    bookings: files.records<string, BookingRecord>('bookings'),
    payments: files.records<string, PaymentRecord>('payments'),
    callbacks: files.records<number, CallbackRecord>('callbacks'),
  };
  const clock = clockOf(files, realNow);
  return {
    ...books,
    index,
    settings: () => settings.current(),
    nextNumber: (name) => series.next(name),
    clock,
    now: () => clock.now(),
    transact: (work) => files.transact(work),
    reset: () => {
      for (const each of [...Object.values(books), index, series]) each.clear();
      clock.set(null);
    },
    close: () => files.close(),
  };
}
