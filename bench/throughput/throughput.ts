import { cpus } from 'node:os';
import { Client, type Connection } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { prepareNamespace } from '../../src/main/namespace.js';
import { searchAttributes } from '../../src/workflows/search-attributes.js';
import { aSubmission, newBusinessInput } from '../../test/support/submissions.js';
import { judge, median, number, progress, say, spread, table } from '../report.js';
import { countCpu } from '../stack/cpu.js';
import { countSteps, historiesOf } from '../stack/histories.js';
import { startStack, type Stack } from '../stack/stack.js';
import { unlikeName } from '../stack/submissions.js';
import { WORKFLOW_TASK_QUEUE } from '../../src/workflows/task-queues.js';
import { newBusinessId } from '../../src/domain/workflow-ids.js';

const ROUNDS = 5;
const ROUND_MS = 7_000;
const AT_ONCE = 30;
const WARM_UP_MS = 4_000;
const GOAL = 1;
const DAY_MS = 86_400_000;
const SIDES = ['product', 'bare', 'soap'] as const;
type Side = (typeof SIDES)[number];

interface Runner {
  /** The process of its worker. */
  readonly worker: number;
  /** Runs one workflow to its end. @returns its id */
  run(): Promise<string>;
}

interface Round {
  readonly policies: number;
  readonly perSecond: number;
  readonly wallMs: number;
  readonly cpu: Readonly<Record<'temporal' | 'worker' | 'sandbox' | 'client', number>>;
}

/** Policies per second with many at once, over bare workflows of as many steps on the same server. */
export async function measureThroughput(): Promise<void> {
  say('### Policies per second\n');
  const stack = await startStack({ storage: 'memory' });
  try {
    const { connection } = stack;
    const product = await productSide(stack, connection);
    const sample = await product.run();
    const client = new Client({ connection, namespace: 'product' });
    const activities = countSteps(await historiesOf(client, sample));
    const bare = await bareSide(stack, connection, activities);
    const soap = soapSide(stack);
    const runners: Record<Side, Runner> = { product, bare, soap };
    for (const side of SIDES) await runFor(WARM_UP_MS, runners[side]);
    const rounds: Record<Side, Round[]> = { product: [], bare: [], soap: [] };
    for (let round = 0; round < ROUNDS; round++) {
      for (const side of SIDES) rounds[side].push(await oneRound(stack, runners[side]));
      progress(`throughput: round ${String(round + 1)} of ${String(ROUNDS)}`);
    }
    report(rounds, activities);
  } finally {
    await stack.stop();
  }
}

async function sideProcess(
  stack: Stack,
  connection: Connection,
  side: 'product' | 'bare',
): Promise<number> {
  await prepareNamespace(connection, side, DAY_MS);
  return stack.start(new URL('./side.ts', import.meta.url), {
    SIDE: side,
    ADDRESS: stack.temporalAddress,
    NAMESPACE: side,
  });
}

async function productSide(stack: Stack, connection: Connection): Promise<Runner> {
  const worker = await sideProcess(stack, connection, 'product');
  return newBusinessRunner(new Client({ connection, namespace: 'product' }), worker);
}

/** The real worker and the sandbox, each in its process, over SOAP. */
function soapSide(stack: Stack): Runner {
  return newBusinessRunner(stack.client, stack.pids.worker);
}

function newBusinessRunner(client: Client, worker: number): Runner {
  return {
    worker,
    run: async () => {
      const name = unlikeName();
      const { insured } = aSubmission();
      const fein = String(100_000_000 + Math.floor(Math.random() * 899_999_999));
      const submission = aSubmission({
        reference: { system: 'bench', id: name.replaceAll(' ', '-') },
        insured: { ...insured, corporationName: name, nameOnPolicy: name, fein },
      });
      const workflowId = newBusinessId(submission.reference);
      await client.workflow.execute('newBusiness', {
        workflowId,
        taskQueue: WORKFLOW_TASK_QUEUE,
        args: [newBusinessInput(submission, { callLimitMs: 70_000 })],
        typedSearchAttributes: new TypedSearchAttributes([
          { key: searchAttributes.transactionKind, value: 'newBusiness' },
          { key: searchAttributes.transactionState, value: 'started' },
          { key: searchAttributes.externalSystem, value: submission.reference.system },
          { key: searchAttributes.externalId, value: submission.reference.id },
          { key: searchAttributes.effectiveDate, value: submission.effectiveDate },
          { key: searchAttributes.needsAttention, value: false },
        ]),
      });
      return workflowId;
    },
  };
}

async function bareSide(stack: Stack, connection: Connection, activities: number): Promise<Runner> {
  const worker = await sideProcess(stack, connection, 'bare');
  const client = new Client({ connection, namespace: 'bare' });
  return {
    worker,
    run: async () => {
      const workflowId = `bare-${unlikeName()}`;
      await client.workflow.execute('bare', {
        workflowId,
        taskQueue: 'bare',
        args: [{ activities }],
      });
      return workflowId;
    },
  };
}

/** Starts new ones until the time is over, and waits for all of them. @returns how many there were */
async function runFor(durationMs: number, runner: Runner): Promise<number> {
  const until = performance.now() + durationMs;
  let ended = 0;
  const oneAfterTheOther = async (): Promise<void> => {
    while (performance.now() < until) {
      await runner.run();
      ended += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, oneAfterTheOther));
  return ended;
}

async function oneRound(stack: Stack, runner: Runner): Promise<Round> {
  const { temporal, sandbox } = stack.pids;
  const used = countCpu({ temporal, sandbox, worker: runner.worker, client: process.pid });
  const started = performance.now();
  const policies = await runFor(ROUND_MS, runner);
  const wallMs = performance.now() - started;
  return { policies, perSecond: (policies * 1000) / wallMs, wallMs, cpu: used() };
}

function report(rounds: Readonly<Record<Side, readonly Round[]>>, activities: number): void {
  const over = (side: Side): number[] =>
    rounds[side].map(
      (round, index) => round.perSecond / (rounds.bare[index]?.perSecond ?? Number.NaN),
    );
  const titles: Readonly<Record<Side, string>> = {
    product: 'new business, policy system in memory',
    bare: `bare workflow, ${String(activities)} no-op activities`,
    soap: 'new business, real SOAP to the sandbox',
  };
  say(
    `${String(AT_ONCE)} at once, rounds of ${String(ROUND_MS / 1000)} s, started by a Temporal client, dev server in memory. CPU in ms per policy; the part of both cores that each process took beside it.\n`,
  );
  const cpuOf = (side: Side): number[] =>
    rounds[side].map(({ cpu, policies }) => (cpu.temporal + cpu.worker) / policies);
  const overBareCpu = (side: Side): number[] =>
    cpuOf(side).map((cpu, index) => cpu / (cpuOf('bare')[index] ?? Number.NaN));
  const cpuNames = ['temporal', 'worker', 'sandbox', 'client'] as const;
  const cores = cpus().length;
  table(
    [
      '',
      'per second',
      '÷ bare',
      'CPU of Temporal and worker ÷ bare',
      ...cpuNames.map((name) => `CPU ${name}`),
    ],
    SIDES.map((side) => [
      titles[side],
      spread(rounds[side].map(({ perSecond }) => perSecond)),
      spread(over(side)),
      spread(overBareCpu(side)),
      ...cpuNames.map((name) => {
        const perPolicy = median(rounds[side].map(({ cpu, policies }) => cpu[name] / policies));
        const share = median(rounds[side].map(({ cpu, wallMs }) => cpu[name] / (wallMs * cores)));
        return `${number(perPolicy)} (${(share * 100).toFixed(0)} %)`;
      }),
    ]),
  );
  judge({
    text: 'policies per second over bare workflows per second',
    value: median(over('product')),
    limit: GOAL,
    better: 'higher',
  });
}
