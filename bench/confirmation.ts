import { setTimeout as pause } from 'node:timers/promises';
import type { BilledHandOver } from '../src/activities/term-activities.js';
import { eachAtOnce } from '../test/support/at-once.js';
import { bookTerm, handOver, newTerms, openAccount } from '../test/support/bound-terms.js';
import { judge, median, number, percentile, progress, say, table } from './report.js';
import { withBundledStack } from './stack/bundled.js';
import { countCpu } from './stack/cpu.js';
import type { Stack } from './stack/stack.js';

/** The billing sandbox has 16 callbacks under way at most. */
const IN_FLIGHT = [1, 16, 100, 1_000] as const;
const TERMS_PER_ROUND = [100, 500, 1_000, 1_000] as const;
const WARM_UP = 200;
const AT_ONCE = 30;
const RETRY_MS = 1_000;
const GOAL_S = 1;

interface Round {
  readonly inFlight: number;
  /** Per confirmation, from its first request until it is answered. */
  readonly ms: readonly number[];
  readonly repeats: number;
  readonly perSecond: number;
  readonly cpu: Readonly<Record<Part, number>>;
}
type Part = 'temporal' | 'worker' | 'api' | 'billing' | 'client';

/** How long billing waits until a term has answered that it is confirmed, with many callbacks under way. */
export async function measureConfirmation(): Promise<void> {
  say('### Time of a confirmation\n');
  await withBundledStack(async (stack) => {
    const counts = [WARM_UP, ...TERMS_PER_ROUND];
    const terms = [...newTerms(counts.reduce((sum, count) => sum + count, 0))];
    await openAccount(stack.billing);
    await confirmAll(stack, await bind(stack, terms.splice(0, WARM_UP)), 16);
    const rounds: Round[] = [];
    for (const [at, inFlight] of IN_FLIGHT.entries()) {
      const waiting = await bind(stack, terms.splice(0, TERMS_PER_ROUND[at]));
      rounds.push(await confirmAll(stack, waiting, inFlight));
      progress(`confirmation: ${String(inFlight)} in flight`);
    }
    report(rounds);
  });
}

async function bind(
  { billing, client }: Stack,
  terms: readonly BilledHandOver[],
): Promise<readonly BilledHandOver[]> {
  await eachAtOnce(AT_ONCE, terms, async (term) => {
    await bookTerm(billing, term);
    await handOver(client, term);
  });
  return terms;
}

async function confirmAll(
  stack: Stack,
  terms: readonly BilledHandOver[],
  inFlight: number,
): Promise<Round> {
  const { temporal, worker, api, billing } = stack.pids;
  const cpuSince = countCpu({ temporal, worker, api, billing, client: process.pid });
  const begun = performance.now();
  const ms: number[] = [];
  let repeats = 0;
  await eachAtOnce(inFlight, terms, async (term) => {
    const asked = performance.now();
    while (!(await isConfirmed(stack, term))) {
      repeats += 1;
      await pause(RETRY_MS);
    }
    ms.push(performance.now() - asked);
  });
  const perSecond = (terms.length * 1000) / (performance.now() - begun);
  const used = cpuSince();
  const cpu = Object.fromEntries(
    Object.entries(used).map(([part, all]) => [part, all / terms.length]),
  ) as Record<Part, number>;
  return { inFlight, ms, repeats, perSecond, cpu };
}

/** Tells it once, as billing does. @returns false when it is to be told again */
async function isConfirmed(stack: Stack, term: BilledHandOver): Promise<boolean> {
  const { policyNumber, termNumber, transaction } = term;
  const { status, text } = await stack.post(
    `/api/policies/${policyNumber}/terms/${String(termNumber)}/confirm`,
    { transactionId: `${transaction}/confirm` },
  );
  if (status === 503) return false;
  if (status !== 200) throw new Error(`confirm ${String(status)}: ${text}`);
  return true;
}

function report(rounds: readonly Round[]): void {
  table(
    ['in flight', 'median', '95 %', '99 %', 'per second', 'told again after 503'],
    rounds.map(({ inFlight, ms, perSecond, repeats }) => [
      String(inFlight),
      `${number(median(ms))} ms`,
      `${number(percentile(ms, 95))} ms`,
      `${number(percentile(ms, 99))} ms`,
      number(perSecond),
      String(repeats),
    ]),
  );
  const parts = ['temporal', 'worker', 'api', 'billing', 'client'] as const;
  say('CPU in ms per confirmation, with the acknowledgement by billing that follows it:\n');
  table(
    ['in flight', ...parts],
    rounds.map(({ inFlight, cpu }) => [
      String(inFlight),
      ...parts.map((part) => number(cpu[part])),
    ]),
  );
  const last = rounds.at(-1);
  judge({
    text: `seconds of a confirmation, 99th percentile, ${String(last?.inFlight)} in flight`,
    value: percentile(last?.ms ?? [], 99) / 1000,
    limit: GOAL_S,
    better: 'lower',
  });
}
