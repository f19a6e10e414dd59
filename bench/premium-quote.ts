import { readFileSync } from 'node:fs';
import { eachAtOnce } from '../test/support/at-once.js';
import { judge, number, percentile, progress, say, table } from './report.js';
import { withBundledStack } from './stack/bundled.js';
import type { Stack } from './stack/stack.js';

const QUOTES = 1_000;
const WARM_UP = 100;
const AT_ONCE = [1, 8] as const;
const GOAL_MS = 20;
const PATH = '/api/policies/quote/2027-03-01?billingCycle=F';
const POLICY = JSON.parse(
  readFileSync(new URL('../examples/premium-quote.json', import.meta.url), 'utf8'),
) as object;

/** From the POST of a premium quote to the end of its answer: twelve periods of nine lines, computed and not kept. */
export async function measurePremiumQuotes(): Promise<void> {
  say('### Premium quotes\n');
  say(`${String(QUOTES)} quotes of a policy of twelve periods, through the API.\n`);
  await withBundledStack(async (stack) => {
    const before = await workflows(stack);
    await times(stack, WARM_UP, 1);
    const measured: number[][] = [];
    for (const width of AT_ONCE) {
      measured.push(await times(stack, QUOTES, width));
      progress(`premium-quote: ${String(width)} at once`);
    }
    table(
      ['at once', 'fastest ms', 'p50 ms', 'p99 ms', 'slowest ms', 'slowest ÷ fastest'],
      measured.map((ms, index) => {
        const [fastest, slowest] = [Math.min(...ms), Math.max(...ms)];
        return [
          String(AT_ONCE[index]),
          ...[fastest, percentile(ms, 50), percentile(ms, 99), slowest, slowest / fastest].map(
            number,
          ),
        ];
      }),
    );
    judge({
      text: 'ms of the 99th of a hundred quotes, one at a time',
      value: percentile(measured[0] ?? [], 99),
      limit: GOAL_MS,
      better: 'lower',
    });
    const left = (await workflows(stack)) - before;
    if (left !== 0) throw new Error(`premium quotes have left ${String(left)} workflows`);
  });
}

async function times(stack: Stack, count: number, width: number): Promise<number[]> {
  const ms: number[] = [];
  await eachAtOnce(width, Array.from({ length: count }), async () => {
    const begun = performance.now();
    const { status, text } = await stack.post(PATH, POLICY);
    if (status !== 200) throw new Error(`a premium quote answers ${String(status)}: ${text}`);
    ms.push(performance.now() - begun);
  });
  return ms;
}

async function workflows({ client }: Stack): Promise<number> {
  return (await client.workflow.count()).count;
}
