import { patched } from '@temporalio/workflow';
import type { Submission } from '../../domain/new-business/submission.js';
import { furthestQuote } from '../../domain/transaction/furthest-quote.js';
import type { TransactionRecord } from '../../domain/transaction/record.js';
import type { QuoteFacts } from '../../ports/policy-system/quotes.js';
import type { Transaction } from '../transaction/transaction.js';
import { isLaterRun, takesUpEndedRun } from '../transaction/runs.js';
import type { Enquiry } from './business.js';
import { coversSameDays } from './resume.js';

/** What an earlier run of the transaction left: a quote to go on with, or the reason why this run must not go on. */
export interface EarlierRun {
  readonly quote: QuoteFacts | null;
  readonly failure: TransactionRecord['failure'];
  /** How long a step may take; null when the worker does not say. Milliseconds. */
  readonly stepLimitMs: number | null;
}

/** Asks the policy system for work of an earlier run that Temporal no longer remembers. */
export async function lookUpReference({
  transaction,
  input,
  reference,
}: Enquiry): Promise<EarlierRun> {
  const { quotes, stepLimitMs } = await transaction.step(
    'lookUpReference',
    () => reference.get(),
    (answer) => outcomeOf(answer.quotes, transaction),
  );
  transaction.enter('authenticated');
  const judged = judge(quotes, input.requestDigest);
  const failure = judged.failure?.code === 'abandoned' && isGoingOn(input) ? null : judged.failure;
  return { ...judged, failure, stepLimitMs };
}

/**
 * The quotes of a run that was ended, or reset, in Temporal are closed because people made the quote a draft again: nobody has
 * ended it.
 */
function isGoingOn({ quote }: Enquiry['input']): boolean {
  if (quote === undefined) return false;
  return takesUpEndedRun() || (isLaterRun() && patched('closed-quotes-of-a-reset-run'));
}

function judge(
  quotes: readonly QuoteFacts[],
  requestDigest: string,
): Omit<EarlierRun, 'stepLimitMs'> {
  if (
    quotes.some((quote) => quote.requestDigest !== null && quote.requestDigest !== requestDigest)
  ) {
    const reason = 'The reference was used before, for a different request.';
    return { quote: null, failure: { code: 'conflict', reason } };
  }
  const furthest = furthestQuote(quotes);
  if (quotes.length > 0 && furthest === null) {
    const reason = 'The transaction was ended before, and its quote is closed.';
    return { quote: null, failure: { code: 'abandoned', reason } };
  }
  return { quote: furthest, failure: null };
}

function outcomeOf(quotes: readonly QuoteFacts[], { request }: Transaction<Submission>): string {
  if (quotes.length === 0) return 'No earlier quote carries the reference.';
  const count = `Earlier quotes that carry the reference: ${quotes.length}.`;
  const furthest = furthestQuote(quotes);
  if (furthest === null || furthest.status === 'open' || coversSameDays(furthest, request)) {
    return count;
  }
  const { effectiveDate, expirationDate } = furthest;
  return `${count} The term is bound from ${effectiveDate} to ${expirationDate}, and that stands.`;
}
