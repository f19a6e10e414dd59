import type { Installation } from '../../domain/installation.js';
import type { Product } from '../../domain/product.js';
import { PolicySystemRejection } from '../../ports/policy-system-errors.js';
import { isNullReference } from './fault-texts.js';
import type { ImsCalls } from './ims-calls.js';
import { ZERO_GUID } from './operations/answers.js';

/** What every part of the adapter works with. */
export interface InstallationContext {
  readonly ims: ImsCalls;
  readonly installation: Installation;
  readonly products: ReadonlyMap<string, Product>;
}

export function productOf(
  { products }: InstallationContext,
  key: string,
  operation: string,
): Product {
  const product = products.get(key);
  if (product) return product;
  throw new PolicySystemRejection(
    { operation },
    {
      reason: `there is no product ${key}`,
      field: 'product',
      remedy: 'name a product that has a product file',
    },
  );
}

/** Creating calls answer the zero GUID when they made nothing. */
export function created(operation: string, guid: string): string {
  if (guid !== ZERO_GUID) return guid;
  throw new PolicySystemRejection(
    { operation },
    {
      reason: 'answered a zero GUID: nothing was created',
      remedy: 'compare the request with the set-up of the policy system, then run the step again',
    },
  );
}

/** IMS may answer an unknown GUID with a fault or with nothing; both mean that there is no such thing. */
export function nullIfRejected(error: unknown): null {
  if (error instanceof PolicySystemRejection && error.operation !== 'LoginIMSUser') return null;
  throw error;
}

/**
 * For a GUID that IMS has just answered itself: what it lacks is answered with nothing or with a null reference, and
 * any other refusal says nothing about what is on file.
 */
export function nullIfMissing(error: unknown): null {
  if (error instanceof PolicySystemRejection && isNullReference(error.reason)) return null;
  throw error;
}
