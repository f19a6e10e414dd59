import type { UpdateDefinition } from '@temporalio/common';
import type { Request, Response } from 'express';
import { QUOTE_MACHINE } from '../../../domain/quote/machine.js';
import type { QuoteEvent } from '../../../domain/quote/quote.js';
import type { TransactionRecord } from '../../../domain/transaction/record.js';
import { awaitOutcome } from '../../../temporal/await-outcome.js';
import { WorkflowEnded } from '../../../temporal/errors.js';
import { sendAct } from '../../../temporal/send-act.js';
import { readRecord } from '../../../temporal/transactions.js';
import { isEnded, type KnownRecord } from '../../../temporal/visible-transactions.js';
import { hungUp } from '../../hung-up.js';
import { Problem } from '../../problem.js';
import { namedQuote } from './named-quote.js';
import { answerQuote, type QuotesContext } from './quote-answer.js';

/** Seconds that an act on a quote waits for what comes of it, unless the client says otherwise. */
export const USUAL_WAIT_SECONDS = 20;

/** What somebody does to a quote. */
interface SentQuoteAct<Argument> {
  /** What it is to the table of the quote, with whatever lets it pass. */
  readonly event: QuoteEvent;
  readonly update: UpdateDefinition<TransactionRecord, [Argument]>;
  readonly content: Argument;
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
    waitSeconds = USUAL_WAIT_SECONDS,
  }: {
    readonly act: SentQuoteAct<Argument>;
    readonly waitSeconds?: number | undefined;
  },
): Promise<void> {
  const record = await acted(context, request, act);
  const latest =
    waitSeconds === 0 || isEnded(record)
      ? record
      : await awaitOutcome(context, record.id, waitSeconds * 1_000, hungUp(response));
  await answerQuote(context, response, latest ?? record);
}

async function acted<Argument>(
  context: QuotesContext,
  request: Request,
  { event, update, content }: SentQuoteAct<Argument>,
): Promise<KnownRecord> {
  const found = await namedQuote(context, request);
  if (found.isRunning) {
    try {
      return await sendAct(context, found.visible.workflowId, update, content);
    } catch (error) {
      if (!(error instanceof WorkflowEnded)) throw error;
    }
  }
  const record = await readRecord(context, await namedQuote(context, request));
  const { quoteState } = record;
  if (quoteState === null) throw new Problem('already-ended');
  const result = QUOTE_MACHINE.apply(quoteState, event);
  if (result.outcome === 'taken') return record;
  throw new Problem('change-refused', {
    detail: result.refusal.text,
    refusals: [result.refusal],
  });
}
