import { createHmac } from 'node:crypto';
import { comparableName, plainTaxId, type Spelling } from '../domain/insured/spelling.js';
import { fullName, guidNamed } from '../domain/insured/same-insured.js';
import type { Insured } from '../domain/insured/insured.js';

/**
 * Keys under which two submissions may mean the same insured: its tax ids, its name at its postal code, and who it is on
 * file where that is known. Names are compared as everywhere, however they are written. Whoever puts an insured on file holds all of
 * them, so that two of the same are never made at once.
 *
 * The keys become workflow ids, which Temporal never encrypts. A tax id has too few digits for a plain hash to hide
 * it, hence the secret.
 *
 * @param secret the same in every worker, at least 32 characters
 * @returns one to four keys, always in the same order, so that holders never wait for each other in a circle
 */
export function insuredKeys(
  insured: Insured,
  { secret, spelling }: { readonly secret: string; readonly spelling: Spelling },
): string[] {
  const seal = (kind: string, value: string): string =>
    `${kind}-${createHmac('sha256', secret).update(`${kind}:${value}`).digest('hex').slice(0, 32)}`;
  const { fein, ssn, location } = insured;
  const guid = guidNamed(insured);
  const taxIds = [plainTaxId(fein), plainTaxId(ssn)].filter((taxId) => taxId !== null);
  const name = comparableName(fullName(insured), spelling).replaceAll(' ', '');
  return [
    ...(guid === null ? [] : [seal('file', guid.toLowerCase())]),
    ...[...new Set(taxIds)].toSorted().map((taxId) => seal('tax', taxId)),
    seal('name', `${name}|${location.state}|${location.zip}`),
  ];
}
