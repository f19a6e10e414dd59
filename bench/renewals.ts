import { setTimeout as pause } from 'node:timers/promises';
import { eachAtOnce } from '../test/support/at-once.js';
import { judge, number, progress, say, table } from './report.js';
import { withBundledStack } from './stack/bundled.js';
import type { Stack } from './stack/stack.js';
import { newSubmission } from './stack/submissions.js';

const POLICIES = 200;
/** One in a hundred is of no policy, and as many are refused by the policy system. */
const UNKNOWN = POLICIES / 100;
const REFUSED = POLICIES / 100;
const BOUND_AT_ONCE = 16;
/** Of a minute each. */
const ATTEMPTS = 5;
/** What two cores carry together with the sandboxes. */
const PER_MINUTE = 60;
const MOST_OPEN = 20;
const LOOK_EVERY_MS = 1_000;
const LONGEST_SILENCE_MS = 120_000;
const MINUTE_MS = 60_000;
const GOAL = 0.95;
const REQUEST = 'BENCH-DAY';
const BATCH = `/api/renewal-batches/${REQUEST}`;
/** What the policy system does first for a renewal, and once. */
const FIRST_WRITE = 'AddSubmission';

interface Batch {
  readonly state: string;
  readonly done: number;
  readonly outcomes: Readonly<Record<string, number>>;
}

interface State {
  readonly quotes: readonly { readonly insuredGuid: string }[];
}

/** A day's renewals as one batch, at a pace that it is told; for the last of them the worker is killed twice. */
export async function measureRenewals(): Promise<void> {
  say('### A batch of renewals\n');
  await withBundledStack(
    async (stack) => {
      const policies = await bindPolicies(stack);
      await stack.admin('POST', '/faults', {
        operation: FIRST_WRITE,
        kind: 'fault',
        text: 'producerLine',
        count: REFUSED,
        skip: POLICIES / 4,
      });
      const unknown = Array.from({ length: UNKNOWN }, (_, at) => `NOBODY-${String(at)}`);
      await stack.post('/api/renewal-batches', {
        requestId: REQUEST,
        policyNumbers: spread(policies, unknown),
        perMinute: PER_MINUTE,
        mostOpen: MOST_OPEN,
      });
      const { batch, firstKillAt, firstWrites } = await untilDone(stack);
      await report(stack, { batch, firstKillAt, firstWrites, begun: await whenBegun(stack) });
    },
    { isBilled: true },
  );
}

async function bindPolicies(stack: Stack): Promise<readonly string[]> {
  const policies: string[] = [];
  const wanted = Array.from({ length: POLICIES }, () => newSubmission('general-liability'));
  await eachAtOnce(BOUND_AT_ONCE, wanted, async (submission) => {
    policies.push(await boundBy(stack, submission));
    if (policies.length % 100 === 0) progress(`renewals: ${String(policies.length)} bound`);
  });
  return policies;
}

/** A submission that is not through by the end of the longest wait is asked for again. @returns its policy number */
async function boundBy(stack: Stack, submission: object): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const { state, policyNumber } = await stack.submit(submission, 60);
    if (state === 'completed' && policyNumber !== null) return policyNumber;
    if (state === 'failed' || attempt === ATTEMPTS) throw new Error(`not bound: ${state}`);
  }
}

/** The others between the first, evenly. */
function spread(most: readonly string[], others: readonly string[]): readonly string[] {
  const every = Math.floor(most.length / others.length);
  return most.flatMap((one, at) => {
    const other = at % every === 0 ? others[at / every] : undefined;
    return other === undefined ? [one] : [other, one];
  });
}

/** Shares of the batch after which the worker is killed: the pace is measured before. */
const KILLED_AFTER = [0.7, 0.85] as const;

interface Done {
  readonly batch: Batch;
  /** Moments in milliseconds since 1970. */
  readonly firstKillAt: number;
  /** When the policy system saw each renewal begin. */
  readonly firstWrites: readonly number[];
}

async function untilDone(stack: Stack): Promise<Done> {
  const firstWrites: number[] = [];
  let worker = stack.pids.worker;
  let firstKillAt = Number.NaN;
  let kills = 0;
  let answeredAt = Date.now();
  let seen = lastOf(await stack.calls(0), 0);
  for (;;) {
    // Nobody answers for a while when the worker has been killed.
    const batch = (await stack.get(BATCH).catch(() => null)) as Batch | null;
    if (batch === null) {
      if (Date.now() - answeredAt > LONGEST_SILENCE_MS) throw new Error(`no answer from ${BATCH}`);
      await pause(LOOK_EVERY_MS);
      continue;
    }
    answeredAt = Date.now();
    // It remembers its last calls only.
    const calls = await stack.calls(seen);
    seen = lastOf(calls, seen);
    const first = calls.filter(({ operation }) => operation === FIRST_WRITE);
    firstWrites.push(...first.map(({ at }) => Date.parse(at)));
    if (batch.state === 'done') return { batch, firstKillAt, firstWrites };
    const share = KILLED_AFTER[kills];
    if (share !== undefined && batch.done > share * POLICIES) {
      if (kills === 0) firstKillAt = Date.now();
      process.kill(worker, 'SIGKILL');
      kills += 1;
      worker = await stack.startWorker();
      progress(`renewals: killed with ${String(batch.done)} done`);
    }
    await pause(LOOK_EVERY_MS);
  }
}

/** When each renewal was begun, the earliest first. */
async function whenBegun({ client }: Stack): Promise<readonly number[]> {
  const begun: number[] = [];
  for await (const { startTime } of client.workflow.list({ query: `WorkflowType = 'renewal'` }))
    begun.push(startTime.getTime());
  return begun.sort((one, other) => one - other);
}

/** The most in any minute, wherever it starts. */
function mostInAMinute(moments: readonly number[]): number {
  return Math.max(
    ...moments.map((from) => moments.filter((at) => at >= from && at < from + MINUTE_MS).length),
  );
}

async function report(
  stack: Stack,
  { batch, firstKillAt, firstWrites, begun }: Done & { readonly begun: readonly number[] },
): Promise<void> {
  const { quotes } = (await stack.admin('GET', '/state')) as State;
  // Each policy is of an insured of its own, with a quote that is bound and one that renews it.
  const quotesOf = new Map<string, number>();
  for (const { insuredGuid } of quotes)
    quotesOf.set(insuredGuid, (quotesOf.get(insuredGuid) ?? 0) + 1);
  const twice = [...quotesOf.values()].filter((count) => count > 2).length;
  const calm = begun.filter((at) => at < firstKillAt);
  const minutes = ((calm.at(-1) ?? 0) - (calm[0] ?? 0)) / MINUTE_MS;
  const perMinute = (calm.length - 1) / minutes;
  const busiest = mostInAMinute(begun);
  const { outcomes } = batch;
  table(
    [
      'policies',
      'started',
      'refused',
      'unknown',
      'failed',
      'begun a minute, before a kill',
      'most in any minute',
      'most that the policy system saw',
      'renewed twice',
    ],
    [
      [
        String(POLICIES + UNKNOWN),
        ...['started', 'refused', 'unknown', 'failed'].map((name) => String(outcomes[name])),
        number(perMinute),
        String(busiest),
        String(mostInAMinute(firstWrites)),
        String(twice),
      ],
    ],
  );
  judge({
    text: `renewals a minute over the ${String(PER_MINUTE)} that it was allowed`,
    value: perMinute / PER_MINUTE,
    limit: GOAL,
    better: 'higher',
  });
  judge({
    text: 'most renewals in any minute',
    value: busiest,
    limit: PER_MINUTE,
    better: 'lower',
  });
  judge({ text: 'policies renewed twice', value: twice, limit: 0, better: 'lower' });
}

function lastOf(calls: readonly { readonly n: number }[], otherwise: number): number {
  return calls.at(-1)?.n ?? otherwise;
}
