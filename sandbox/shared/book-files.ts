import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { open, type Database } from 'lmdb';

type Part = string | number;
export type IndexKey = readonly Part[];
type Key = Part | Part[];

/** One kind of record by its key. */
export interface Records<Name extends Key, Row> {
  get(key: Name): Row | undefined;
  put(key: Name, row: Row): void;
  remove(key: Name): void;
  all(): Row[];
  count(): number;
  clear(): void;
}

/** Ordered references from a business key to the keys of records. */
export interface Index {
  put(key: IndexKey, value: string): void;
  remove(key: IndexKey): void;
  get(key: IndexKey): string | undefined;
  /** Values of all keys that begin so, in key order. */
  under(prefix: IndexKey): string[];
  clear(): void;
}

/** Numbers that are given out one after another, by the name of their series. */
export interface Series {
  next(name: string, first?: number): number;
  clear(): void;
}

/** The files of a sandbox's books. */
export interface BookFiles {
  records<Name extends Key, Row>(name: string): Records<Name, Row>;
  readonly index: Index;
  readonly series: Series;
  /**
   * Carries out a change: all of it, on file before this returns, or nothing when `work` throws.
   * The files survive a killed process; only the computer's own crash can lose the last changes.
   */
  transact<T>(work: () => T): T;
  close(): Promise<void>;
}

/** The store holds no longer key, and fails when it is asked for one. Bytes. */
const LONGEST_KEY = 1900;
/** Sorts after every number and every text. */
const LAST = new Uint8Array([0xff]);

export function openBookFiles(folder: string): BookFiles {
  // Without fsync a change costs microseconds. Files are written before the answer all the same.
  const environment = open({ path: folder, noSync: true, maxDbs: 12 });
  makePrivate(folder);
  return {
    records: <Name extends Key, Row>(name: string) =>
      recordsOf(environment.openDB<Row, Name>(name, {})),
    index: indexOf(environment.openDB<string, (Part | Uint8Array)[]>('index', {})),
    series: seriesOf(environment.openDB<number, string>('series', {})),
    transact: (work) => environment.transactionSync(work),
    close: () => environment.close(),
  };
}

/** Books hold personal data, and lie in a folder that others may look into. */
function makePrivate(folder: string): void {
  for (const name of ['data.mdb', 'lock.mdb']) chmodSync(join(folder, name), 0o600);
}

function recordsOf<Name extends Key, Row>(database: Database<Row, Name>): Records<Name, Row> {
  return {
    get: (key) => (isTooLong([key].flat()) ? undefined : database.get(key)),
    put: (key, row) => {
      database.putSync(key, row);
    },
    remove: (key) => {
      database.removeSync(key);
    },
    all: () => [...database.getRange({})].map(({ value }) => value),
    count: () => database.getCount(),
    clear: () => {
      database.clearSync();
    },
  };
}

function indexOf(database: Database<string, (Part | Uint8Array)[]>): Index {
  return {
    put: (key, value) => {
      database.putSync([...key], value);
    },
    remove: (key) => {
      database.removeSync([...key]);
    },
    get: (key) => (isTooLong(key) ? undefined : database.get([...key])),
    under: (prefix) => {
      if (isTooLong(prefix)) return [];
      const range = database.getRange({ start: [...prefix], end: [...prefix, LAST] });
      return [...range].map(({ value }) => value);
    },
    clear: () => {
      database.clearSync();
    },
  };
}

function seriesOf(database: Database<number, string>): Series {
  return {
    next: (name, first = 1) => {
      const number = database.get(name) ?? first;
      database.putSync(name, number + 1);
      return number;
    },
    clear: () => {
      database.clearSync();
    },
  };
}

/** Nothing can be on file under such a key. */
function isTooLong(key: IndexKey): boolean {
  return Buffer.byteLength(key.join('\0')) > LONGEST_KEY;
}
