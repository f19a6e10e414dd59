import { ApplicationFailure } from '@temporalio/workflow';
import { isCivilDate } from '../../domain/calendar/civil-date.js';
import { hasCents } from '../../domain/money/currency.js';
import { isInstant } from '../../domain/calendar/instant.js';
import { LARGEST_CENTS } from '../../domain/money/cents.js';
import type { TermName } from '../../domain/workflow-ids.js';
import { isPolicyNumber, POLICY_NUMBER_RULE } from '../../domain/policy-term/policy-number.js';

/** A message as any client may send it: whatever JSON can be. */
export type Fields = Readonly<Record<string, unknown>>;

const LONGEST_TEXT = 500;

/** A message that cannot be read: refused in words that name the field. */
export function invalid(message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, 'invalidInput');
}

/** Null, text, numbers and lists have no fields: said in our own words, and not in the engine's. */
export function fieldsOf(value: unknown, what = 'the message'): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw invalid(`${what} must be an object`);
}

/** The elements of a list. @param most how many it may have */
export function listOf(value: unknown, field: string, most: number): readonly unknown[] {
  if (Array.isArray(value) && value.length <= most) return value as readonly unknown[];
  throw invalid(`${field} must be a list of at most ${most}`);
}

export function text(value: unknown, field: string): string {
  if (typeof value === 'string' && value !== '' && value.length <= LONGEST_TEXT) return value;
  throw invalid(`${field} must be text of at most ${LONGEST_TEXT} characters`);
}

export function flag(value: unknown, field: string): boolean {
  if (typeof value === 'boolean') return value;
  throw invalid(`${field} must be true or false`);
}

export function whole(value: unknown, field: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw invalid(`${field} must be a whole number`);
}

/** An amount of money, of either sign. */
export function cents(value: unknown, field: string): number {
  if (Math.abs(whole(value, field)) <= LARGEST_CENTS) return value as number;
  throw invalid(`${field} must be between -${LARGEST_CENTS} and ${LARGEST_CENTS} cents`);
}

export function between(value: unknown, field: string, least: number, most: number): number {
  const number = whole(value, field);
  if (number >= least && number <= most) return number;
  throw invalid(`${field} must be a whole number from ${least} to ${most}`);
}

export function oneOf<T extends string>(value: unknown, field: string, values: readonly T[]): T {
  const known = values.find((one) => one === value);
  if (known !== undefined) return known;
  throw invalid(`${field} must be one of ${values.join(', ')}`);
}

export function currency(value: unknown, field: string): string {
  if (typeof value === 'string' && /^[A-Z]{3}$/.test(value) && hasCents(value)) return value;
  throw invalid(
    `${field} must be three capital letters of a currency with two decimals, such as USD`,
  );
}

export function instant(value: unknown, field: string): string {
  if (typeof value === 'string' && value.length <= 40 && isInstant(value)) return value;
  throw invalid(`${field} must be a moment with Z or an offset, such as 2025-06-10T17:00:00Z`);
}

export function civilDate(value: unknown, field: string): string {
  if (typeof value === 'string' && isCivilDate(value)) return value;
  throw invalid(`${field} must be a day such as 2025-06-10`);
}

export function policyNumber(value: unknown, field: string): string {
  if (typeof value === 'string' && isPolicyNumber(value)) return value;
  throw invalid(`${field} is no policy number: ${POLICY_NUMBER_RULE}`);
}

const HIGHEST_TERM = 9_999;

export function termNumber(value: unknown, field: string): number {
  return between(value, field, 1, HIGHEST_TERM);
}

/** One term of a policy. */
export function termName(value: unknown, field: string): TermName {
  const sent = fieldsOf(value, field);
  return {
    policyNumber: policyNumber(sent['policyNumber'], `${field}.policyNumber`),
    termNumber: termNumber(sent['termNumber'], `${field}.termNumber`),
  };
}

export function isSendersId(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length <= longest && /^[\x21-\x7e]+$/.test(value);
}

/** As the API takes ids, so that what is signalled can be spoken of there. */
export function sendersId(value: unknown, field: string, longest: number): string {
  if (isSendersId(value, longest)) return value;
  throw invalid(`${field} must be 1 to ${longest} printable characters without spaces`);
}
