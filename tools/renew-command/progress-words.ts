import type { Progress } from './batches-api.js';

const BAR = 30;

/** One line of how far a batch is, with a bar. @param width of the terminal */
export function progressLine(progress: Progress, width: number): string {
  const { policies, done, state } = progress;
  const share = policies === 0 ? 1 : done / policies;
  const full = Math.floor(share * BAR);
  const bar = `${'█'.repeat(full)}${'░'.repeat(BAR - full)}`;
  const head = `${bar} ${String(Math.floor(100 * share)).padStart(3)} %  ${String(done)}/${String(policies)}`;
  return [head, countsIn(progress), state === 'running' ? paceIn(progress) : state]
    .filter((part) => part !== '')
    .join('  ')
    .slice(0, Math.max(10, width - 1));
}

function countsIn({ outcomes, open }: Progress): string {
  const counts = Object.entries({ ...outcomes, open }).filter(([, count]) => count > 0);
  return counts.map(([name, count]) => `${String(count)} ${name}`).join(', ');
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
