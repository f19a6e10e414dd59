import type { Request, Response } from 'express';
import { QUOTE_MACHINE } from '../../../domain/quote/machine.js';
import type { QuoteEvent } from '../../../domain/quote/quote.js';
import { awaitOutcome } from '../../../temporal/await-outcome.js';
import { isEnded, type KnownRecord } from '../../../temporal/visible-transactions.js';
import { endOfWait } from '../../end-of-wait.js';
import { Problem } from '../../problem.js';
import { actOrRead, type Act } from '../../transactions/act-or-read.js';
import { namedQuote } from './named-quote.js';
import { isOfRun, type QuoteVersion } from './quote-version.js';
import { answerQuote, type QuotesContext } from './quote-answer.js';

/** Seconds that an act on a quote waits for what comes of it, unless the client says otherwise. */
export const USUAL_WAIT_SECONDS = 20;

/** What somebody does to a quote. */
interface SentQuoteAct<Argument> extends Act<Argument> {
  /** What it is to the table of the quote, with whatever lets it pass. */
  readonly event: QuoteEvent;
}

/**
 * Has somebody act on a quote, waits for what comes of it, and answers the quote as it is then.
 *
 * @throws Problem where its state, or its end, does not take the act
 */
export async function sendQuoteAct<Argument>(
  context: QuotesContext,
  request: Request,
  response: Response,
  {
    act,
    version = null,
    waitSeconds = USUAL_WAIT_SECONDS,
  }: {
    readonly act: SentQuoteAct<Argument>;
    /** Which the client has read; null where it did not say. */
    readonly version?: QuoteVersion | null;
    readonly waitSeconds?: number | undefined;
  },
): Promise<void> {
  const record = await acted(context, request, act, version);
  const latest =
    waitSeconds === 0 || isEnded(record)
      ? record
      : await awaitOutcome(context, record.id, waitSeconds * 1_000, endOfWait(response, context));
  await answerQuote(context, response, latest ?? record);
}

async function acted<Argument>(
  context: QuotesContext,
  request: Request,
  { event, ...act }: SentQuoteAct<Argument>,
  version: QuoteVersion | null,
): Promise<KnownRecord> {
  const find = async () => {
    const found = await namedQuote(context, request);
    // A run that has taken it up, perhaps in this moment, holds what nobody has read.
    const isOther = version !== null && found.isRunning && !isOfRun(version, found.runId);
    if (isOther) throw new Problem('stale-version');
    return found;
  };
  const found = await find();
  const inRun = version === null ? {} : { runId: found.runId };
  const { record, isTaken } = await actOrRead(context, found, find, { ...act, ...inRun });
  if (isTaken) return record;
  const { quoteState } = record;
  if (quoteState === null) throw new Problem('already-ended');
  const result = QUOTE_MACHINE.apply(quoteState, event);
  if (result.outcome === 'taken') return record;
  throw new Problem('change-refused', {
    detail: result.refusal.text,
    refusals: [result.refusal],
  });
}
