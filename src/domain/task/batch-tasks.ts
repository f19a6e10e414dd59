import type { BatchProgress } from '../renewal-batch/progress.js';
import { sentences } from '../sentence.js';
import { EXAMPLE_ACT, type OpenTask } from './open-task.js';

/** What a batch asks of people: a paused one goes on when somebody says so, and never by itself. */
export function tasksOfBatch({
  state,
  acts,
  toDo,
}: Pick<BatchProgress, 'state' | 'acts' | 'toDo'>): readonly OpenTask[] {
  const act = acts.at(-1);
  if (state !== 'paused' || act === undefined) return [];
  return [
    {
      key: 'paused',
      cause: 'paused',
      what: 'Resume the batch, or cancel it.',
      why: sentences(`${act.by} has paused it with ${toDo} to do`, act.reason),
      since: act.at,
      due: null,
      money: null,
      settling: { act: 'resume', body: { ...EXAMPLE_ACT } },
    },
  ];
}
