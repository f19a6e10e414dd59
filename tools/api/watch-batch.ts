import { setTimeout as pause } from 'node:timers/promises';
import { NotAnswering } from './api-client.js';

/** Where a command writes, and how it is stopped. */
export interface Surroundings {
  readonly result: (text: string) => void;
  readonly progress: (text: string) => void;
  /** Of the terminal; null where nobody looks at one. */
  readonly width: number | null;
  readonly stop: AbortSignal;
  readonly lookEveryMs?: number;
}

/** A batch of the API, of whatever. */
export interface WatchedBatch<Progress extends BatchStanding> {
  /** Starts it, or finds the one that was started under its name. */
  readonly start: () => Promise<Progress>;
  readonly look: () => Promise<Progress>;
  /** One line of how far it is. */
  readonly line: (progress: Progress, width: number) => string;
}

/** What all batches say of themselves. */
export interface BatchStanding {
  readonly requestId: string;
  readonly state: 'running' | 'paused' | 'cancelled' | 'done' | 'endedInTemporal';
}

const LOOK_EVERY_MS = 1_000;
/** Where nobody looks, a line now and then is enough. */
const LOOKS_PER_LINE = 30;
const PLAIN_WIDTH = 200;
/** A bar that goes on is written over the line before. */
const LINE_AGAIN = '\r\u001b[2K';

/** Shows how far a batch is until it ends or somebody leaves. @returns the last that was seen of it; null where nothing was */
export async function watchBatch<Progress extends BatchStanding>(
  { start, look, line }: WatchedBatch<Progress>,
  { progress: write, width, stop, lookEveryMs = LOOK_EVERY_MS }: Surroundings,
): Promise<Progress | null> {
  let last: Progress | null = null;
  for (let looks = 0; !stop.aborted; looks += 1) {
    const seen: Progress | null = await unlessAway(last === null ? start : look);
    if (last === null && seen !== null) write(`Batch ${seen.requestId}.\n`);
    last = seen ?? last;
    const words = seen === null ? AWAY : line(seen, width ?? PLAIN_WIDTH);
    const isLast = seen !== null && !isUnderWay(seen);
    if (width !== null) write(`${LINE_AGAIN}${words}${isLast ? '\n' : ''}`);
    else if (isLast || looks % LOOKS_PER_LINE === 0) write(`${words}\n`);
    if (isLast) return seen;
    await pause(lookEveryMs, undefined, { signal: stop }).catch(() => undefined);
  }
  if (width !== null) write('\n');
  return last;
}

const AWAY = 'The API, Temporal or its workers do not answer; asked again.';

/** Null where nobody answers now. */
async function unlessAway<Answer>(ask: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof NotAnswering) return null;
    throw error;
  }
}

export function isUnderWay({ state }: BatchStanding): boolean {
  return state === 'running' || state === 'paused';
}

const BAR = 30;

/** A bar with its share and numbers in front of whatever else is said. @param parts empty ones are left out */
export function barLine(
  { done, all }: { readonly done: number; readonly all: number },
  parts: readonly string[],
  width: number,
): string {
  const share = all === 0 ? 1 : done / all;
  const full = Math.floor(share * BAR);
  const bar = `${'█'.repeat(full)}${'░'.repeat(BAR - full)}`;
  const head = `${bar} ${String(Math.floor(100 * share)).padStart(3)} %  ${String(done)}/${String(all)}`;
  return [head, ...parts]
    .filter((part) => part !== '')
    .join('  ')
    .slice(0, Math.max(10, width - 1));
}

/** Of counts by name those that are above zero. */
export function countsInWords(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${String(count)} ${name}`)
    .join(', ');
}
