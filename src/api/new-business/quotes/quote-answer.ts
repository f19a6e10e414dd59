import type { Response } from 'express';
import { z } from 'zod';
import { QUOTE_MACHINE } from '../../../domain/quote/machine.js';
import type { Submission } from '../../../domain/new-business/submission.js';
import { requestOfSubmission } from '../../../requests/new-business/request-of-submission.js';
import type { Temporal } from '../../../temporal/deadlines.js';
import { queryRequest } from '../../../temporal/transactions.js';
import { isEnded, type KnownRecord } from '../../../temporal/visible-transactions.js';
import { answer } from '../../route.js';
import { answerOf, type TemporalUi } from '../../transactions/answer-of-record.js';
import { transactionAnswerSchema } from '../../transactions/transaction-answer.js';

/** What can be asked of a quote by its address, as its table names it. */
export const QUOTE_EVENTS = [
  'edit',
  'validate',
  'price',
  'underwrite',
  'decide',
  'accept',
  'issue',
  'refuse',
  'reset',
  'discard',
] as const;

/** A quote as every route of quotes answers it. */
export const quoteSchema = transactionAnswerSchema
  .extend({
    allowed: z.array(z.enum(QUOTE_EVENTS)).meta({
      description: 'What its state takes; while a step is on its way, what it takes when it waits.',
    }),
    request: z.record(z.string(), z.unknown()).meta({
      description:
        'As it was posted and edited since, every default spelled out: the base of an edit. Of a social security number the last four digits are shown, and of a workbook its name.',
    }),
  })
  .meta({ id: 'Quote' });
type QuoteAnswer = z.infer<typeof quoteSchema>;

/** @param hasLocation whether it says where the quote is found from now on */
export function quoteResponse(description: string, hasLocation = false) {
  const etag = {
    description: 'Version of the quote, for `If-Match` of an edit.',
    schema: { type: 'string' as const },
  };
  const location = { description: 'Path of the quote.', schema: { type: 'string' as const } };
  return {
    ...answer(description, quoteSchema),
    headers: { ETag: etag, ...(hasLocation ? { Location: location } : {}) },
  };
}

/** Answers a quote as it is now: 200 while it waits or has ended, 202 while it goes on. */
export async function answerQuote(
  context: Temporal & { readonly temporalUi: TemporalUi | undefined },
  response: Response,
  record: KnownRecord,
): Promise<void> {
  const submission = await queryRequest<Submission>(context, record.id);
  const isOnItsWay = !isEnded(record) && record.heldAt === null && record.attention === null;
  const body: QuoteAnswer = {
    ...answerOf(record, context.temporalUi),
    allowed: allowedIn(record),
    request: shown(submission),
  };
  response
    .status(isOnItsWay ? 202 : 200)
    .set('ETag', etagOf(record))
    .json(body);
}

/** Names a version of the request of a quote. */
export function etagOf({ revision }: Pick<KnownRecord, 'revision'>): string {
  return `"${revision}"`;
}

/** @returns the revision that a client read; null for what is no ETag of a quote */
export function revisionOf(etag: string): number | null {
  const [, digits] = /^"(\d{1,9})"$/.exec(etag.trim()) ?? [];
  return digits === undefined ? null : Number(digits);
}

function allowedIn({ quoteState }: KnownRecord): QuoteAnswer['allowed'] {
  const allowed: readonly string[] = quoteState === null ? [] : QUOTE_MACHINE.allowed(quoteState);
  return QUOTE_EVENTS.filter((event) => allowed.includes(event));
}

function shown(submission: Submission): QuoteAnswer['request'] {
  const request = requestOfSubmission(submission);
  const { ssn, ...insured } = submission.insured;
  const { workbook } = submission;
  return {
    ...request,
    insured: { ...insured, ...(ssn === undefined ? {} : { ssn: `*****${ssn.slice(-4)}` }) },
    ...(workbook === undefined ? {} : { workbook: { fileName: workbook.fileName } }),
  };
}
