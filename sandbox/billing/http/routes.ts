import { z } from 'zod';
import { createAccount, updateAccount } from '../book/accounts.js';
import { bookOnce } from '../book/bookings.js';
import { cancelPeriod, changePeriod, confirmPeriod, reinstatePeriod } from '../book/changes.js';
import type { Tell } from '../book/payments.js';
import { openPeriod } from '../book/periods.js';
import type { PeriodName } from '../book/records.js';
import type { Book } from '../book/store.js';
import * as lookups from './lookups.js';
import * as schemas from './schemas.js';

export interface Reply {
  readonly status: number;
  readonly body: object;
}

/** A call as it came, its text not yet trusted. */
export interface Call {
  /** Decoded parts of the path, in order. */
  readonly names: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** One operation of contracts/billing.openapi.json. */
export interface Route {
  readonly operation: string;
  readonly method: 'GET' | 'POST';
  /** Names in braces match one part each. */
  readonly path: string;
  perform(book: Book, tell: Tell, call: Call): Reply;
}

const TERM = '/v1/policies/{policyNumber}/terms/{termNumber}';
const ACCOUNT = '/v1/accounts/{accountNumber}';

export const routes: readonly Route[] = [
  {
    operation: 'getBillingMethods',
    method: 'GET',
    path: '/v1/producers/{producerCode}/billing-methods',
    perform: (_book, _tell, { names: [producerCode = ''], query }) => {
      schemas.currencyQuerySchema.parse(query);
      return found(lookups.billingMethods(producerCode));
    },
  },
  {
    operation: 'getPaymentPlans',
    method: 'POST',
    path: '/v1/payment-plans/search',
    perform: (book, _tell, { body }) =>
      found(lookups.paymentPlans(book, schemas.paymentPlansRequestSchema.parse(body))),
  },
  {
    operation: 'getInvoicingPlans',
    method: 'GET',
    path: '/v1/invoicing-plans',
    perform: (_book, _tell, { query }) => {
      schemas.currencyQuerySchema.parse(query);
      return found(lookups.invoicingPlanList());
    },
  },
  {
    operation: 'previewSchedule',
    method: 'POST',
    path: '/v1/schedules/preview',
    perform: (book, _tell, { body }) =>
      found(lookups.schedule(book, schemas.scheduleRequestSchema.parse(body))),
  },
  {
    operation: 'getPeriodInfo',
    method: 'GET',
    path: TERM,
    perform: (book, _tell, call) => found(lookups.periodInfo(book, periodNameOf(call))),
  },
  {
    operation: 'getStatement',
    method: 'GET',
    path: `${TERM}/statement`,
    perform: (book, _tell, call) => found(lookups.statement(book, periodNameOf(call))),
  },
  {
    operation: 'listPeriods',
    method: 'GET',
    path: '/v1/terms',
    perform: (book, _tell, { query }) => found(lookups.periods(book, query['after'])),
  },
  {
    operation: 'getAccount',
    method: 'GET',
    path: ACCOUNT,
    perform: (book, _tell, { names: [accountNumber = ''] }) =>
      found(lookups.account(book, accountNumber)),
  },
  {
    operation: 'getInvoiceStreams',
    method: 'GET',
    path: `${ACCOUNT}/invoice-streams`,
    perform: (book, _tell, { names: [accountNumber = ''] }) =>
      found(lookups.invoiceStreams(book, accountNumber)),
  },
  booking('createAccount', '/v1/accounts', schemas.newAccountSchema, ({ book, request }) => {
    createAccount(book, request.accountNumber, request);
  }),
  booking('updateAccount', `${ACCOUNT}/changes`, schemas.accountChangeSchema, (job) => {
    updateAccount(job.book, job.call.names[0] ?? '', job.request);
  }),
  booking('createPolicyPeriod', `${TERM}/issuance`, schemas.newPeriodSchema, (job) => {
    const origin = { operation: 'createPolicyPeriod', priorTerm: null, replacedTerm: null };
    openPeriod(job.book, job.tell, periodNameOf(job.call), job.request, origin);
  }),
  booking('renewPolicyPeriod', `${TERM}/renewal`, schemas.renewalPeriodSchema, (job) => {
    const { priorTerm } = job.request;
    const origin = { operation: 'renewPolicyPeriod', priorTerm, replacedTerm: null };
    openPeriod(job.book, job.tell, periodNameOf(job.call), job.request, origin);
  }),
  booking('rewritePolicyPeriod', `${TERM}/rewrite`, schemas.rewritePeriodSchema, (job) => {
    const { replacedTerm } = job.request;
    const origin = { operation: 'rewritePolicyPeriod', priorTerm: null, replacedTerm };
    openPeriod(job.book, job.tell, periodNameOf(job.call), job.request, origin);
  }),
  booking('issuePolicyChange', `${TERM}/changes`, schemas.policyChangeSchema, (job) => {
    changePeriod(job.book, periodNameOf(job.call), job.request);
  }),
  booking('cancelPolicyPeriod', `${TERM}/cancellations`, schemas.cancellationSchema, (job) => {
    cancelPeriod(job.book, periodNameOf(job.call), job.request);
  }),
  booking('issueReinstatement', `${TERM}/reinstatements`, schemas.reinstatementSchema, (job) => {
    reinstatePeriod(job.book, job.tell, periodNameOf(job.call), job.request);
  }),
  booking('updateTermConfirmed', `${TERM}/confirmation`, schemas.confirmationSchema, (job) => {
    confirmPeriod(job.book, periodNameOf(job.call));
  }),
];

interface Job<Request> {
  readonly book: Book;
  readonly tell: Tell;
  readonly call: Call;
  readonly request: Request;
}

/** An operation that is carried out once per transaction id. */
function booking<Request extends { readonly transactionId: string }>(
  operation: string,
  path: string,
  schema: z.ZodType<Request>,
  work: (job: Job<Request>) => void,
): Route {
  return {
    operation,
    method: 'POST',
    path,
    perform: (book, tell, call) => {
      const request = schema.parse(call.body);
      const { transactionId } = request;
      const content = { operation, path: call.names.join('/'), transactionId, content: call.body };
      const { booking: kept, isRepeat } = bookOnce(book, content, () => {
        work({ book, tell, call, request });
      });
      const { bookingId, executedAt } = kept;
      const outcome = isRepeat ? 'alreadyExecuted' : 'executed';
      return {
        status: isRepeat ? 200 : 201,
        body: { transactionId, outcome, bookingId, executedAt },
      };
    },
  };
}

function found(body: object): Reply {
  return { status: 200, body };
}

const pathNumberSchema = z
  .string()
  .regex(/^[1-9]\d{0,3}$/, 'must be a term number, 1 or more')
  .transform(Number);

function periodNameOf({ names: [policyNumber, termNumber] }: Call): PeriodName {
  return z
    .object({ policyNumber: schemas.policyNumberSchema, termNumber: pathNumberSchema })
    .parse({ policyNumber, termNumber });
}
