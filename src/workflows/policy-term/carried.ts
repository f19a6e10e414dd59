import type { Charge } from '../../domain/money/charges.js';
import type { ConfirmationBasis } from '../../domain/billing/confirmation.js';
import type { Cents } from '../../domain/money/cents.js';
import { withHeldByCurrency } from '../../domain/ledger/payment-ledger.js';
import { newPolicyTerm, type PolicyTerm, type TermLayer } from '../../domain/policy-term/state.js';
import type { CarriedTerm } from './messages.js';

/** Version of what runs of a term leave to each other; a run that finds an older one reads it as it was meant. */
export const CARRIED_VERSION = 2;

/** Before charges were rows: endorsements alone had layers, and nothing said what the term was charged. */
interface CarriedTerm1 extends Omit<CarriedTerm2, 'version' | 'term'> {
  readonly version?: never;
  readonly term: Omit<PolicyTerm, 'bases' | 'layers' | 'returns' | 'confirmation'> & {
    readonly bases: readonly Omit<ConfirmationBasis, 'chargedCents'>[];
    readonly layers: readonly (Pick<TermLayer, 'transaction' | 'effectiveDate'> & {
      readonly charges: { readonly premiumCents: Cents; readonly oneTimeCents: readonly Cents[] };
    })[];
    readonly confirmation:
      | (Omit<NonNullable<PolicyTerm['confirmation']>, 'takenBackCents'> & {
          readonly isReversedSince: boolean;
        })
      | null;
  };
}

/** Before terms remembered with whom they share payments. */
type CarriedTerm2 = Omit<CarriedTerm, 'sharedPayments' | 'notices'>;

/** What an earlier run left, in the shape of today. */
export function readCarried(carried: CarriedTerm | CarriedTerm2 | CarriedTerm1): CarriedTerm {
  const read = carried.version === undefined ? fromRows(carried) : carried;
  return { sharedPayments: [], notices: [], ...read };
}

/** What is known of a term when it begins. */
export function newCarried(policyNumber: string, termNumber: number): CarriedTerm {
  return {
    version: CARRIED_VERSION,
    term: newPolicyTerm(policyNumber, termNumber),
    bound: null,
    tasks: [],
    isConfirmationAcknowledged: false,
    openedAt: new Date().toISOString(),
    hasPassedPaymentDeadline: false,
    earlyConfirmation: null,
    newPayments: [],
    sharedPayments: [],
    notices: [],
  };
}

/**
 * What the bind charged was not kept: money above the threshold is taken for unapplied, as it was then, so that a person
 * looks at it. Of money taken back it was kept that there was some, and so all that is missing counts as taken back.
 */
function fromRows({ term, ...rest }: CarriedTerm1): CarriedTerm2 {
  const { confirmation, layers } = term;
  const threshold = term.bases.at(-1)?.thresholdCents ?? 0;
  return {
    ...rest,
    version: CARRIED_VERSION,
    newPayments: [],
    term: {
      ...term,
      ledger: withHeldByCurrency(term.ledger),
      bases: term.bases.map((basis) => ({ ...basis, chargedCents: basis.thresholdCents })),
      layers: layers.map(({ charges, ...layer }) => ({
        ...layer,
        kind: 'endorsement',
        booked: rowsOf(charges.premiumCents, charges.oneTimeCents),
        fullTerm: [],
      })),
      returns: [],
      confirmation: confirmation && {
        by: confirmation.by,
        paymentId: confirmation.paymentId,
        takenBackCents: confirmation.isReversedSince ? threshold : 0,
      },
    },
  };
}

function rowsOf(premiumCents: Cents, oneTimeCents: readonly Cents[]): readonly Charge[] {
  const nowhere = { line: null, state: null, refundable: 'always' } as const;
  return [
    { kind: 'premium', name: 'premium', amountCents: premiumCents, isTaxable: true, ...nowhere },
    ...oneTimeCents.map(
      (amountCents) =>
        ({ kind: 'fee', name: 'oneTime', amountCents, isTaxable: false, ...nowhere }) as const,
    ),
  ];
}
