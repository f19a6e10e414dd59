/* What the API answers, as far as the lives look. */

export interface Transaction {
  readonly id: string;
  readonly state: string;
  readonly quoteState: string | null;
  readonly heldAt: string | null;
  readonly policyNumber: string | null;
  readonly attention: {
    readonly step: string;
  } | null;
  readonly change: {
    readonly renewal: Renewal | null;
  } | null;
}

interface Renewal {
  readonly newPolicyNumber: string | null;
  readonly madeBy: string | null;
  readonly offers: readonly { readonly offerId: string }[];
  readonly tasks: readonly { readonly key: string }[];
}

interface Booked {
  readonly transaction: string;
  readonly kind?: 'bind' | 'endorsement' | 'reinstatement';
  readonly effectiveDate: string;
  readonly charges: readonly Charge[];
}

export interface Charge {
  readonly name: string;
  readonly line: string | null;
  readonly state: string | null;
  readonly amount: string;
}

export interface Term {
  readonly status: string;
  readonly isConfirmed: boolean;
  readonly isConfirmationAcknowledged: boolean;
  readonly effectiveDate: string | null;
  readonly expirationDate: string | null;
  readonly cancelledOn: string | null;
  readonly pendingCancellation: object | null;
  readonly layers: readonly Booked[];
  readonly returns: readonly Booked[];
  readonly payments: readonly {
    readonly paymentId: string;
    readonly amount: string;
    readonly currency: string;
    readonly place: string;
    readonly isReversed: boolean;
  }[];
  readonly turn: { readonly holder: unknown };
  readonly tasks: readonly { readonly id: string; readonly code: string }[];
  readonly replacedBy: string | null;
}

export interface TermName {
  readonly policyNumber: string;
  readonly termNumber: number;
}

export function transactionPath(id: string): string {
  return `/api/transactions/${encodeURIComponent(id)}`;
}

export function termId({ policyNumber, termNumber }: TermName): string {
  return `policy-term:${policyNumber}:${String(termNumber)}`;
}

export function termPath({ policyNumber, termNumber }: TermName): string {
  return `/api/policies/${encodeURIComponent(policyNumber)}/terms/${String(termNumber)}`;
}
