import type { Money } from './money.js';

/** What is kept about an insured. Field names are the wire's, so that it is answered as it came. */
export interface InsuredFields {
  readonly BusinessTypeID: number;
  readonly Salutation: string | null;
  readonly FirstName: string | null;
  readonly MiddleName: string | null;
  readonly LastName: string | null;
  readonly CorporationName: string | null;
  readonly NameOnPolicy: string | null;
  readonly DBA: string | null;
  readonly FEIN: string | null;
  readonly SSN: string | null;
  readonly DateOfBirth: string;
  readonly RiskId: string | null;
  /** The office the insured is mapped to; the zero GUID for none. */
  readonly Office: string;
}

export interface LocationFields {
  readonly InsuredGuid: string;
  readonly InsuredLocationGuid: string;
  readonly LocationName: string | null;
  readonly Address1: string | null;
  readonly Address2: string | null;
  readonly City: string | null;
  readonly County: string | null;
  readonly State: string | null;
  readonly Zip: string | null;
  readonly ZipPlus: string | null;
  readonly ISOCountryCode: string | null;
  readonly Region: string | null;
  readonly Phone: string | null;
  readonly Fax: string | null;
  readonly Email: string | null;
  readonly Website: string | null;
  readonly DeliveryMethodID: number;
  readonly LocationTypeID: number;
  readonly MobileNumber: string | null;
  readonly OptOut: boolean;
}

export interface InsuredRecord {
  readonly insuredGuid: string;
  readonly fields: InsuredFields;
  readonly locations: readonly LocationFields[];
}

export interface SubmissionRecord {
  readonly submissionGroupGuid: string;
  readonly insuredGuid: string;
  readonly producerContactGuid: string;
  readonly underwriterGuid: string;
  readonly submissionDate: string;
}

export interface QuoteDetail {
  readonly lineGuid: string;
  readonly companyLocationGuid: string;
}

export interface PremiumRow {
  readonly chargeCode: number;
  readonly amount: Money;
  /** Added by fee automation, not by a call. */
  readonly isFee: boolean;
}

export interface OptionRecord {
  readonly quoteOptionGuid: string;
  readonly quoteOptionId: number;
  readonly lineGuid: string;
  readonly companyLocationGuid: string;
  readonly premiums: readonly PremiumRow[];
}

export interface ExternalLink {
  readonly externalSystemId: string;
  readonly externalQuoteId: string;
}

/** Blank for the original transaction of a term; then endorsement, cancellation, reinstatement. */
export type TransactionType = '' | 'E' | 'C' | 'R';

/** One transaction on a term: a row of the quotes table, with its options. All rows of a term share `controlNo`. */
export interface QuoteRecord {
  readonly quoteGuid: string;
  readonly quoteId: number;
  readonly controlNo: number;
  readonly submissionGroupGuid: string;
  readonly insuredGuid: string;
  readonly lineGuid: string;
  readonly companyLocationGuid: string;
  readonly stateId: string;
  readonly producerContactGuid: string;
  readonly underwriterGuid: string;
  readonly statusId: number;
  readonly effective: string;
  readonly expiration: string;
  readonly billingTypeId: number;
  readonly policyTypeId: number;
  readonly costCenterId: number;
  readonly expiringPolicyNumber: string | null;
  readonly renewalOfQuoteGuid: string | null;
  readonly additionalInformation: readonly string[];
  readonly details: readonly QuoteDetail[];
  readonly options: readonly OptionRecord[];
  readonly links: readonly ExternalLink[];
  readonly policyNumber: string | null;
  /** Instants, milliseconds since 1970. */
  readonly boundAt: number | null;
  readonly issuedAt: number | null;
  readonly companyInstallmentId: number | null;
  readonly transactionType: TransactionType;
  /** The transaction before this one on the term. */
  readonly originalQuoteGuid: string | null;
  readonly endorsementNum: number;
  /** Day on which the change takes effect; null on the original. */
  readonly transactionEffective: string | null;
  readonly transactionComment: string | null;
  /** An endorsement that was made without charges: a workbook is rated on it. */
  readonly isToBeRated?: boolean;
  /** What a workbook that was rated on it comes to over the whole term, without fees; null or absent where none was. */
  readonly ratedPremium?: Money | null;
}

export interface InvoiceRecord {
  readonly invoiceNum: number;
  readonly quoteGuid: string;
  readonly total: Money;
  readonly installments: number;
  readonly isVoid: boolean;
}

export interface DocumentRecord {
  readonly documentStoreGuid: string;
  readonly quoteGuid: string;
  readonly kind: 'Binder' | 'Policy' | 'Other';
  readonly createdAt: number;
}

export interface TokenRecord {
  readonly token: string;
  readonly userGuid: string;
  readonly address: string;
  readonly issuedAt: number;
}

/** Ids of quote states, as far as the sandbox moves quotes between them. */
export const STATUS = {
  submitted: 1,
  bound: 3,
  pendingCancellation: 7,
  pendingReinstatement: 8,
  unboundEndorsement: 9,
  cancelled: 12,
} as const;

/** The state of a transaction that waits for its bind. */
export const UNBOUND_STATUS: Readonly<Record<TransactionType, number>> = {
  '': STATUS.submitted,
  E: STATUS.unboundEndorsement,
  C: STATUS.pendingCancellation,
  R: STATUS.pendingReinstatement,
};

/** States from which a quote is not bound any more. */
export const CLOSED_STATUSES: ReadonlySet<number> = new Set([4, 5, 10, 11, 12, 14, 15, 17]);
