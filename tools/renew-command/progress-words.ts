import { barLine, countsInWords } from '../api/watch-batch.js';
import type { Progress } from './batches-api.js';

/** One line of how far a batch is, with a bar. @param width of the terminal */
export function progressLine(progress: Progress, width: number): string {
  const { policies: all, done, state, outcomes, open } = progress;
  const counts = countsInWords({ ...outcomes, open });
  return barLine({ done, all }, [counts, state === 'running' ? paceIn(progress) : state], width);
}

function paceIn({ ratePerMinute, estimatedEnd }: Progress): string {
  const rate = ratePerMinute === null ? [] : [`${ratePerMinute.toFixed(1)}/min`];
  const end = estimatedEnd === null ? [] : [`until ${shortMoment(estimatedEnd)}`];
  return [...rate, ...end].join(', ');
}

/** In UTC, as everything that Bindery says. */
function shortMoment(moment: string): string {
  return `${moment.slice(0, 16).replace('T', ' ')}Z`;
}

/** How a batch ended, in sentences. */
export function endWords({ requestId, state, policies, toDo, outcomes }: Progress): string {
  const { started, known, refused, unknown, failed } = outcomes;
  const how =
    state === 'done'
      ? 'is done'
      : `was ${state === 'cancelled' ? 'cancelled' : 'ended in Temporal'}`;
  const left = toDo === 0 ? '' : ` ${String(toDo)} were not looked at.`;
  return `Batch ${requestId} ${how}: of ${String(policies)} policies ${String(started)} renewals started, ${String(known)} known, ${String(refused)} refused, ${String(unknown)} unknown, ${String(failed)} failed.${left}\n`;
}
