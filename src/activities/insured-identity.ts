import { createHmac } from 'node:crypto';
import type { Insured } from '../domain/submission.js';

/**
 * Keys under which two submissions may mean the same insured: its tax id, and its name at its postal code.
 * Whoever puts an insured on file holds all of them, so that two of the same are never made at once.
 *
 * The keys become workflow ids, which Temporal never encrypts. A tax id has too few digits for a plain hash to hide
 * it, hence the secret.
 *
 * @param secret the same in every worker, at least 32 characters
 * @returns one or two keys, always in the same order, so that holders never wait for each other in a circle
 */
export function insuredKeys(insured: Insured, secret: string): string[] {
  const seal = (kind: string, value: string): string =>
    `${kind}-${createHmac('sha256', secret).update(`${kind}:${value}`).digest('hex').slice(0, 32)}`;
  const taxId = insured.fein ?? insured.ssn;
  const name = insured.corporationName ?? `${insured.firstName ?? ''} ${insured.lastName ?? ''}`;
  return [
    ...(taxId === undefined ? [] : [seal('tax', taxId)]),
    seal('name', `${normalised(name)}|${insured.location.state}|${insured.location.zip}`),
  ];
}

/** Letters and digits only, lower case: spelling differences that a name search would overlook too. */
function normalised(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
