import { z } from 'zod';
import { isCivilDate } from '../domain/calendar/civil-date.js';
import { GUID } from '../domain/transaction/guid.js';
import { NOBODY } from '../domain/insured/same-insured.js';
import { INSTANT, instantMs, isInstant } from '../domain/calendar/instant.js';

// Messages are "reason; remedy": field-errors.ts takes them apart for the answer.

/** A character that XML 1.0, and so the policy system, cannot carry: control characters, U+FFFE, U+FFFF, lone surrogates. */
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** What `NOT_XML` leaves, with something to be seen in it, in the dialect of JSON Schema (which knows no flags). */
const TEXT_PATTERN = textPattern();

/** @param without more that it must not hold, as it stands in a class of characters */
export function textPattern(without = ''): string {
  const carriable = `[^${without}\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]`;
  const visible = `[^${without}\\s\\x00-\\x1f\\ufffe\\uffff]`;
  return `^${carriable}*${visible}${carriable}*$`;
}

function isCarriable(text: string): boolean {
  return !NOT_XML.test(text);
}

const NOT_CARRIABLE =
  'holds a character that the policy system cannot carry; leave out control characters and broken Unicode';

/** Free text, trimmed. The limit is the policy system's and counts UTF-16 units, as its database does. */
export function text(maxLength: number) {
  return z
    .string()
    .trim()
    .min(1, 'is empty; give a text or leave the field out')
    .max(maxLength, `is too long; use at most ${maxLength} characters`)
    .refine(isCarriable, NOT_CARRIABLE)
    .meta({ pattern: TEXT_PATTERN });
}

/** Text of a fixed form, trimmed before it is looked at only where that cannot change its meaning. */
export function pattern(form: RegExp, message: string) {
  return z.string().regex(form, message);
}

export function civilDate() {
  return z
    .string()
    .refine(isCivilDate, 'is not a date that exists; write it as YYYY-MM-DD, such as 2027-02-01')
    .meta({ format: 'date', pattern: '^\\d{4}-\\d{2}-\\d{2}$', examples: ['2027-02-01'] });
}

/** In one spelling, so that a moment written in another zone is the same request. */
export function instant() {
  const message = 'is not a moment; write it with Z or an offset, such as 2027-02-01T06:01:00Z';
  return z
    .string(message)
    .refine(isInstant, { error: message, abort: true })
    .overwrite((moment) => new Date(instantMs(moment)).toISOString())
    .meta({ format: 'date-time', pattern: INSTANT.source, examples: ['2027-02-01T06:01:00Z'] });
}

/** Lower-cased, so that one thing has one spelling. */
export function guid() {
  return z
    .string()
    .regex(GUID, 'is not a GUID, or is the one of zeros; write it as 8-4-4-4-12 hexadecimal digits')
    .overwrite((value) => value.toLowerCase())
    .meta({ examples: ['4b9b3b8a-9c67-58a6-980d-8ac59b4e89ad'] });
}

/** Somebody on file by a GUID, or nobody. */
export function onFile() {
  return z
    .string()
    .regex(
      new RegExp(`^${NOBODY}$|${GUID.source}`, GUID.flags),
      `is neither a GUID nor ${NOBODY}; name the insured on file, or say that it is none of them`,
    )
    .overwrite((value) => value.toLowerCase());
}

export function usState() {
  return pattern(/^[A-Z]{2}$/, 'is not a state; write two capital letters such as TX').meta({
    examples: ['TX'],
  });
}

/** Nine digits, as people write them with dashes; kept without. */
export function nineDigits() {
  return z
    .string()
    .regex(/^\d(?:-?\d){8}$/, 'is not nine digits; write nine digits, with or without dashes')
    .overwrite((value) => value.replaceAll('-', ''));
}

/** As `amount`, of either sign. */
export function signedAmount() {
  return z
    .string('is not a text; write the amount as text such as "75.00"')
    .regex(
      /^-?\d{1,11}(?:\.\d{1,2})?$/,
      'is not an amount with at most two decimals; write it as text such as "75.00"',
    )
    .meta({ examples: ['75.00'] });
}

export function amount() {
  return z
    .string('is not a text; write the amount as text such as "5000.00"')
    .regex(
      /^\d{1,11}(?:\.\d{1,2})?$/,
      'is not an amount of zero or more with at most two decimals; write it as text such as "5000.00"',
    )
    .meta({ examples: ['5000.00'] });
}
