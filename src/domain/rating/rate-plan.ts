import type { CivilDate } from '../calendar/civil-date.js';

/** Something that a plan names: by a code for systems, by a name for people. */
export interface Named {
  readonly code: string;
  readonly name: string;
}

/** What a plan wants to know of a risk. Bounds are half-open: `from` is taken, `to` is not; null is open. */
export type RiskField =
  | {
      readonly name: string;
      readonly kind: 'number' | 'date';
      readonly isRequired: boolean;
      readonly from: string | null;
      readonly to: string | null;
    }
  | {
      readonly name: string;
      readonly kind: 'choice';
      readonly isRequired: boolean;
      readonly values: readonly string[];
    }
  | { readonly name: string; readonly kind: 'text'; readonly isRequired: boolean };

/** One step of a table: from a value on, and below another; null is open. */
export interface Range {
  readonly from: string | null;
  readonly to: string | null;
  readonly value: string;
}

/** A value that depends on one field of the risk, or on `state`. */
export type Table =
  | {
      readonly by: string;
      readonly values: Readonly<Record<string, string>>;
      /** For every other value, and for a field that is not given; null: the table has all. */
      readonly otherwise: string | null;
    }
  | { readonly by: string; readonly ranges: readonly Range[]; readonly otherwise: string | null };

/** A text, such as `-10%` or `1.25`, or where to look it up. Texts are exact, and are read when they are used. */
export type Value = string | Table;

/** Whether a line of the schedule applies to a risk. A field that is not given meets no condition. */
export type Condition =
  | { readonly field: string; readonly is: readonly string[] }
  | { readonly field: string; readonly from: string | null; readonly to: string | null };

/** How a line comes to its amount. `lines` are the codes of earlier lines, what they came to is added up. */
export type Computation =
  | { readonly by: 'amount'; readonly value: Value }
  /** So much for each `per` of a number of the risk: 0.35 for each 100 of the sum insured. */
  | { readonly by: 'rate'; readonly value: Value; readonly per: string; readonly of: string }
  /**
   * `factor`: what the lines come to times the factor, of which the line is the difference. `percentage`: a part of what they
   * come to. `minimum`: what is missing to an amount, if anything.
   */
  | {
      readonly by: 'factor' | 'percentage' | 'minimum';
      readonly value: Value;
      readonly lines: readonly string[];
    };

/** To which of the three totals a line belongs. */
export const LINE_TYPES = ['premium', 'adjustment', 'surcharge'] as const;
export type LineType = (typeof LINE_TYPES)[number];

/** One line of the schedule, in the order in which they are computed. */
export interface ScheduleLine extends Named {
  readonly type: LineType;
  /** Charge that it is booked as, such as `premium`. */
  readonly charge: string;
  /** Key of the product's line; null: the first. */
  readonly line: string | null;
  /** Code of the add-on that it is for; null: it is for every risk. */
  readonly addOn: string | null;
  /** All of them must hold. */
  readonly when: readonly Condition[];
  readonly computation: Computation;
}

/** Periods that a policy has of its own. */
export interface PolicyPeriods {
  /** Length of one. */
  readonly months: number;
  /** How many are calculated on one day, in advance. */
  readonly perCollection: number;
  /** Days before a collection begins on which it is calculated where billing is forward. */
  readonly forwardDays: number;
}

/** Periods of the calendar that all policies share: so many months each, counted from a January. */
export interface SystemPeriods {
  readonly months: number;
  readonly from: CivilDate;
  /** The first day on which there are none any more; null while no end is known. */
  readonly to: CivilDate | null;
}

/** How a product is rated: what is asked of a risk, and the schedule of lines that its premium comes from. */
export interface RatePlan {
  readonly key: string;
  readonly name: string;
  /** ISO 4217, with two decimals. */
  readonly currency: string;
  /** Length of the term that the amounts are for. */
  readonly termMonths: number;
  /** To which multiple of a cent each line is rounded, half away from zero: 100 is whole dollars. */
  readonly unit: 1 | 100;
  readonly risk: readonly RiskField[];
  readonly addOns: readonly Named[];
  readonly groupAccounts: readonly Named[];
  readonly schedule: readonly ScheduleLine[];
  /** Null: the policies of the product have none of their own. */
  readonly policyPeriods: PolicyPeriods | null;
  /** Null: there are none that policies share. */
  readonly systemPeriods: SystemPeriods | null;
}

/** What every table and condition may ask beside the risk: the state of exposure. */
export const STATE = 'state';

/** Codes of the lines that a line is computed of. */
export function linesOf(computation: Computation): readonly string[] {
  return 'lines' in computation ? computation.lines : [];
}
