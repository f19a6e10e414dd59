import { setTimeout as pause } from 'node:timers/promises';
import { type ApiKeyEntry, readApiKeysFile } from './api-keys-file.js';
import { WrongSettings } from './wrong-settings.js';

/** Who may call the API, as its file says now. */
export interface WatchedApiKeys {
  /** The keys of the file as it last could be read; another list when they changed. */
  readonly keys: () => readonly ApiKeyEntry[];
  /** What operators should know: empty while the file can be read. */
  readonly warnings: () => readonly string[];
}

/** A key that is taken back is to open nothing for long. Milliseconds. */
const EVERY_MS = 5_000;

interface Watching {
  /** Milliseconds; five seconds unless said. */
  readonly everyMs?: number;
  /** Ends it. */
  readonly stop: AbortSignal;
  readonly log: {
    info(facts: object, message: string): void;
    error(facts: object, message: string): void;
  };
}

const WARNING =
  'API_KEYS_FILE cannot be used as it is now; the keys that it held before are taken. The log says what is wrong in it.';

/**
 * Reads the file now, and again every so often: keys and secrets are changed without a restart. It is looked at and not waited on, because orchestrators
 * change files by changing links. A file that is broken changes nothing.
 *
 * @throws WrongSettings when it cannot be used now
 */
export function watchApiKeys(
  path: string,
  { everyMs = EVERY_MS, stop, log }: Watching,
): WatchedApiKeys {
  let keys = readApiKeysFile(path);
  let problems: readonly string[] = [];
  const look = (): void => {
    try {
      const read = readApiKeysFile(path);
      if (problems.length > 0 || JSON.stringify(read) !== JSON.stringify(keys)) {
        log.info({ clients: read.map(({ clientName }) => clientName) }, 'API keys read again');
        keys = read;
      }
      problems = [];
    } catch (error) {
      if (!(error instanceof WrongSettings)) throw error;
      if (error.problems.join() !== problems.join()) {
        log.error(
          { problems: error.problems },
          'API keys file is broken; those of before are taken',
        );
      }
      problems = error.problems;
    }
  };
  void (async () => {
    for (;;) {
      await pause(everyMs, undefined, { signal: stop, ref: false }).catch(() => undefined);
      if (stop.aborted) return;
      look();
    }
  })();
  return { keys: () => keys, warnings: () => (problems.length > 0 ? [WARNING] : []) };
}
