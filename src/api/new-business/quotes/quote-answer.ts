import type { ResponseConfig } from '@asteasolutions/zod-to-openapi';
import type { Response } from 'express';
import { z } from 'zod';
import { QUOTE_MACHINE } from '../../../domain/quote/machine.js';
import { QUOTE_ACTS } from '../../../domain/quote/quote.js';
import type { Submission } from '../../../domain/new-business/submission.js';
import { requestOfSubmission } from '../../../requests/new-business/request-of-submission.js';
import type { Product } from '../../../domain/product/product.js';
import type { Temporal } from '../../../temporal/deadlines.js';
import { isAtRest } from '../../../temporal/await-outcome.js';
import { NoWorkerAnswered, WorkflowFailing } from '../../../temporal/errors.js';
import { queryRequest } from '../../../temporal/transactions.js';
import { isEnded, type KnownRecord } from '../../../temporal/visible-transactions.js';
import { answer } from '../../route.js';
import { etagOf } from './quote-version.js';
import type { MayStop } from '../../stopping.js';
import { answerOf, type TemporalUi } from '../../transactions/answer-of-record.js';
import { transactionAnswerSchema } from '../../transactions/transaction-answer.js';
import { headers } from '../../openapi/headers.js';

/** What routes of quotes work with. */
export type QuotesContext = Temporal &
  MayStop & {
    readonly temporalUi: TemporalUi | undefined;
    readonly products: ReadonlyMap<string, Product>;
  };

/** A quote as every route of quotes answers it. */
export const quoteSchema = transactionAnswerSchema
  .extend({
    allowed: z.array(z.enum(QUOTE_ACTS)).meta({
      description: 'What its state takes; while a step is on its way, what it takes when it waits.',
    }),
    request: z.record(z.string(), z.unknown()).nullable().meta({
      description:
        'As it was posted and edited since, every default spelled out: the base of an edit. Of a social security number the last four digits are shown, and of a workbook its name. Null of one that has ended, while no worker is there.',
    }),
  })
  .meta({ id: 'Quote' });
type QuoteAnswer = z.infer<typeof quoteSchema>;

export function quoteResponse(description: string): ResponseConfig {
  return { ...answer(description, quoteSchema), headers: headers('ETag') };
}

/** Answers a quote as it is now: 200 while it waits or has ended, 202 while it goes on. */
export async function answerQuote(
  context: QuotesContext,
  response: Response,
  record: KnownRecord,
): Promise<void> {
  const submission = await requestOf(context, record);
  const body: QuoteAnswer = {
    ...answerOf(record, context.temporalUi),
    allowed: allowedIn(record),
    request: submission && shown(submission, context.products.get(submission.product)),
  };
  response
    .status(isAtRest(record) ? 200 : 202)
    .set('ETag', etagOf(record))
    .json(body);
}

/** Of one that has ended everything else is known without a worker. */
async function requestOf(context: Temporal, record: KnownRecord): Promise<Submission | null> {
  try {
    return await queryRequest<Submission>(context, record.id);
  } catch (error) {
    const isNobodyThere = error instanceof NoWorkerAnswered || error instanceof WorkflowFailing;
    if (isEnded(record) && isNobodyThere) return null;
    throw error;
  }
}

function allowedIn({ quoteState }: KnownRecord): QuoteAnswer['allowed'] {
  const allowed: readonly string[] = quoteState === null ? [] : QUOTE_MACHINE.allowed(quoteState);
  return QUOTE_ACTS.filter((event) => allowed.includes(event));
}

function shown(
  submission: Submission,
  product: Product | undefined,
): NonNullable<QuoteAnswer['request']> {
  const request = requestOfSubmission(submission);
  const { ssn, ...insured } = submission.insured;
  const { workbook } = submission;
  return {
    ...(product && { timeZone: product.timeZone }),
    ...(product?.billing && { currency: product.billing.currency }),
    ...request,
    insured: { ...insured, ...(ssn === undefined ? {} : { ssn: `*****${ssn.slice(-4)}` }) },
    ...(workbook === undefined ? {} : { workbook: { fileName: workbook.fileName } }),
  };
}
