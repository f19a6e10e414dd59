import { z } from 'zod';
import { isCivilDate } from '../../../domain/calendar/civil-date.js';
import { parseCents } from '../../../domain/money/cents.js';

/** IMS answers it for "none" and takes it where no GUID is to be given. */
export const ZERO_GUID = '00000000-0000-0000-0000-000000000000';

const GUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;
const MONEY_OF_SQL = /^(-?\d+\.\d\d)00$/;
const INTEGER = /^-?\d{1,10}$/;

/** The answer of an operation that answers nothing. */
export const nothing = z.null().transform(() => undefined);

/** Text of an element. */
export const text = z.string('no text');

/** Empty and absent are the same. */
export const optionalText = z
  .preprocess((value) => value ?? '', text)
  .transform((value) => (value.trim() === '' ? null : value.trim()));

/** Text as it stands, blanks and all, for what is compared exactly; empty and absent are the same. */
export const optionalExactText = z
  .preprocess((value) => value ?? '', text)
  .transform((value) => (value === '' ? null : value));

/** A GUID in lower case and without the braces in which .NET may write it. */
export function plainGuid(value: string): string {
  const plain = value.trim().toLowerCase();
  return /^\{(.*)\}$/.exec(plain)?.[1] ?? plain;
}

export const guid = text.transform(plainGuid).refine((value) => GUID.test(value), 'not a GUID');

/** Null for the zero GUID, which stands for "none". */
export const guidOrNone = guid.transform((value) => (value === ZERO_GUID ? null : value));

/** Null for the zero GUID and for nothing. */
export const optionalGuid = z
  .preprocess((value) => (value === undefined || value === '' ? ZERO_GUID : value), text)
  .pipe(guidOrNone);

export const integer = text.transform(readWith(readInteger, 'not an integer'));

/** Bits come as true and false from the services and as 1 and 0 from SQL. */
export const bit = text.transform(readWith(readBit, 'neither true nor false'));

/** An amount with two decimals, or with four of which the last two are zero, as SQL writes money. */
export const cents = text.transform(readWith(readCents, 'not an amount in cents'));

/** The calendar day of a date and time. Its time and its offset mean nothing for a policy date, so nothing is converted. */
export const civilDate = text.transform(readWith(readCivilDate, 'not a date'));

export const optionalCivilDate = optionalText.transform(
  readWith((value) => (value === null ? undefined : readCivilDate(value)), 'not a date', null),
);

export const optionalInteger = optionalText.transform(
  readWith((value) => (value === null ? undefined : readInteger(value)), 'not an integer', null),
);

function readInteger(value: string): number | null {
  return INTEGER.test(value.trim()) ? Number(value) : null;
}

function readBit(value: string): boolean | null {
  const word = value.trim().toLowerCase();
  if (word === 'true' || word === '1') return true;
  return word === 'false' || word === '0' ? false : null;
}

function readCents(value: string): number | null {
  const amount = value.trim();
  return parseCents(MONEY_OF_SQL.exec(amount)?.[1] ?? amount);
}

function readCivilDate(value: string): string | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ]\S.*|Z|[+-]\d{2}:\d{2})?$/.exec(value.trim());
  const day = match?.[1] ?? '';
  return isCivilDate(day) ? day : null;
}

/**
 * A transformation that reports `problem` when `read` answers null.
 *
 * @param absent what to answer when `read` answers undefined: there was nothing to read
 */
function readWith<In, Out>(
  read: (value: In) => Out | null,
  problem: string,
): (value: In, context: z.RefinementCtx) => Out;
function readWith<In, Out>(
  read: (value: In) => Out | null | undefined,
  problem: string,
  absent: null,
): (value: In, context: z.RefinementCtx) => Out | null;
function readWith<In, Out>(
  read: (value: In) => Out | null | undefined,
  problem: string,
  absent = null,
) {
  return (value: In, context: z.RefinementCtx): Out | null => {
    const found = read(value);
    if (found === undefined) return absent;
    if (found !== null) return found;
    context.addIssue({ code: 'custom', message: problem });
    return z.NEVER;
  };
}
