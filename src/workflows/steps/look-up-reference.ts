import type { TransactionRecord } from '../../domain/transaction.js';
import type { QuoteFacts } from '../../ports/policy-system.js';
import type { Deal, Enquiry } from './deal.js';

/** What an earlier run of the transaction left: a quote to go on with, or the reason why this run must not go on. */
export interface EarlierRun {
  readonly quote: QuoteFacts | null;
  readonly failure: TransactionRecord['failure'];
  /** How long a step may take; null when the worker does not say. Milliseconds. */
  readonly stepLimitMs: number | null;
}

/** Asks the policy system for work of an earlier run that Temporal no longer remembers. */
export async function lookUpReference({ desk, input, reference }: Enquiry): Promise<EarlierRun> {
  const { quotes, stepLimitMs } = await desk.step(
    'lookUpReference',
    () => reference.get(),
    (answer) =>
      answer.quotes.length === 0
        ? 'No earlier quote carries the reference.'
        : `Earlier quotes that carry the reference: ${answer.quotes.length}.`,
  );
  desk.enter('authenticated');
  return { ...judge(quotes, input.requestDigest), stepLimitMs };
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
  const live = quotes.filter(({ status }) => status !== 'closed');
  if (quotes.length > 0 && live.length === 0) {
    const reason = 'The transaction was ended before, and its quote is closed.';
    return { quote: null, failure: { code: 'abandoned', reason } };
  }
  const furthest = live.find(({ status }) => status !== 'open') ?? live.at(0) ?? null;
  return { quote: furthest, failure: null };
}

/** Goes on from what an earlier run left; every write from here on is looked up before it is made. */
export function resume({ desk, told }: Deal, found: QuoteFacts): string {
  desk.writes.suspectEarlierRun();
  const { insuredGuid, submissionGroupGuid, controlNumber, quoteGuid } = found;
  desk.know({ insuredGuid, submissionGroupGuid, controlNumber, quoteGuid });
  desk.writes.record('insured', insuredGuid);
  desk.writes.record('submission', submissionGroupGuid);
  told.submission(desk.submission, null);
  told.quote(desk.submission, null);
  if (found.status === 'open') desk.enter('quote_created');
  else desk.enter('bound', { policyNumber: found.policyNumber });
  // Issuing comes after the binder document in every run.
  if (found.status === 'issued') desk.writes.record('binderDocument', null);
  return quoteGuid;
}
