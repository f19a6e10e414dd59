import type { CivilDate } from '../calendar/civil-date.js';
import type { Instant } from '../calendar/instant.js';
import type { QuoteGroup } from '../quote-group/group.js';
import { EXAMPLE_ACT, type OpenTask } from './open-task.js';

/** A quote that was ended in Temporal, as the index has it. */
export interface EndedQuote {
  readonly quote: string;
  readonly endedAt: Instant;
  /** The day from which it was to hold; null where that was not known yet. */
  readonly effectiveDate: CivilDate | null;
  readonly product: string | null;
}

/** The cause of such a task. */
export const QUOTE_ENDED = 'quoteEnded';

/** What a group asks of people: a quote that was ended in Temporal never leaves it by itself, and never gives it back. */
export function tasksOfGroup(
  { quotes, winner, state }: Pick<QuoteGroup, 'quotes' | 'winner' | 'state'>,
  ended: readonly EndedQuote[],
): readonly OpenTask[] {
  if (state === 'locked') return [];
  const stuck = ended.filter(({ quote }) => quotes.some((one) => one.isIn && one.quote === quote));
  return stuck.map(({ quote, endedAt, effectiveDate, product }) => ({
    key: quote,
    cause: QUOTE_ENDED,
    what: 'Look up what the quote has written; post it again where it is wanted or bound, else take it out of its group.',
    why:
      quote === winner
        ? `The quote ${quote} has the group and was ended in Temporal: none of the others can come further.`
        : `The quote ${quote} was ended in Temporal: it keeps its place in the group, and the others must agree with it.`,
    since: endedAt,
    due: effectiveDate,
    money: [],
    product,
    settling: { act: 'free', body: { ...EXAMPLE_ACT, quote } },
  }));
}
