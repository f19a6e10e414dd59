import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { WrongSettings } from './wrong-settings.js';

/** A file as it says now. */
export interface WatchedFile<Content> {
  /** What was in it when it last could be read; another one when it changed. */
  readonly content: () => Content;
  /** What operators should know: empty while the file can be read. */
  readonly warnings: () => readonly string[];
}

/** A key that is taken back is to open nothing for long. Milliseconds. */
const EVERY_MS = 5_000;

export interface Watching {
  /** Milliseconds; five seconds unless said. */
  readonly everyMs?: number;
  /** Ends it. */
  readonly stop: AbortSignal;
  readonly log: {
    info(facts: object, message: string): void;
    error(facts: object, message: string): void;
  };
}

/** What is watched. */
interface Watched<Content> {
  /** The setting that names the file. */
  readonly setting: string;
  /** What it holds, as it is told in the log. */
  readonly name: string;
  /** @throws WrongSettings when it cannot be used */
  readonly read: () => Content;
  /** What may be told of it; no secrets. */
  readonly told: (content: Content) => object;
}

/**
 * Reads a file of keys now, and again every so often: keys are changed without a restart. It is looked at and not waited on, because
 * orchestrators change files by changing links. A file that is broken changes nothing.
 *
 * @throws WrongSettings when it cannot be used now
 */
export function watchFile<Content>(
  { setting, name, read, told }: Watched<Content>,
  { everyMs = EVERY_MS, stop, log }: Watching,
): WatchedFile<Content> {
  let content = read();
  let problems: readonly string[] = [];
  const look = (): void => {
    try {
      const now = read();
      if (problems.length > 0 || !isDeepStrictEqual(now, content)) {
        log.info(told(now), `${name} read again`);
        content = now;
      }
      problems = [];
    } catch (error) {
      if (!(error instanceof WrongSettings)) throw error;
      if (error.problems.join() !== problems.join()) {
        log.error(
          { problems: error.problems },
          `${name} file is broken; those of before are taken`,
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
  const warning = `${setting} cannot be used as it is now; the keys that it held before are taken. The log says what is wrong in it.`;
  return { content: () => content, warnings: () => (problems.length > 0 ? [warning] : []) };
}
