import type { BusinessType } from '../insured/insured.js';
import type { Cents } from '../money/cents.js';
import type { Producer } from '../producer/producer.js';

/** What a submission may leave out, and a product may ask for all the same. */
export const REQUIRABLE_FIELDS = [
  'underwriterGuid',
  'insured.dba',
  'insured.fein',
  'insured.ssn',
  'insured.dateOfBirth',
  'insured.location.county',
  'insured.location.zipPlus',
  'insured.location.phone',
  'insured.location.email',
] as const;
export type RequirableField = (typeof REQUIRABLE_FIELDS)[number];

/** A field that a quote needs where everything holds that is said here; null leaves a part out. */
export interface RequiredData {
  readonly field: RequirableField;
  /** States whose rules govern the policy. */
  readonly states: readonly string[] | null;
  /** Keys of lines; one of those that are quoted is enough. */
  readonly lines: readonly string[] | null;
  readonly businessTypes: readonly BusinessType[] | null;
}

/** What a product accepts to quote, and for how long a quote holds. Days are civil days in the zone of the product. */
export interface QuoteRules {
  /** Days before the submission date on which a term may begin at the earliest; null: any day. */
  readonly backdatingDays: number | null;
  /** Days after the submission date on which a term may begin at the latest; null: any day. */
  readonly futureDays: number | null;
  /** Who may bring the business, named as a submission names them; null: everybody. */
  readonly producers: readonly Producer[] | null;
  /** Legal forms of insureds to whom it is sold; null: all. */
  readonly businessTypes: readonly BusinessType[] | null;
  /** What the charges come to at least, without fees that the policy system adds; null: any premium. */
  readonly leastPremiumCents: Cents | null;
  /** What they come to at most; null: any premium. */
  readonly mostPremiumCents: Cents | null;
  readonly required: readonly RequiredData[];
  /** Days after which a quote ends that is not bound. */
  readonly expiresAfterDays: number;
}
