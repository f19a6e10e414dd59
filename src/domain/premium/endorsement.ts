import type { CivilDate } from '../calendar/civil-date.js';
import { changeableDay, type DayOfTerm } from '../calendar/term-days.js';
import { isRefusal, refusalOf, type Refusal } from '../machine/refusals.js';
import type { Cents } from '../money/cents.js';
import { ADDED_FEES, type Charge } from '../money/charges.js';
import { dividedBy, part, ratioText, WHOLE, type Ratio } from '../money/ratio.js';
import { latestReturn, type ChargedTerm } from './charged-term.js';
import { asProrated, unearned, type PremiumRules } from './earned.js';
import { fullTermChanges, fullTermOn, type FullTermChange } from './full-term.js';
import { totalOfRows, type WorkedRow } from './worked-row.js';

/** What an endorsement makes of the figures of the whole term. */
export interface EndorsedFigures {
  /**
   * What the whole term would be charged, had it been so from the start: of this term, not of a year. Null beside `asGiven`:
   * the figures move by what the given amounts come to over the whole term.
   */
  readonly fullTerm: readonly Charge[] | null;
  /** Where the source works out itself what is left to charge: booked as it stands. Null: Bindery prorates. */
  readonly asGiven: readonly Charge[] | null;
  /** What is given is what the policy system has rated a workbook at. */
  readonly isRated?: boolean;
}

/** What an endorsement books. */
export interface EndorsementCharges extends DayOfTerm {
  readonly effectiveDate: CivilDate;
  readonly rows: readonly WorkedRow[];
  readonly totalCents: Cents;
  /** Of the layer that it adds. */
  readonly fullTerm: readonly Charge[];
}

/**
 * What an endorsement charges or gives back: of every charge, the part that is left of the difference between its full-term
 * figure and the one in force on that day, rounded once by itself. Changes that hold from later keep their own difference.
 *
 * @returns a refusal outside the term, of a cancelled one, or before a day on which cover came back after a gap
 */
export function endorsementCharges(
  term: ChargedTerm,
  on: CivilDate,
  figures: EndorsedFigures,
  rules: PremiumRules,
): EndorsementCharges | Refusal {
  const day = changeableDay(term, on);
  if (isRefusal(day)) return day;
  const refused = refusedByCover(term, on);
  if (refused) return refused;
  const left = unearned(rules, day);
  if (isRefusal(left)) return left;
  const { asGiven, isRated = false } = figures;
  const before = fullTermOn(term.layers, on);
  const fullTerm = figures.fullTerm
    ? asHeld(figures.fullTerm, before)
    : movedBy(before, lasting(asGiven ?? [], isRated), left);
  const rows = asGiven
    ? asGiven.map((charge) => givenRow(charge, isRated ? 'rated' : 'asGiven'))
    : proratedRows(fullTermChanges(before, fullTerm), asProrated(rules, left));
  return { effectiveDate: on, ...day, rows, totalCents: totalOfRows(rows), fullTerm };
}

/**
 * The figures that a source system gives, as the term holds its rows. Fees that the policy system added are none of them: they stay. A
 * premium that the policy system has rated belongs to no line, whichever line the source system names.
 */
function asHeld(given: readonly Charge[], before: readonly Charge[]): readonly Charge[] {
  const kept = before.filter(
    (row) => isAddedFee(row) && !given.some((one) => isAddedFee(one) && one.state === row.state),
  );
  const alike = (row: Charge, other: Charge): boolean =>
    row.kind === other.kind && row.name === other.name && row.state === other.state;
  const rows = given.map((row) => {
    const isRated = before.some((held) => held.line === null && alike(held, row));
    return isRated && given.filter((other) => alike(other, row)).length === 1
      ? { ...row, line: null }
      : row;
  });
  return [...rows, ...kept];
}

function isAddedFee({ kind, name, line }: Charge): boolean {
  return kind === 'fee' && name === ADDED_FEES && line === null;
}

/** Fees that the policy system adds when it rates a change are of that change alone: the next term does not have them. */
function lasting(booked: readonly Charge[], isRated: boolean): readonly Charge[] {
  return isRated ? booked.filter((charge) => !isAddedFee(charge)) : booked;
}

/** The full-term figures after some amounts were booked for what is left of the term; unmoved where nothing is left of it. */
function movedBy(
  before: readonly Charge[],
  booked: readonly Charge[],
  left: Ratio,
): readonly Charge[] {
  if (left.over === 0n) return before;
  const ofWhole = dividedBy(WHOLE, left);
  const moves = booked.map((charge) => ({
    ...charge,
    amountCents: part(charge.amountCents, ofWhole),
  }));
  return fullTermChanges([], [...before, ...moves]).map(({ charge }) => charge);
}

function refusedByCover(term: ChargedTerm, on: CivilDate): Refusal | null {
  if (term.cancelledOn !== null)
    return refusalOf('termNotInForce', {
      field: 'status',
      found: `cancelled from ${term.cancelledOn}`,
      allowed: 'a term in force',
    });
  // The days of the gap are not covered, and full-term figures do not know of it.
  const back = latestReturn(term);
  if (back === null || on >= back) return null;
  return refusalOf('outOfSequence', {
    field: 'effectiveDate',
    found: on,
    allowed: `${back}, when cover came back after a gap, or later`,
  });
}

function proratedRows(changes: readonly FullTermChange[], factor: Ratio): readonly WorkedRow[] {
  return changes.map(({ charge, differenceCents }) => {
    const amountCents = part(differenceCents, factor);
    return {
      charge: { ...charge, amountCents },
      working: {
        rule: 'fullTermDifference',
        ofCents: differenceCents,
        factor: ratioText(factor),
        roundedTo: 'cent',
        givesCents: amountCents,
      },
    };
  });
}

function givenRow(charge: Charge, rule: 'asGiven' | 'rated'): WorkedRow {
  const { amountCents } = charge;
  return {
    charge,
    working: {
      rule,
      ofCents: amountCents,
      factor: '1',
      roundedTo: 'cent',
      givesCents: amountCents,
    },
  };
}
