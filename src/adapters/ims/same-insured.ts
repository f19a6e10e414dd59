import type { Insured } from '../../domain/submission.js';
import type { InsuredOnFile } from './operations/get-insured.js';
import type { LocationOnFile } from './operations/get-insured-primary-location.js';

/**
 * Whether a hit of the name search is this insured: same name at the same address, whatever the case, the spacing and
 * the full stops. Two tax ids that differ are two companies.
 */
export function isSameInsured(
  insured: Insured,
  onFile: InsuredOnFile,
  location: LocationOnFile,
): boolean {
  const taxId = insured.fein ?? insured.ssn;
  if (taxId !== undefined && onFile.taxIds.length > 0 && !onFile.taxIds.includes(taxId)) {
    return false;
  }
  return (
    nameOf(insured) === nameOf(onFile) &&
    normalised(insured.location.address1) === normalised(location.address1) &&
    normalised(insured.location.state) === normalised(location.state) &&
    insured.location.zip === location.zip?.slice(0, 5)
  );
}

interface Names {
  readonly corporationName?: string | null;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
}

function nameOf({ corporationName, firstName, lastName }: Names): string {
  return normalised(corporationName ?? `${firstName ?? ''} ${lastName ?? ''}`);
}

export function normalised(text: string | null): string {
  return (text ?? '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[.,]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
