import type { Request, Response } from 'express';
import type { z } from 'zod';
import { refusalOf } from '../../domain/machine/refusals.js';
import { missing } from '../../domain/transaction/finding.js';
import { policyTermId, type TermName } from '../../domain/workflow-ids.js';
import { askedCancellation } from '../../requests/cancellation/asked-cancellation.js';
import type { PostedCancellation } from '../../requests/cancellation/cancellation-schema.js';
import { readRecord } from '../../temporal/transactions.js';
import { isEnded, type KnownRecord } from '../../temporal/visible-transactions.js';
import { rescheduleUpdate, rescindUpdate } from '../../workflows/mid-term/messages.js';
import { beginChange } from '../changes/begin-change.js';
import { NAMED_TERM_PROBLEMS } from '../changes/named-term.js';
import { sendChangeAct } from '../changes/send-change-act.js';
import type { ApiContext } from '../context.js';
import { endOfWait } from '../end-of-wait.js';
import { Problem } from '../problem.js';
import { factsOf } from '../request-facts.js';
import { json, type Route } from '../route.js';
import { TERM } from '../terms/message-examples.js';
import { readMessage } from '../terms/read-message.js';
import { termPathSchema } from '../terms/term-path.js';
import { answerOf } from '../transactions/answer-of-record.js';
import { latestRecord } from '../transactions/begun.js';
import { knownTransaction } from '../transactions/named-transaction.js';
import { transactionResponse } from '../transactions/transaction-answer.js';
import {
  beginCancellationSchema,
  rescheduleCancellationSchema,
  rescindCancellationSchema,
} from './billing-schemas.js';
import { meantCancellation } from './meant-cancellation.js';
import { quoteCancellation } from './quote.js';

type Asked<Body extends z.ZodObject> = TermName & z.output<Body>;

/** POST …/begin-cancellation: the insurer cancels, in most cases because nobody pays; it then waits for its notice. */
async function begin(
  context: ApiContext,
  { policyNumber, termNumber, ...asked }: Asked<typeof beginCancellationSchema>,
  requestedBy: string,
  gone: AbortSignal,
): Promise<KnownRecord> {
  const { transactionId, reason, effectiveDate, description, recalculate } = asked;
  const posted: PostedCancellation = {
    requestId: transactionId,
    externalSystem: 'billing',
    termNumber,
    source: 'insurer',
    reason,
    flat: false,
    advanceTo: 'completed',
    ...(effectiveDate === undefined ? {} : { requestedOn: effectiveDate }),
    ...(description === undefined ? {} : { comment: description }),
  };
  const begun = await beginChange(
    context,
    {
      kind: 'cancellation',
      ask: (its: PostedCancellation, term, now) =>
        askedCancellation(its, term.product.timeZone, now),
      quote: (term, its, rules) => {
        const quote = quoteCancellation(term, its, rules);
        const date = quote.day?.date;
        if (effectiveDate === undefined || recalculate || date === undefined) return quote;
        if (date <= effectiveDate) return quote;
        return { ...quote, refusals: [...quote.refusals, tooEarly(effectiveDate, date)] };
      },
    },
    { policyNumber, posted, requestedBy },
  );
  return latestRecord(context, begun, 0, gone);
}

function tooEarly(found: string, earliest: string) {
  return refusalOf('tooEarly', { field: 'effectiveDate', found, allowed: `${earliest} or later` });
}

/** POST …/reschedule-cancellation: it shall hold from another day. */
async function reschedule(
  context: ApiContext,
  asked: Asked<typeof rescheduleCancellationSchema>,
  by: string,
): Promise<KnownRecord> {
  const { reason, transactionId, requestId } = asked;
  const meant = await meantCancellation(context, asked, requestId);
  const effectiveDate =
    asked.effectiveDate ?? (await readRecord(context, meant)).change?.notice?.earliestDate;
  if (effectiveDate === undefined) throw noDay();
  return sendChangeAct(context, () => knownTransaction(context, meant.visible.workflowId), {
    act: 'reschedule',
    update: rescheduleUpdate,
    content: { by, reason, effectiveDate },
    updateId: `billing:${transactionId}`,
  });
}

function noDay(): Problem {
  return new Problem('invalid-request', {
    detail: 'No day follows from a notice, because this cancellation needs none; nothing was done.',
    errors: [missing('effectiveDate', 'Give the day.')],
  });
}

/** POST …/rescind-cancellation: billing says itself that it shall not happen. */
async function rescind(
  context: ApiContext,
  asked: Asked<typeof rescindCancellationSchema>,
  by: string,
): Promise<KnownRecord> {
  const { reason, receivedAt, transactionId, requestId } = asked;
  const { visible } = await meantCancellation(context, asked, requestId);
  return sendChangeAct(context, () => knownTransaction(context, visible.workflowId), {
    act: 'rescind',
    update: rescindUpdate,
    content: { by, reason, ...(receivedAt === undefined ? {} : { receivedAt }) },
    updateId: `billing:${transactionId}`,
  });
}

/** A message of billing about a cancellation of a term. */
function askedByBilling<Body extends z.ZodObject>(
  { path, body, example, operationId, summary, description }: Offered<Body>,
  act: (
    context: ApiContext,
    asked: Asked<Body>,
    by: string,
    gone: AbortSignal,
  ) => Promise<KnownRecord>,
): Route<ApiContext> {
  return {
    method: 'post',
    path: `/api/policies/{policyNumber}/terms/{termNumber}/${path}`,
    admits: { by: 'message' },
    operationId,
    tag: 'billing',
    summary,
    description,
    request: { params: termPathSchema, body: json(body, { example }) },
    answers: {
      200: transactionResponse('The cancellation has ended; `state` says how.'),
      202: transactionResponse('The cancellation is under way, or waits.'),
    },
    problems: [
      'unknown-transaction',
      'different-request',
      'change-refused',
      'already-ended',
      'refused',
      'malformed-path',
      ...NAMED_TERM_PROBLEMS,
    ],
    handle: (context) => async (request: Request, response: Response) => {
      const read = readMessage(request, termPathSchema, body);
      const asked = { ...read.body, ...read.path } as Asked<Body>;
      const facts = factsOf(request);
      facts.transactionId = policyTermId(asked.policyNumber, asked.termNumber);
      const record = await act(
        context,
        asked,
        facts.clientName ?? '',
        endOfWait(response, context),
      );
      facts.transactionId = record.id;
      response.status(isEnded(record) ? 200 : 202).json(answerOf(record, context.temporalUi));
    },
  };
}

interface Offered<Body extends z.ZodObject> {
  readonly path: string;
  readonly body: Body;
  readonly example: z.input<Body>;
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
}

/** What billing can ask of a term that nobody pays. */
export const billingCancellationRoutes: readonly Route<ApiContext>[] = [
  askedByBilling(
    {
      path: 'begin-cancellation',
      body: beginCancellationSchema,
      example: { ...TERM, transactionId: 'NONPAY-4711', reason: 'nonPayment' },
      operationId: 'beginCancellation',
      summary: 'The insurer cancels the term, because it is not paid',
      description:
        'Starts a cancellation, which waits for the proof of its notice where the law wants one. A repeat is the same cancellation.',
    },
    begin,
  ),
  askedByBilling(
    {
      path: 'reschedule-cancellation',
      body: rescheduleCancellationSchema,
      example: { ...TERM, transactionId: 'billing:move:17', effectiveDate: '2027-07-01' },
      operationId: 'rescheduleCancellation',
      summary: 'A cancellation that is not booked yet shall hold from another day',
      description: 'No day that its notice does not allow.',
    },
    reschedule,
  ),
  askedByBilling(
    {
      path: 'rescind-cancellation',
      body: rescindCancellationSchema,
      example: {
        ...TERM,
        transactionId: 'billing:rescind:17',
        receivedAt: '2027-06-05T15:00:00Z',
      },
      operationId: 'rescindCancellation',
      summary: 'A cancellation that is not booked yet shall not happen',
      description:
        "Billing's own word, without arithmetic. It is decided by when the money was received; what comes after the deadline is a matter of a reinstatement.",
    },
    rescind,
  ),
];
