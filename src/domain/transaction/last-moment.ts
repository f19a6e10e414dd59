import type { Instant } from '../calendar/instant.js';
import type { TransactionRecord } from './record.js';

/** When something became of a transaction last, as far as its record says it; null where it says nothing of that. */
export function lastMoment({
  createdAt,
  steps,
  corrections,
  advances,
  attention,
  change,
  quote,
}: Pick<
  TransactionRecord,
  'createdAt' | 'steps' | 'corrections' | 'advances' | 'attention' | 'change' | 'quote'
>): Instant | null {
  const { offers = [], tasks = [] } = change?.renewal ?? {};
  const acts = [...corrections, ...advances, ...(change?.acts ?? []), ...(quote?.acts ?? [])];
  const moments = [
    createdAt,
    attention?.since,
    ...steps.map(({ finishedAt }) => finishedAt),
    ...[...acts, ...(quote?.underwriting ?? [])].map(({ at }) => at),
    ...offers.map(({ sentAt }) => sentAt),
    ...tasks.map(({ since }) => since),
  ];
  return latestOf(moments.filter((moment) => moment !== undefined));
}

function latestOf(moments: readonly Instant[]): Instant | null {
  const [first, ...others] = moments;
  if (first === undefined) return null;
  return others.reduce((last, one) => (Date.parse(one) > Date.parse(last) ? one : last), first);
}
