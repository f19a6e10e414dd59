/** The kinds of faults of a request; a client decides by them. What each means is in docs/errors.md. */
export const FINDING_CODES = [
  'missing',
  'malformed',
  'unknownField',
  'unknown',
  'notSold',
  'notUsed',
  'notAllowed',
  'outOfRange',
  'repeated',
  'contradicts',
  'groupTaken',
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

/** What is wrong with one part of a request, and what would be right. Never holds the value itself. */
export interface Finding {
  /** Path such as `insured.location.zip` or `premium[0].amount`; empty for the request as a whole. */
  readonly field: string;
  readonly code: FindingCode;
  readonly reason: string;
  readonly remedy: string;
  /** What it is called in the catalogue of messages that clients of premium quotes know: `POL-IP-POLI-003`. */
  readonly messageCode?: string;
}

/** A field that has to be there, and is not. */
export function missing(field: string, remedy: string): Finding {
  return { field, code: 'missing', reason: 'is missing', remedy };
}

/** A field that says nothing of this product. */
export function notUsed(field: string, remedy: string): Finding {
  return { field, code: 'notUsed', reason: 'is not used by this product', remedy };
}
