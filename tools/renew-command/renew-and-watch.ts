import { setTimeout as pause } from 'node:timers/promises';
import { UsageError } from '../../src/main/usage-error.js';
import type { RenewCommand } from './arguments.js';
import type { Batches, Progress, Wanted } from './batches-api.js';
import { nameOf, policyNumbersIn } from './policy-numbers.js';
import { endWords, progressLine } from './progress-words.js';

/** Where the command writes, and how it is stopped. */
export interface Surroundings {
  readonly result: (text: string) => void;
  readonly progress: (text: string) => void;
  /** Of the terminal; null where nobody looks at one. */
  readonly width: number | null;
  readonly stop: AbortSignal;
  readonly lookEveryMs?: number;
}

const LOOK_EVERY_MS = 1_000;
/** Where nobody looks, a line now and then is enough. */
const LOOKS_PER_LINE = 30;
const PLAIN_WIDTH = 200;
/** A bar that goes on is written over the line before. */
const LINE_AGAIN = '\r\u001b[2K';

/**
 * Starts a batch, or finds the one that the same file began, and shows how far it is.
 *
 * @returns whether it went as far as it could; also true where somebody has left it running
 */
export async function renewAndWatch(
  batches: Batches,
  { requestId, perMinute, mostOpen }: RenewCommand,
  text: string,
  around: Surroundings,
): Promise<boolean> {
  const policyNumbers = policyNumbersIn(text);
  const limits = { perMinute, mostOpen };
  const name = requestId ?? nameOf({ policyNumbers, ...limits });
  const last = await watched(batches, { requestId: name, policyNumbers, ...limits }, around);
  if (last === null || isUnderWay(last)) {
    around.progress(
      `Batch ${name} goes on. The same command shows it again; POST /api/renewal-batches/${name}/cancel ends it.\n`,
    );
    return true;
  }
  around.progress(endWords(last));
  await listOthers(batches, last, around);
  return last.state === 'done';
}

/** The last that was seen of it; null where it was left before anything was. */
async function watched(
  batches: Batches,
  wanted: Wanted,
  { progress: write, width, stop, lookEveryMs = LOOK_EVERY_MS }: Surroundings,
): Promise<Progress | null> {
  let last: Progress | null = null;
  for (let look = 0; !stop.aborted; look += 1) {
    const { requestId } = wanted;
    const seen: Progress | null = await (last === null
      ? batches.start(wanted)
      : batches.progress(requestId));
    if (last === null && seen !== null) write(`Batch ${requestId}.\n`);
    last = seen ?? last;
    const line = lineOf(seen, width ?? PLAIN_WIDTH);
    const isLast = seen !== null && !isUnderWay(seen);
    if (width !== null) write(`${LINE_AGAIN}${line}${isLast ? '\n' : ''}`);
    else if (isLast || look % LOOKS_PER_LINE === 0) write(`${line}\n`);
    if (isLast) return seen;
    await pause(lookEveryMs, undefined, { signal: stop }).catch(() => undefined);
  }
  if (width !== null) write('\n');
  return last;
}

function lineOf(seen: Progress | null, width: number): string {
  return seen === null
    ? 'The API, Temporal or its workers do not answer; asked again.'
    : progressLine(seen, width);
}

function isUnderWay({ state }: Progress): boolean {
  return state === 'running' || state === 'paused';
}

const OTHERS = ['refused', 'unknown', 'failed'] as const;

/** What was not started, as a table: policy, outcome, renewal and reason with tabs between. */
async function listOthers(
  batches: Batches,
  { requestId, outcomes }: Progress,
  { result }: Surroundings,
): Promise<void> {
  for (const outcome of OTHERS) {
    if (outcomes[outcome] === 0) continue;
    for (let after: number | null = 0; after !== null;) {
      const page = await batches.results(requestId, outcome, after);
      if (page === null)
        throw new UsageError('The API does not answer; ask for the results later.');
      for (const { policyNumber, renewal, reason } of page.items)
        result(`${[policyNumber, outcome, renewal ?? '', reason ?? ''].join('\t')}\n`);
      after = page.next;
    }
  }
}
