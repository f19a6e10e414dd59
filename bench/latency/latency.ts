import { eventTimes, historiesOf, type EventTimes } from '../stack/histories.js';
import { countCpu } from '../stack/cpu.js';
import {
  startStack,
  type PartName,
  type SandboxCall,
  type Stack,
  type Storage,
} from '../stack/stack.js';
import { newSubmission } from '../stack/submissions.js';
import { judge, median, number, progress, say, spread, table } from '../report.js';

const ROUNDS = 7;
const WARM_UP = 4;
const GOALS = [
  { latencyMs: 50, limit: 1.05 },
  { latencyMs: 300, limit: 1.03 },
] as const;
const PART_NAMES: readonly PartName[] = ['temporal', 'worker', 'api', 'sandbox'];

interface Policy {
  readonly calls: number;
  readonly wallMs: number;
  /** Sum of the durations of its calls, as the policy system has them. */
  readonly imsMs: number;
  /** Time during which at least one of its calls was under way. */
  readonly busyMs: number;
  readonly latencyMs: number;
  readonly times: EventTimes;
  readonly cpu: Readonly<Record<PartName, number>>;
}

/** From the POST to the answer "completed", over what the policy system took; one policy at a time. */
export async function measureLatency(): Promise<void> {
  say('### Time from POST to completed\n');
  say(
    'One policy at a time, each for a new insured, through the API with `?wait`; every IMS call is made slow by the sandbox.\n',
  );
  for (const storage of ['file', 'memory'] as const) await measureStorage(storage);
}

async function measureStorage(storage: Storage): Promise<void> {
  const stack = await startStack({ storage });
  try {
    for (let round = 0; round < WARM_UP; round++) await onePolicy(stack, 0);
    const policies: Policy[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      for (const { latencyMs } of GOALS) policies.push(await onePolicy(stack, latencyMs));
      progress(`latency, ${storage}: round ${String(round + 1)} of ${String(ROUNDS)}`);
    }
    report(storage, policies);
  } finally {
    await stack.stop();
  }
}

async function onePolicy(stack: Stack, latencyMs: number): Promise<Policy> {
  await stack.admin('POST', '/settings', { latencyMs });
  const before = (await stack.calls(0)).at(-1)?.n ?? 0;
  const usedCpu = countCpu(stack.pids);
  const started = performance.now();
  const { id, state } = await stack.submit(newSubmission('general-liability'), 60);
  const wallMs = performance.now() - started;
  const cpu = usedCpu();
  if (state !== 'completed') throw new Error(`${id} is ${state}`);
  const calls = await stack.calls(before);
  const times = eventTimes(await historiesOf(stack.client, id));
  const imsMs = calls.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return { calls: calls.length, wallMs, imsMs, busyMs: busyMs(calls), latencyMs, times, cpu };
}

function busyMs(calls: readonly SandboxCall[]): number {
  const spans = calls
    .map(({ at, durationMs }) => [Date.parse(at), Date.parse(at) + durationMs] as const)
    .sort(([one], [other]) => one - other);
  let busy = 0;
  let until = 0;
  for (const [from, to] of spans) {
    busy += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return busy;
}

function report(storage: Storage, policies: readonly Policy[]): void {
  say(
    `Temporal dev server, tuned as \`npm start\` does, ${storage === 'file' ? 'file database of `npm start`' : 'in memory'}:\n`,
  );
  const byLatency = GOALS.map(({ latencyMs, limit }) => ({
    latencyMs,
    limit,
    found: policies.filter((policy) => policy.latencyMs === latencyMs),
  }));
  const over = (one: (policy: Policy) => number, found: readonly Policy[]): number[] =>
    found.map((policy) => policy.wallMs / one(policy));
  table(
    [
      'ms a call',
      'IMS calls',
      'time ÷ sum of IMS durations',
      'time ÷ (calls × latency)',
      'time ÷ time with a call under way',
      'ms beside IMS',
    ],
    byLatency.map(({ latencyMs, found }) => [
      String(latencyMs),
      number(median(found.map(({ calls }) => calls))),
      spread(over(({ imsMs }) => imsMs, found)),
      spread(over(({ calls }) => calls * latencyMs, found)),
      spread(over((policy) => policy.busyMs, found)),
      spread(found.map((policy) => policy.wallMs - policy.busyMs)),
    ]),
  );
  say('Where the time goes, medians per policy in ms:\n');
  table(
    [
      'ms a call',
      'activity scheduled → started',
      'activity started → completed',
      'workflow task scheduled → started',
      'workflow task started → completed',
      'child asked for → started',
      ...PART_NAMES.map((name) => `CPU ${name}`),
    ],
    byLatency.map(({ latencyMs, found }) => {
      const of = (one: (times: EventTimes) => number): string =>
        number(median(found.map(({ times }) => one(times))));
      return [
        String(latencyMs),
        `${of((times) => times.activitiesWaited)} in ${of((times) => times.activities)}`,
        of((times) => times.activitiesRan),
        `${of((times) => times.workflowTasksWaited)} in ${of((times) => times.workflowTasks)}`,
        of((times) => times.workflowTasksRan),
        of((times) => times.childrenStarted),
        ...PART_NAMES.map((name) => number(median(found.map(({ cpu }) => cpu[name])))),
      ];
    }),
  );
  for (const { latencyMs, limit, found } of byLatency) {
    judge({
      text: `time ÷ sum of IMS durations at ${String(latencyMs)} ms a call, ${storage}`,
      value: median(over(({ imsMs }) => imsMs, found)),
      limit,
      better: 'lower',
    });
  }
  say('');
}
