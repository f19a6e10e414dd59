import { isCivilDate } from '../../domain/calendar/civil-date.js';
import { isInstant } from '../../domain/calendar/instant.js';
import { hasCents } from '../../domain/money/currency.js';
import { LARGEST_CENTS } from '../../domain/money/cents.js';

/**
 * Says what is wrong with a part of an input, in words; null when nothing is. Never the value, which may be personal data.
 *
 * @param at the path of the part
 */
export type Check = (value: unknown, at: string) => string | null;

export const text = expecting('text', (value) => typeof value === 'string' && value !== '');
export const flag = expecting('true or false', (value) => typeof value === 'boolean');
export const whole = expecting('a whole number', (value) => Number.isSafeInteger(value));
export const cents = expecting(
  'an amount in cents',
  (value) => Number.isSafeInteger(value) && Math.abs(value as number) <= LARGEST_CENTS,
);
export const day = expecting(
  'a day such as 2027-02-01',
  (value) => isText(value) && isCivilDate(value),
);
export const moment = expecting(
  'a moment with Z or an offset such as 2027-02-01T06:01:00Z',
  (value) => isText(value) && isInstant(value),
);
export const clockTime = expecting(
  'a time of day such as 00:01',
  (value) => isText(value) && /^([01]\d|2[0-3]):[0-5]\d$/.test(value),
);
export const currency = expecting(
  'a currency with two decimals such as USD',
  (value) => isText(value) && /^[A-Z]{3}$/.test(value) && hasCents(value),
);

const TEN_YEARS_MS = 3_650 * 86_400_000;

/** A whole number of milliseconds, at most ten years. */
export const duration = expecting(
  'a number of milliseconds above 0',
  (value) =>
    Number.isSafeInteger(value) && (value as number) > 0 && (value as number) <= TEN_YEARS_MS,
);

export function oneOf(...values: readonly string[]): Check {
  return expecting(
    `one of ${values.join(', ')}`,
    (value) => isText(value) && values.includes(value),
  );
}

/** May be missing, but not null. */
export function optional(check: Check): Check {
  return (value, at) => (value === undefined ? null : check(value, at));
}

export function orNull(check: Check): Check {
  return (value, at) => (value === null ? null : check(value, at));
}

export function listOf(check: Check): Check {
  return (value, at) => {
    if (!Array.isArray(value)) return `${at} is not a list`;
    return firstOf(value.map((part: unknown, index) => check(part, `${at}[${index}]`)));
  };
}

/** An object that keeps something by name. */
export function byName(check: Check): Check {
  return (value, at) => {
    if (!isObject(value)) return `${at} is not an object`;
    return firstOf(Object.entries(value).map(([name, part]) => check(part, pathOf(at, name))));
  };
}

/** An object with these members; others are nobody's concern. */
export function object(members: Readonly<Record<string, Check>>): Check {
  return (value, at) => {
    if (!isObject(value)) return `${at} is not an object`;
    return firstOf(
      Object.entries(members).map(([name, check]) => {
        const part = Object.hasOwn(value, name) ? value[name] : undefined;
        return check(part, pathOf(at, name));
      }),
    );
  };
}

/** From what the policy system rates a premium. */
export const WORKBOOK = object({ fileName: text, contentBase64: text });

/** Stands for the whole input. */
export const INPUT = 'it';

function pathOf(at: string, name: string): string {
  return at === INPUT ? name : `${at}.${name}`;
}

function expecting(what: string, isRight: (value: unknown) => boolean): Check {
  return (value, at) => (isRight(value) ? null : `${at} is not ${what}`);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function firstOf(faults: readonly (string | null)[]): string | null {
  return faults.find((fault) => fault !== null) ?? null;
}
