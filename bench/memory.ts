import { settledMib, withBundledStack } from './stack/bundled.js';
import type { Stack } from './stack/stack.js';
import { newSubmission } from './stack/submissions.js';
import { number, progress, say, table } from './report.js';

const OPEN = 500;
const AT_ONCE = 20;
const WARM_UP = 60;
const STOPPED_WITHIN_MS = 240_000;

/** What a worker holds when many transactions wait for a person. */
export async function measureMemory(): Promise<void> {
  say('### Memory of a worker with open transactions\n');
  await withBundledStack(async (stack) => {
    await submitAll(stack, WARM_UP);
    // The terms of these policies stay and wait for their money.
    const open = "WorkflowType = 'newBusiness' AND ExecutionStatus = 'Running'";
    await untilCounted(stack, open, (count) => count === 0);
    const before = await settledMib(stack.pids.worker);
    await stack.admin('POST', '/faults', {
      operation: 'BindQuoteWithInstallment',
      kind: 'fault',
      text: 'producerLine',
      count: 1_000_000,
    });
    await submitAll(stack, OPEN);
    await untilCounted(stack, 'NeedsAttention = true', (stopped) => stopped === OPEN);
    const after = await settledMib(stack.pids.worker);
    table(
      ['open transactions', 'worker before', 'worker with them', 'MiB per transaction'],
      [
        [
          String(OPEN),
          `${number(before)} MiB`,
          `${number(after)} MiB`,
          number((after - before) / OPEN),
        ],
      ],
    );
    say(
      `All stopped at a refused bind and cached in one worker process; "before" is after ${String(WARM_UP)} completed policies.\n`,
    );
  });
}

async function submitAll(stack: Stack, count: number): Promise<void> {
  let left = count;
  const submitOneByOne = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await stack.submit(newSubmission('general-liability'), 60);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, submitOneByOne));
}

async function untilCounted(
  stack: Stack,
  query: string,
  isReached: (count: number) => boolean,
): Promise<void> {
  const deadline = Date.now() + STOPPED_WITHIN_MS;
  for (;;) {
    const { count } = await stack.client.workflow.count(query);
    if (isReached(count)) return;
    if (Date.now() > deadline) throw new Error(`${query}: ${String(count)}`);
    progress(`memory: ${query}: ${String(count)}`);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
  }
}
