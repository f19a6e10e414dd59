import type { Example } from './example-submissions.js';
import { LATE_MS } from './lane.js';
import type { StepName } from '../../src/domain/transaction/kinds.js';
import type { Attention } from '../../src/domain/transaction/attention.js';

/** A row of the matrix: calls to billing that all go wrong in one transaction. A booking has a row of its own. */
export interface BillingRow {
  /** Each an `operationId` of the contract. */
  readonly operations: readonly string[];
  /** They write, so that it matters whether they went wrong before or after they were done. */
  readonly areBookings: boolean;
  /** The step that waits for a person when such a call is refused; null when the term waits instead. */
  readonly step: StepName | null;
  /** The policy was bound and issued before billing was set up, by a run that Temporal has forgotten. */
  readonly boundEarlier?: boolean;
}

const booking = (operation: string, step: StepName | null): BillingRow => ({
  operations: [operation],
  areBookings: true,
  step,
});

/** Every call that new business and the first payment make to billing. */
export const BILLING_ROWS: readonly BillingRow[] = [
  {
    operations: ['getBillingMethods', 'getInvoicingPlans', 'getPaymentPlans', 'previewSchedule'],
    areBookings: false,
    step: 'billingTerms',
  },
  {
    operations: ['getPeriodInfo', 'getAccount', 'getInvoiceStreams'],
    areBookings: false,
    step: 'bookTerm',
    boundEarlier: true,
  },
  booking('createAccount', 'bookTerm'),
  booking('createPolicyPeriod', 'bookTerm'),
  booking('updateTermConfirmed', null),
];

/** One way in which a call to billing can go wrong: a column of the matrix. */
export interface BillingMisbehaviour {
  readonly name: string;
  readonly fault: { readonly kind: string; readonly when?: 'before' | 'after' };
  /** What a person is told; null when the transaction goes on by itself. */
  readonly stops: { readonly cause: Attention['cause']; readonly remedy: RegExp } | null;
}

/** What can go wrong both before and after the call is done. */
const EITHER_WAY: Readonly<Record<string, string>> = {
  drop: 'the connection breaks',
  late: 'the answer is too late',
  hold: 'it is never answered',
  unavailable: 'HTTP 503',
  html: 'HTTP 502 with a page',
  truncated: 'the answer is cut off',
  garbage: 'the answer is not of the contract',
};

export const BILLING_MISBEHAVIOURS: readonly BillingMisbehaviour[] = [
  ...Object.entries(EITHER_WAY).flatMap(([kind, words]) =>
    (['before', 'after'] as const).map((when) => ({
      name: `${words}, ${when} it is done`,
      fault: { kind, when, ...(kind === 'late' ? { delayMs: LATE_MS } : {}) },
      stops:
        kind === 'garbage'
          ? { cause: 'contractBroken' as const, remedy: /whoever runs billing/ }
          : null,
    })),
  ),
  {
    name: 'the token is refused',
    fault: { kind: 'unauthorized' },
    stops: { cause: 'rejected', remedy: /credentials/ },
  },
  { name: 'it is refused', fault: { kind: 'refuse' }, stops: { cause: 'rejected', remedy: /\w+/ } },
];

/** Calls that meet every misbehaviour: of those that read and of those that write, one each. */
const MEETS_ALL: readonly string[] = ['previewSchedule', 'createPolicyPeriod'];

/**
 * What goes wrong with the calls of a row: everything, or one misbehaviour of each meaning. Behind the adapter all that may be
 * repeated is the same (`test/adapters/billing/failures.test.ts`), but for whether it was done.
 */
export function misbehavioursFor({
  operations,
  areBookings,
}: BillingRow): readonly BillingMisbehaviour[] {
  const meets = BILLING_MISBEHAVIOURS.filter(({ fault }) => areBookings || fault.when !== 'after');
  if (operations.some((operation) => MEETS_ALL.includes(operation))) return meets;
  const meaningOf = ({ fault, stops }: BillingMisbehaviour): string =>
    `${stops === null ? 'repeated' : fault.kind} ${fault.when ?? ''}`;
  return [...new Map(meets.toReversed().map((one) => [meaningOf(one), one])).values()];
}

/** What billing must hold in the end, in cents and amounts that were worked out by hand. */
export const BILLED: Readonly<
  Record<Example, { charged: string; firstInvoice: string; invoices: number; paidCents: number }>
> = {
  // A quarter down, and nine more.
  'general-liability': {
    charged: '5000.00',
    firstInvoice: '1250.00',
    invoices: 10,
    paidCents: 125_000,
  },
  // Half of 17,590.75, rounded down, with the inspection fee of 150.00 on top.
  'commercial-property': {
    charged: '17740.75',
    firstInvoice: '8945.37',
    invoices: 2,
    paidCents: 894_537,
  },
  // All at once, with the policy fee.
  contractors: { charged: '7625.00', firstInvoice: '7625.00', invoices: 1, paidCents: 762_500 },
};
