import type { UpdateDefinition } from '@temporalio/common';
import type { z } from 'zod';
import type { ChangeAct } from '../../domain/transaction/change-acts.js';
import type { TransactionRecord } from '../../domain/transaction/record.js';
import { awaitOutcome } from '../../temporal/await-outcome.js';
import type { FoundTransaction } from '../../temporal/transactions.js';
import { isEnded } from '../../temporal/visible-transactions.js';
import {
  decideUpdate,
  recordNoticeUpdate,
  rescheduleUpdate,
  rescindUpdate,
  withdrawUpdate,
} from '../../workflows/mid-term/messages.js';
import type { Scope } from '../auth/authentication.js';
import { readBody } from '../body/json-body.js';
import type { ApiContext } from '../context.js';
import { endOfWait } from '../end-of-wait.js';
import { readQuery } from '../query-parameters.js';
import type { ProblemCode } from '../problem-catalogue.js';
import { factsOf } from '../request-facts.js';
import { json, type Route } from '../route.js';
import { actPath } from '../transactions/act-path.js';
import { answerOf } from '../transactions/answer-of-record.js';
import {
  namedTransaction,
  ONE_TRANSACTION,
  transactionPathSchema,
} from '../transactions/named-transaction.js';
import { transactionResponse } from '../transactions/transaction-answer.js';
import { waitQuerySchema } from '../transactions/wait.js';
import {
  decisionSchema,
  recordedNoticeSchema,
  reschedulingSchema,
  rescindingSchema,
  withdrawalSchema,
} from './act-schemas.js';
import { mustBeMailed } from './mailed-letters.js';
import { sendChangeAct } from './send-change-act.js';

/** Whoever acts may be named; else it is the client. */
type PostedAct = z.ZodType<{ readonly by?: string | undefined }>;

/** An act that a route takes. */
interface ActOnOffer<Body extends PostedAct, Argument> {
  readonly act: ChangeAct;
  readonly scope: Scope;
  readonly summary: string;
  readonly body: Body;
  /** Where kinds of changes give different things: what this one gives. @throws Problem `no-such-act` */
  readonly bodyOf?: (of: FoundTransaction) => Body;
  readonly example: z.input<Body>;
  readonly update: UpdateDefinition<TransactionRecord, [Argument]>;
  /** Beside those of every act. */
  readonly problems?: readonly ProblemCode[];
  /** What is sent of what was posted; as it stands unless said. @throws Problem `invalid-request` */
  readonly content?: (
    posted: z.output<Body> & { readonly by: string },
    of: FoundTransaction,
    context: ApiContext,
  ) => Argument | Promise<Argument>;
}

/** POST /api/transactions/{id}/<act>: somebody acts on a change of a bound term. */
export function actRoute<Body extends PostedAct, Argument>({
  act,
  scope,
  summary,
  body,
  bodyOf,
  example,
  update,
  problems = [],
  content,
}: ActOnOffer<Body, Argument>): Route<ApiContext> {
  return {
    method: 'post',
    path: `/api/transactions/{id}/${actPath(act)}`,
    admits: { by: 'key', scope },
    operationId: `${act}Transaction`,
    tag: 'changes',
    summary,
    description:
      'Which acts a change takes now is said by its `links`. What its state refuses changes nothing.',
    request: {
      params: transactionPathSchema,
      query: waitQuerySchema,
      body: json(body, { example }),
    },
    answers: {
      200: transactionResponse('The change has ended.'),
      202: transactionResponse('The change goes on, or waits.'),
    },
    problems: [
      'invalid-parameter',
      'no-such-act',
      'change-refused',
      'already-ended',
      'stale-revision',
      'refused',
      ...problems,
      ...ONE_TRANSACTION,
    ],
    handle: (context) => async (request, response) => {
      const { wait = 0 } = readQuery(request, waitQuerySchema);
      const find = () => namedTransaction(context, request);
      const read = readBody(request, bodyOf ? bodyOf(await find()) : body);
      const posted = { ...read, by: read.by ?? factsOf(request).clientName ?? '' };
      const record = await sendChangeAct(context, find, {
        act,
        update,
        content: content ? await content(posted, await find(), context) : (posted as Argument),
      });
      const latest =
        wait === 0 || isEnded(record)
          ? record
          : await awaitOutcome(context, record.id, wait * 1_000, endOfWait(response, context));
      const known = latest ?? record;
      response.status(isEnded(known) ? 200 : 202).json(answerOf(known, context.temporalUi));
    },
  };
}

/** What can be done about changes of several kinds. */
export const changeActRoutes: readonly Route<ApiContext>[] = [
  actRoute({
    act: 'withdraw',
    scope: 'transactions:write',
    summary: 'It shall not happen',
    body: withdrawalSchema,
    example: { by: 'ops@example.test', reason: 'The insured stays' },
    update: withdrawUpdate,
  }),
  actRoute({
    act: 'recordNotice',
    scope: 'transactions:operate',
    summary:
      'The notice is out: it is recorded to whom it was mailed, when, and where the proof is',
    body: recordedNoticeSchema,
    example: {
      by: 'ops@example.test',
      proof: { sent: [{ to: 'insured', on: '2027-06-01', reference: 'USPS-9407-1000' }] },
    },
    update: recordNoticeUpdate,
    content: (posted, of, context) => {
      mustBeMailed(posted.proof, of, context);
      return posted;
    },
  }),
  actRoute({
    act: 'reschedule',
    scope: 'transactions:operate',
    summary: 'It shall hold from another day, be booked on another, or go on on another',
    body: reschedulingSchema,
    example: {
      by: 'ops@example.test',
      reason: 'Agreed with the insured',
      effectiveDate: '2027-08-15',
    },
    update: rescheduleUpdate,
  }),
  actRoute({
    act: 'rescind',
    scope: 'transactions:operate',
    summary:
      'What was announced shall not happen: a cancellation that is paid or forgiven, or a non-renewal',
    body: rescindingSchema,
    example: {
      by: 'ops@example.test',
      reason: 'Paid at the counter',
      receivedAt: '2027-06-05T15:00:00Z',
    },
    update: rescindUpdate,
  }),
  actRoute({
    act: 'decide',
    scope: 'transactions:operate',
    summary: 'A person decides what was referred',
    body: decisionSchema,
    example: { by: 'underwriter@example.test', reason: 'No loss in between', decision: 'approve' },
    update: decideUpdate,
  }),
];
