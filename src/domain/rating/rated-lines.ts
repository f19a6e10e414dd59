import { formatCents, parseCents, sumCents, type Cents } from '../money/cents.js';
import {
  dividedBy,
  minus,
  part,
  ratio,
  ratioText,
  times,
  WHOLE,
  type Ratio,
} from '../money/ratio.js';
import { decimalRatio, signedPercent } from './decimal.js';
import {
  linesOf,
  type Computation,
  type LineType,
  type RatePlan,
  type ScheduleLine,
} from './rate-plan.js';
import { holds, lookUp, type RiskValues } from './risk.js';

/** How a line came to its amount, for the people who check it. */
export interface LineWorking {
  readonly by: Computation['by'];
  /** What it was computed of: the number of the risk, or what the lines before it came to. */
  readonly of: string | null;
  /** What the plan says: an amount, a rate, a factor or a percentage. */
  readonly value: string;
  /** By which field the value was looked up, and what that was for this risk. */
  readonly lookedUp: { readonly field: string; readonly found: string | null } | null;
  /** Exact amount before it was rounded, in the unit of the currency: `4375/12`. */
  readonly exact: string;
  readonly roundedTo: 'cent' | 'dollar';
}

/** One line of a rated schedule. All of them together are the premium. */
export interface RatedLine {
  /** From 1; a line that does not apply has none. */
  readonly sequence: number;
  readonly code: string;
  readonly name: string;
  readonly type: LineType;
  readonly charge: string;
  readonly line: string | null;
  readonly addOn: string | null;
  /** Sequences of the lines that it was computed of. */
  readonly references: readonly number[];
  /** Of a percentage, as the plan says it. */
  readonly percentage: string | null;
  readonly amountCents: Cents;
  readonly working: LineWorking;
}

/**
 * Rates a risk by the schedule of a plan: each line exactly, rounded once.
 *
 * @param risk   read by `readRisk` without a finding
 * @param addOns codes of those that were chosen
 */
export function ratedLines(
  plan: RatePlan,
  risk: RiskValues,
  addOns: readonly string[],
): readonly RatedLine[] {
  const lines: RatedLine[] = [];
  for (const line of plan.schedule) {
    if (line.addOn !== null && !addOns.includes(line.addOn)) continue;
    if (!line.when.every((condition) => holds(condition, risk))) continue;
    lines.push(ratedLine(plan, line, risk, lines));
  }
  return lines;
}

function ratedLine(
  { unit }: RatePlan,
  { computation, code, name, type, charge, line, addOn }: ScheduleLine,
  risk: RiskValues,
  before: readonly RatedLine[],
): RatedLine {
  const referred = before.filter(({ code }) => linesOf(computation).includes(code));
  const baseCents = sumCents(referred.map(({ amountCents }) => amountCents));
  const value = valueFor(computation, risk, code);
  const exact = exactAmount(computation, value, baseCents, risk);
  return {
    ...{ code, name, type, charge, line, addOn },
    sequence: before.length + 1,
    references: referred.map(({ sequence }) => sequence),
    percentage: computation.by === 'percentage' ? value : null,
    amountCents: part(100, exact, unit),
    working: {
      by: computation.by,
      of: workedOf(computation, baseCents, risk),
      value,
      lookedUp: lookedUp(computation, risk),
      exact: ratioText(exact),
      roundedTo: unit === 1 ? 'cent' : 'dollar',
    },
  };
}

/** In the unit of the currency. */
function exactAmount(
  computation: Computation,
  value: string,
  baseCents: Cents,
  risk: RiskValues,
): Ratio {
  const base = ratio(baseCents, 100);
  switch (computation.by) {
    case 'amount':
      return ratio(parseCents(value) ?? unread(value), 100);
    case 'rate': {
      const of = decimalRatio(risk.get(computation.of) ?? '') ?? unread(computation.of);
      const per = decimalRatio(computation.per) ?? unread(computation.per);
      return dividedBy(times(decimalRatio(value) ?? unread(value), of), per);
    }
    case 'factor':
      return times(base, minus(decimalRatio(value) ?? unread(value), WHOLE));
    case 'percentage':
      return times(base, signedPercent(value) ?? unread(value));
    case 'minimum':
      return ratio(Math.max(0, (parseCents(value) ?? unread(value)) - baseCents), 100);
  }
}

function valueFor(computation: Computation, risk: RiskValues, code: string): string {
  const { value } = computation;
  return typeof value === 'string' ? value : (lookUp(value, risk) ?? unread(code));
}

function workedOf(computation: Computation, baseCents: Cents, risk: RiskValues): string | null {
  if (computation.by === 'amount') return null;
  if (computation.by !== 'rate') return formatCents(baseCents);
  return `${computation.of} ${risk.get(computation.of) ?? ''} per ${computation.per}`;
}

function lookedUp(computation: Computation, risk: RiskValues): LineWorking['lookedUp'] {
  const { value } = computation;
  if (typeof value === 'string') return null;
  return { field: value.by, found: risk.get(value.by) ?? null };
}

/** A plan is checked when it is read: what it has cannot be without meaning here. */
function unread(what: string): never {
  throw new RangeError(`the rate plan has no readable value at ${what}`);
}
