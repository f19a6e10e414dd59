import { countActions, countSteps, historiesOf } from './stack/histories.js';
import { startStack } from './stack/stack.js';
import { EXAMPLES, newSubmission } from './stack/submissions.js';
import { judge, number, say, table } from './report.js';

const LARGEST_KB = 28;
const MOST_ACTIONS = 18;

/** What a completed policy leaves in Temporal, for each example product. */
export async function measureHistory(): Promise<void> {
  say('### History per policy\n');
  const stack = await startStack({ storage: 'memory', isBilled: true });
  try {
    const rows: string[][] = [];
    let largest = 0;
    let most = 0;
    for (const example of EXAMPLES) {
      const { id, state } = await stack.submit(newSubmission(example), 60);
      if (state !== 'completed') throw new Error(`${id} is ${state}`);
      const histories = await historiesOf(stack.client, id);
      const [own, ...children] = histories.map(({ events, bytes }) => ({
        events: events.length,
        kb: bytes / 1000,
      }));
      const all = histories.reduce((sum, { bytes }) => sum + bytes / 1000, 0);
      const sumOf = (key: 'events' | 'kb'): number =>
        children.reduce((sum, child) => sum + child[key], 0);
      largest = Math.max(largest, all);
      const actions = countActions(histories);
      most = Math.max(most, actions);
      rows.push([
        example,
        `${String(own?.events)} events, ${number(own?.kb ?? Number.NaN)} KB`,
        `${String(children.length)}: ${String(sumOf('events'))} events, ${number(sumOf('kb'))} KB`,
        `${String((own?.events ?? 0) + sumOf('events'))} events, ${number(all)} KB`,
        String(countSteps(histories)),
        String(actions),
      ]);
    }
    table(
      [
        'product',
        'newBusiness',
        'child workflows',
        'together',
        'steps',
        'actions of Temporal Cloud',
      ],
      rows,
    );
    judge({
      text: 'KB of history per policy, the largest',
      value: largest,
      limit: LARGEST_KB,
      better: 'lower',
    });
    judge({
      text: 'actions of Temporal Cloud per policy, the most',
      value: most,
      limit: MOST_ACTIONS,
      better: 'lower',
    });
  } finally {
    await stack.stop();
  }
}
