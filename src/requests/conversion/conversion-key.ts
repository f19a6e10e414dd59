import { createHash } from 'node:crypto';
import { requestDigest } from '../request-digest.js';

/** With what an attempt after the first adds, it still is a key of a source system. */
const KEY = /^[A-Za-z0-9][A-Za-z0-9._-]{0,54}$/;
const LONGEST_START = 40;
const DIGITS = 12;

/**
 * The key under which a policy of another system is converted: its number, where that can be a key. What else a number may
 * hold is left out, and a digest tells such numbers apart.
 */
export function conversionKey(policyNumber: string): string {
  if (KEY.test(policyNumber)) return policyNumber;
  const digest = createHash('sha256').update(policyNumber).digest('hex').slice(0, DIGITS);
  const readable = policyNumber.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(0, LONGEST_START);
  return `${readable}-${digest}`.replace(/^-+/, '');
}

/** The key of another attempt, after those before it were given up. @param attempt 1 for the first */
export function keyOfAttempt(key: string, attempt: number): string {
  return attempt === 1 ? key : `${key}--${attempt}`;
}

/** The key of a conversion that nothing names but what was posted. */
export function keyWithoutNumber(posted: object): string {
  return `call-${requestDigest(posted).slice(0, LONGEST_START)}`;
}
