/* What the API answers, as far as the lives look. */

export interface Transaction {
  readonly id: string;
  readonly state: string;
  readonly quoteState: string | null;
  readonly heldAt: string | null;
  readonly policyNumber: string | null;
  readonly waitingFor: string | null;
  readonly attention: {
    readonly step: string;
    readonly cause: string;
    readonly reason: string;
  } | null;
  readonly failure: { readonly code: string } | null;
  readonly change: {
    readonly effectiveDate: string | null;
    readonly renewal: Renewal | null;
  } | null;
}

interface Renewal {
  readonly newPolicyNumber: string | null;
  readonly newTermNumber: number;
  readonly madeBy: string | null;
  readonly offers: readonly {
    readonly offerId: string;
    readonly plans: readonly { readonly planCode: string; readonly firstInvoice: string }[];
  }[];
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
  readonly money: { readonly charged: string; readonly counted: string };
  readonly turn: { readonly holder: unknown; readonly queue: readonly unknown[] };
  readonly tasks: readonly { readonly id: string; readonly code: string }[];
  readonly replacedBy: string | null;
  readonly lastChange: string | null;
}

export interface TermName {
  readonly policyNumber: string;
  readonly termNumber: number;
}

export function transactionPath(id: string): string {
  return `/api/transactions/${encodeURIComponent(id)}`;
}

export function termPath({ policyNumber, termNumber }: TermName): string {
  return `/api/policies/${encodeURIComponent(policyNumber)}/terms/${String(termNumber)}`;
}
