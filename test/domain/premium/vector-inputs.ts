import { addDays } from '../../../src/domain/calendar/civil-date.js';
import type { TermDays } from '../../../src/domain/calendar/term-days.js';
import type { Charge, ChargeKind, Refundable } from '../../../src/domain/money/charges.js';
import type { RefundRules } from '../../../src/domain/premium/cancellation.js';
import type { CancellationTerms } from '../../../src/domain/premium/refund-terms.js';
import { cancellationTerms } from '../../../src/domain/premium/cancellation-terms.js';
import type { ChargedTerm } from '../../../src/domain/premium/charged-term.js';
import type { MinimumEarned } from '../../../src/domain/premium/minimum-earned.js';
import type { RewriteKind } from '../../../src/domain/premium/rewrite.js';
import type { CancellationMethod } from '../../../src/domain/premium/short-rate.js';
import { aCharge } from '../../support/charges.js';
import type { Vector } from '../vectors.js';
import { aChargedTerm, aLayer, RULES } from './charged-terms.js';

export type Worked = Record<string, unknown>;

/** One charge as the cases write it. */
interface Written {
  readonly type: ChargeKind;
  readonly amount: number;
  readonly from?: string;
  readonly refundable?: Refundable;
  readonly taxable?: boolean;
}

export interface Inputs {
  readonly premium: number;
  readonly effective?: string;
  readonly expiration?: string;
  readonly at?: string;
  readonly d: number;
  readonly D?: number;
  readonly amount: number;
  readonly numerator: number;
  readonly denominator: number;
  readonly amounts: readonly number[];
  readonly part: number;
  readonly whole: number;
  readonly method: CancellationMethod;
  readonly dayCount?: 'actual' | 'fixed365';
  readonly factorPlaces?: 3 | 4;
  readonly unit?: 'cent' | 'dollar';
  readonly old?: number | readonly number[];
  readonly new: number | readonly number[];
  readonly written?: number;
  readonly changes: readonly { readonly at: string; readonly fullTermChange: number }[];
  readonly segments: readonly (readonly [premium: number, days: number])[];
  readonly charges?: readonly Written[];
  readonly mepPct?: string;
  readonly mepFixed?: number;
  readonly mepForInsurer?: boolean;
  readonly source?: 'insured' | 'insurer';
  readonly paid: number;
  readonly state?: string;
  readonly inception?: string;
  readonly rates?: Readonly<Record<string, string>>;
  readonly rate: string;
  readonly premiumPaid?: number;
  readonly received: number;
  readonly oneTime?: readonly number[];
  readonly kind: RewriteKind;
  readonly cancelledOn?: string;
  readonly start?: string;
  readonly first: string;
  readonly second: string;
  readonly returned?: readonly number[];
  readonly on?: string;
  readonly gapAllowed?: boolean;
  readonly cancelled?: boolean;
}

export const inputsOf = ({ inputs }: Vector): Inputs => inputs as unknown as Inputs;

export const rulesOf = ({ dayCount, factorPlaces, unit }: Inputs): RefundRules => ({
  ...RULES,
  dayCount: dayCount ?? 'actual',
  factorPlaces: factorPlaces ?? null,
  unit: unit ?? 'cent',
});

const minimumOf = ({ mepPct, mepFixed }: Inputs): MinimumEarned | null => {
  if (mepFixed !== undefined) return { kind: 'amount', amountCents: mepFixed };
  if (mepPct === undefined) return null;
  return { kind: 'share', basisPoints: Number(mepPct.replace('%', '')) * 100 };
};

/** How the case is cancelled, found from source and product as a real one is. */
export const termsOf = (inputs: Inputs): CancellationTerms => {
  const { method, mepForInsurer = false, source = 'insured' } = inputs;
  const rules = {
    methodForInsured: method === 'flat' ? 'proRata' : method,
    minimum: minimumOf(inputs),
    hasMinimumForInsurer: mepForInsurer,
  } as const;
  const reason = method === 'flat' ? 'notTaken' : 'other';
  return cancellationTerms({ source, reason }, rules, null, null);
};

/** The term, also where a case names only its number of days. */
export const daysOf = ({ effective = '2024-01-01', expiration, D = 365 }: Inputs): TermDays => ({
  effectiveDate: effective,
  expirationDate: expiration ?? addDays(effective, D),
});

/** The day, also where a case names only how many are over. */
export const dayIn = ({ effective = '2024-01-01', at, d }: Inputs): string =>
  at ?? addDays(effective, d);

export const chargeOf = ({ type, amount, from, refundable, taxable }: Written, at: number) => ({
  ...aCharge({ kind: type, name: `${type}${at}`, amountCents: amount }),
  ...(refundable && { refundable }),
  ...(taxable !== undefined && { isTaxable: taxable }),
  ...(from !== undefined && { from }),
});

/** The kinds of the charges of a list, in the order in which the cases name them. */
export const kindAt = (place: number): ChargeKind =>
  (['premium', 'tax', 'fee'] as const)[place] ?? 'fee';

/** The charges of a list of amounts. */
export const listed = (amounts: number | readonly number[]): readonly Charge[] =>
  [amounts].flat().map((amountCents, at) => aCharge({ kind: kindAt(at), amountCents }));

export const termOf = (inputs: Inputs, booked: readonly Charge[]): ChargedTerm => {
  const { effectiveDate, expirationDate } = daysOf(inputs);
  return aChargedTerm({
    effectiveDate,
    expirationDate,
    layers: [aLayer({ effectiveDate, booked })],
  });
};

export const writtenTerm = (inputs: Inputs): ChargedTerm =>
  termOf(inputs, (inputs.charges ?? []).map(chargeOf));
