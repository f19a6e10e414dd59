import { isCivilDate } from '../domain/calendar/civil-date.js';
import type { EndedQuote } from '../domain/task/group-tasks.js';
import { searchAttributes } from '../workflows/search-attributes.js';
import type { Temporal } from './deadlines.js';
import { type Execution, instantOf, listExecutions, readAttributes, textOf } from './executions.js';
import { endedQuotesQuery } from './transaction-search.js';
import { findTransaction } from './transactions.js';
import { wasEndedInTemporal } from './visible-transactions.js';

/** With the group that it is one of. */
export interface EndedQuoteOfGroup extends EndedQuote {
  readonly group: string;
}

/** More that were ended in Temporal, and are remembered there, are not looked at. */
const MOST_ENDED = 1_000;

/** Quotes of groups that were ended in Temporal, by its index: some of them may have gone on since, or be out of their group. */
export async function endedQuotes(
  temporal: Temporal,
  group?: string,
): Promise<readonly EndedQuoteOfGroup[]> {
  const query = endedQuotesQuery(group);
  const { executions } = await listExecutions(temporal, { query, pageSize: MOST_ENDED });
  const newest = new Map<string, EndedQuoteOfGroup>();
  for (const one of executions.flatMap((execution) => toEnded(execution) ?? [])) {
    const { endedAt = '' } = newest.get(one.quote) ?? {};
    if (one.endedAt > endedAt) newest.set(one.quote, one);
  }
  return [...newest.values()];
}

/** The same of one group, without those that have gone on since. */
export async function endedQuotesOf(
  temporal: Temporal,
  group: string,
): Promise<readonly EndedQuote[]> {
  const ended = await endedQuotes(temporal, group);
  const isOver = await Promise.all(
    ended.map(async ({ quote }) => {
      const found = await findTransaction(temporal, quote);
      return found !== null && wasEndedInTemporal(found.visible);
    }),
  );
  return ended.filter((_one, at) => isOver[at]);
}

function toEnded({
  execution,
  searchAttributes: indexed,
  closeTime,
}: Execution): EndedQuoteOfGroup | null {
  const quote = execution?.workflowId;
  const attributes = readAttributes(indexed?.indexedFields);
  const group = textOf(attributes[searchAttributes.partOf.name]);
  if (!quote || group === null) return null;
  const effectiveDate = textOf(attributes[searchAttributes.effectiveDate.name]);
  return {
    quote,
    group,
    endedAt: instantOf(closeTime),
    effectiveDate: effectiveDate !== null && isCivilDate(effectiveDate) ? effectiveDate : null,
    product: textOf(attributes[searchAttributes.product.name]),
  };
}
