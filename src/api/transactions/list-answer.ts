import type { MakesCursors } from '../cursors.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { needsAttention, recordOf, transactionsOf } from '../../temporal/visible-transactions.js';
import { answerOf, type TemporalUi } from './answer-of-record.js';
import { listPage, type PageQuery, type Searched } from './list-page.js';
import type { TransactionList } from './transaction-answer.js';

/** One page of the transactions that a search finds, as JSON for clients; no worker is asked. @throws as `listPage` */
export async function listAnswer(
  context: Temporal & MakesCursors & { readonly temporalUi: TemporalUi | undefined },
  searched: Searched,
  query: PageQuery,
): Promise<TransactionList> {
  const { page, nextCursor } = await listPage(context, searched, query);
  const visible = await transactionsOf(context.client, page);
  const items = visible.map((one) =>
    answerOf(recordOf(one), context.temporalUi, needsAttention(one)),
  );
  return { items, nextCursor };
}
