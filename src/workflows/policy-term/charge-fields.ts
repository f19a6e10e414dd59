import { CHARGE_KINDS, REFUNDABLE, type Charge } from '../../domain/money/charges.js';
import type { BookedRow, RowName } from '../../domain/premium/charged-term.js';
import {
  between,
  cents,
  civilDate,
  fieldsOf,
  flag,
  listOf,
  oneOf,
  text,
  type Fields,
} from './message-fields.js';

const MOST_CHARGES = 1_000;

/** Rows of what was charged. */
export function charges(value: unknown, field: string): readonly Charge[] {
  return rowsOf(value, field).map((row) => readCharge(row, field));
}

/** Rows as a transaction booked them, each with what it gives back or charges again. */
export function bookedRows(value: unknown, field: string): readonly BookedRow[] {
  return rowsOf(value, field).map((row) => {
    const { of, from } = row;
    return {
      ...readCharge(row, field),
      ...(of !== undefined && { of: readRowName(of, field) }),
      ...(from !== undefined && { from: civilDate(from, `from of each of ${field}`) }),
    };
  });
}

function rowsOf(value: unknown, field: string): readonly Fields[] {
  return listOf(value, field, MOST_CHARGES).map((row) => fieldsOf(row, `each of ${field}`));
}

function readCharge(row: Fields, field: string): Charge {
  const at = (name: string) => `${name} of each of ${field}`;
  const orNull = (name: string) => (row[name] === null ? null : text(row[name], at(name)));
  return {
    kind: oneOf(row['kind'], at('kind'), CHARGE_KINDS),
    name: text(row['name'], at('name')),
    line: orNull('line'),
    state: orNull('state'),
    amountCents: cents(row['amountCents'], at('amountCents')),
    refundable: oneOf(row['refundable'], at('refundable'), REFUNDABLE),
    isTaxable: flag(row['isTaxable'], at('isTaxable')),
  };
}

function readRowName(value: unknown, field: string): RowName {
  const sent = fieldsOf(value, `of of each of ${field}`);
  return {
    layer: text(sent['layer'], `of.layer of each of ${field}`),
    row: between(sent['row'], `of.row of each of ${field}`, 0, MOST_CHARGES - 1),
  };
}
