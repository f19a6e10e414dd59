import type { CivilDate } from '../calendar/civil-date.js';

/** Legal form of the insured; the installation file maps each to the policy system's id. */
export const BUSINESS_TYPES = [
  'corporation',
  'llc',
  'partnership',
  'limitedPartnership',
  'jointVenture',
  'trust',
  'individual',
  'other',
] as const;
export type BusinessType = (typeof BUSINESS_TYPES)[number];

/** Who is insured. An organisation has a `corporationName`; an individual has a `lastName`; never both. */
export interface Insured {
  readonly businessType: BusinessType;
  readonly corporationName?: string;
  readonly firstName?: string;
  readonly middleName?: string;
  readonly lastName?: string;
  /** As it shall stand on the policy. */
  readonly nameOnPolicy: string;
  readonly dba?: string;
  /** Federal employer id, nine digits without a dash. */
  readonly fein?: string;
  /** Social security number, nine digits without dashes. Personal data of the strictest kind. */
  readonly ssn?: string;
  readonly dateOfBirth?: CivilDate;
  readonly location: InsuredLocation;
  /**
   * Who it is in the policy system, where somebody knows: the GUID of the insured on file, or `nobody`: the namesakes on
   * file are others. Looked for unless said.
   */
  readonly onFile?: string;
}

/** The insured's primary location. The policy system cannot find an insured without one. */
export interface InsuredLocation {
  readonly name: string;
  readonly address1: string;
  readonly address2?: string;
  readonly city: string;
  readonly county?: string;
  /** Two-letter state. */
  readonly state: string;
  /** Five digits. */
  readonly zip: string;
  /** The four digits behind the dash. */
  readonly zipPlus?: string;
  /** ISO country, `USA` unless said. */
  readonly country: string;
  readonly phone?: string;
  readonly email?: string;
}
