import { eachAtOnce } from '../test/support/at-once.js';
import { handOver, newTerms } from '../test/support/bound-terms.js';
import { judge, number, progress, say, table } from './report.js';
import { settledMib, withBundledStack } from './stack/bundled.js';
import type { Stack } from './stack/stack.js';

/** As many as a worker keeps in memory unless told otherwise (MAX_CACHED_WORKFLOWS). */
const CACHED = 500;
const STEPS = [CACHED, 1_000, 2_000, 5_000, 10_000] as const;
const AT_ONCE = 30;
const GOAL = 1.2;

/** What a worker holds when many more terms wait for their money and their renewal than it keeps in memory. */
export async function measureTerms(): Promise<void> {
  say('### Memory of a worker with waiting terms\n');
  const work = async ({ client, pids }: Stack): Promise<void> => {
    const terms = newTerms(STEPS.at(-1) ?? 0);
    const before = await settledMib(pids.worker);
    const measured: number[] = [];
    let bound = 0;
    for (const count of STEPS) {
      await eachAtOnce(AT_ONCE, terms.slice(bound, count), (term) => handOver(client, term));
      bound = count;
      measured.push(await settledMib(pids.worker));
      progress(`terms: ${String(count)} wait`);
    }
    const [full = Number.NaN] = measured;
    table(
      ['terms that wait', 'worker', '÷ with a full cache'],
      [
        ['0', `${number(before)} MiB`, number(before / full)],
        ...STEPS.map((count, at) => {
          const mib = measured[at] ?? Number.NaN;
          return [String(count), `${number(mib)} MiB`, number(mib / full)];
        }),
      ],
    );
    judge({
      text: `memory with ${String(STEPS.at(-1))} terms over memory with the ${String(CACHED)} that the cache holds`,
      value: (measured.at(-1) ?? Number.NaN) / full,
      limit: GOAL,
      better: 'lower',
    });
  };
  await withBundledStack(work, { isBilled: true });
}
