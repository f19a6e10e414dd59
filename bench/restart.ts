import { setTimeout as pause } from 'node:timers/promises';
import type { TermHandOver } from '../src/activities/term-activities.js';
import { eachAtOnce } from '../test/support/at-once.js';
import { handOver, newTerms } from '../test/support/bound-terms.js';
import { freePort } from '../tools/processes/free-port.js';
import { judge, median, number, percentile, progress, say, table } from './report.js';
import { withBundledStack } from './stack/bundled.js';
import { residentMib } from './stack/cpu.js';
import { longerThan, type Latencies } from './stack/metrics.js';
import type { Stack } from './stack/stack.js';

const TERMS = 10_000;
const BOUND_AT_ONCE = 30;
/** As billing tells it again. */
const RETRY_MS = 1_000;
const LONGEST_TASK_MS = 1_000;

interface Told {
  readonly status: number;
  readonly ms: number;
  readonly repeats: number;
}

/** What a worker does that is restarted with so many terms in memory, and then all of them are told something. */
export async function measureRestart(): Promise<void> {
  say('### A restarted worker whose terms are all told something at once\n');
  const metrics = `127.0.0.1:${String(await freePort())}`;
  const worker = { MAX_CACHED_WORKFLOWS: String(TERMS), METRICS_ADDRESS: metrics };
  await withBundledStack(
    async (stack) => {
      const terms = newTerms(TERMS);
      let bound = 0;
      await eachAtOnce(BOUND_AT_ONCE, terms, async (term) => {
        await handOver(stack.client, term);
        if ((bound += 1) % 1_000 === 0) progress(`restart: ${String(bound)} wait`);
      });
      const before = residentMib(stack.pids.worker);
      process.kill(stack.pids.worker, 'SIGKILL');
      const pid = await stack.startWorker();
      const told = await tellAll(stack, terms, metrics, (count) => {
        progress(`restart: ${String(count)} answered`);
      });
      report(told, { before, after: residentMib(pid) });
    },
    { worker },
  );
}

/** Tells all terms of money at the same moment, and counts what the worker did for that. */
async function tellAll(
  stack: Pick<Stack, 'post'>,
  terms: readonly TermHandOver[],
  metrics: string,
  each1000: (count: number) => void,
): Promise<{ readonly told: readonly Told[]; readonly tasks: Latencies }> {
  const told: Told[] = [];
  await eachAtOnce(terms.length, terms, async (term) => {
    told.push(await tell(stack, term));
    if (told.length % 1_000 === 0) each1000(told.length);
  });
  return { told, tasks: await longerThan(metrics, LONGEST_TASK_MS) };
}

/** A hundredth of what confirms the term; told again as long as nobody has time for it. */
async function tell(stack: Pick<Stack, 'post'>, term: TermHandOver): Promise<Told> {
  const { policyNumber, termNumber } = term;
  const path = `/api/policies/${policyNumber}/terms/${String(termNumber)}/payments`;
  const receivedAt = new Date().toISOString();
  const money = { paymentId: `PAY-${policyNumber}`, currency: 'USD', amount: '14.94', receivedAt };
  const begun = performance.now();
  for (let repeats = 0; ; repeats += 1) {
    // So many connections at once are more than a server takes up in time; billing would try again.
    const answered = await stack.post(path, money).catch(() => null);
    if (answered !== null && answered.status !== 503)
      return { status: answered.status, ms: performance.now() - begun, repeats };
    await pause(RETRY_MS);
  }
}

function report(
  { told, tasks: { count, longer } }: Awaited<ReturnType<typeof tellAll>>,
  { before, after }: { readonly before: number; readonly after: number },
): void {
  const ms = told.map((one) => one.ms);
  const others = told.filter(({ status }) => status >= 300).length;
  table(
    [
      'terms',
      'answered',
      'with another status',
      'told again after 503 or no connection',
      'median',
      '99 %',
      'last',
    ],
    [
      [
        String(told.length),
        String(told.length - others),
        String(others),
        String(told.reduce((sum, { repeats }) => sum + repeats, 0)),
        `${number(median(ms))} ms`,
        `${number(percentile(ms, 99))} ms`,
        `${number(Math.max(...ms))} ms`,
      ],
    ],
  );
  table(
    ['workflow tasks of the new worker', 'longer than a second', 'memory before', 'memory after'],
    [[String(count), String(longer), `${number(before)} MiB`, `${number(after)} MiB`]],
  );
  judge({
    text: `workflow tasks longer than ${String(LONGEST_TASK_MS)} ms`,
    value: longer,
    limit: 0,
    better: 'lower',
  });
}
