import { sumCents, type Cents } from '../money/cents.js';
import { ADDED_FEES, REINSTATEMENT_FEE, type Charge } from '../money/charges.js';
import { sharesOf } from '../money/shares.js';
import { addedFeeRow, chargeRow, type ChargeRules } from '../premium/charge-row.js';
import type { BookedRow, StandingRow } from '../premium/charged-term.js';
import type { ChargeCode } from '../product/installation.js';
import { addedUp } from './added-up.js';

/** An amount as the policy system holds it on a transaction. */
export interface HeldAmount {
  /** The policy system's own id of the line; null where the installation does not say it. */
  readonly lineGuid: string | null;
  readonly chargeCode: number;
  readonly amountCents: Cents;
  /** A fee that the policy system added by itself. */
  readonly isFee: boolean;
}

/** By what an amount of the policy system is known again. */
export interface ChargeNames {
  /** Of the product. */
  readonly lines: readonly { readonly key: string; readonly lineGuid: string }[];
  /** Of the installation. */
  readonly charges: readonly ChargeCode[];
  readonly rules: ChargeRules;
  /** Whose law holds for the term. */
  readonly state: string;
}

/** An amount of which it is known what it is for. */
export interface NamedAmount {
  readonly line: string | null;
  readonly amountCents: Cents;
  readonly isFee: boolean;
  /** What the installation books under its number; none of a fee that only the policy system knows. */
  readonly codes: readonly ChargeCode[];
}

/** Why something cannot be understood, in words that end a sentence. */
export interface NotUnderstood {
  readonly why: string;
}

export function isUnderstood<T extends object>(found: T | NotUnderstood): found is T {
  return !('why' in found);
}

/** What the amounts of a transaction are for, those of one line and number added up; what comes to nothing is left out. */
export function named(
  held: readonly HeldAmount[],
  names: ChargeNames,
): readonly NamedAmount[] | NotUnderstood {
  const found: NamedAmount[] = [];
  for (const amount of addedUp(held)) {
    const one = nameOf(amount, names);
    if (!isUnderstood(one)) return one;
    found.push(one);
  }
  return found;
}

/** What an amount is for. */
export function nameOf(
  { lineGuid, chargeCode, amountCents, isFee }: HeldAmount,
  { lines, charges, state }: ChargeNames,
): NamedAmount | NotUnderstood {
  const onLine = lines.find((one) => one.lineGuid.toLowerCase() === lineGuid?.toLowerCase());
  if (lineGuid !== null && !onLine) return { why: `its line ${lineGuid} is none of the product` };
  const line = onLine ?? (lines.length === 1 ? lines[0] : undefined);
  const all = charges.filter(({ code }) => code === chargeCode);
  const here = all.filter((one) => one.state === state);
  if (all.length === 0 && !isFee)
    return { why: `the installation file has no charge with the number ${chargeCode}` };
  return { line: line?.key ?? null, amountCents, isFee, codes: here.length > 0 ? here : all };
}

/** The rows of the term that an amount can be about: of its name, line and state, or else the one row for all of its kind. */
export function rowsFor<
  Row extends { readonly charge: Pick<Charge, 'kind' | 'name' | 'line' | 'state'> },
>(amount: NamedAmount, standing: readonly Row[]): readonly Row[] {
  const { line, codes, isFee } = amount;
  const exact = standing.filter(({ charge }) =>
    codes.some(
      (code) =>
        code.charge === charge.name &&
        (charge.line === null || line === null || charge.line === line) &&
        (charge.state === null || charge.state === code.state),
    ),
  );
  if (exact.length > 0) return exact;
  return standing.filter(
    ({ charge }) =>
      charge.line === null && (isFee ? charge.name === ADDED_FEES : charge.kind === 'premium'),
  );
}

/** An amount as a row of its own. */
function ownRow(
  { line, codes, amountCents, isFee }: NamedAmount,
  standing: readonly StandingRow[],
  rules: ChargeRules,
): BookedRow | NotUnderstood {
  const [first] = codes;
  if (!first)
    return addedFeeRow({ charge: ADDED_FEES, line: null, state: null, amountCents }, rules);
  const known = codes.filter(({ charge }) => standing.some((row) => row.charge.name === charge));
  const choice = known.length > 0 ? known : codes;
  if (new Set(choice.map(({ charge }) => charge)).size > 1)
    return {
      why: `the number ${first.code} stands for ${choice.map(({ charge }) => charge).join(' and ')}`,
    };
  const { charge, state } = choice[0] ?? first;
  const asked = { charge, line, state, amountCents };
  if (charge === REINSTATEMENT_FEE)
    return { ...addedFeeRow(asked, rules), refundable: 'never' as const };
  return isFee ? addedFeeRow(asked, rules) : chargeRow(asked, rules);
}

/** All as rows of their own. */
export function ownRows(
  amounts: readonly NamedAmount[],
  standing: readonly StandingRow[],
  rules: ChargeRules,
): readonly BookedRow[] | NotUnderstood {
  return gathered(amounts, (amount) => {
    const row = ownRow(amount, standing, rules);
    return isUnderstood(row) ? [row] : row;
  });
}

/** What a cancellation gave back, of the rows that it gives back; what it charged itself is a row of its own. */
export function givenBack(
  amounts: readonly NamedAmount[],
  standing: readonly StandingRow[],
  rules: ChargeRules,
): readonly BookedRow[] | NotUnderstood {
  return gathered(amounts, (amount) => {
    const { amountCents } = amount;
    if (amountCents > 0) return one(ownRow(amount, standing, rules));
    const rows = rowsFor(amount, standing);
    const keptCents = sumCents(rows.map((row) => row.keptCents));
    if (keptCents < -amountCents)
      return { why: 'it gives back more than the term was charged for the same' };
    return shared(amountCents, rows, (row) => row.keptCents);
  });
}

/** What a reinstatement charged again, of the rows that had come back; what goes beyond that is a row of its own. */
export function chargedAgain(
  amounts: readonly NamedAmount[],
  standing: readonly StandingRow[],
  rules: ChargeRules,
): readonly BookedRow[] | NotUnderstood {
  return gathered(amounts, (amount) => {
    const rows = rowsFor(amount, standing);
    const returnedCents = Math.max(0, sumCents(rows.map((row) => row.returnedCents)));
    const againCents = Math.min(returnedCents, Math.max(0, amount.amountCents));
    const again = againCents === 0 ? [] : shared(againCents, rows, (row) => row.returnedCents);
    const restCents = amount.amountCents - againCents;
    if (restCents === 0) return again;
    const rest = ownRow({ ...amount, amountCents: restCents }, standing, rules);
    return isUnderstood(rest) ? [...again, rest] : rest;
  });
}

function one(row: BookedRow | NotUnderstood): readonly BookedRow[] | NotUnderstood {
  return isUnderstood(row) ? [row] : row;
}

function shared(
  amountCents: Cents,
  rows: readonly StandingRow[],
  weightOf: (row: StandingRow) => Cents,
): readonly BookedRow[] {
  const shares = sharesOf(
    amountCents,
    rows.map((row) => Math.max(0, weightOf(row))),
  );
  return rows
    .map(({ charge, name }, at) => ({ ...charge, of: name, amountCents: shares[at] ?? 0 }))
    .filter((row) => row.amountCents !== 0);
}

function gathered(
  amounts: readonly NamedAmount[],
  rowsOf: (amount: NamedAmount) => readonly BookedRow[] | NotUnderstood,
): readonly BookedRow[] | NotUnderstood {
  const all: BookedRow[] = [];
  for (const amount of amounts) {
    const rows = rowsOf(amount);
    if (!isUnderstood(rows)) return rows;
    all.push(...rows);
  }
  return all;
}
