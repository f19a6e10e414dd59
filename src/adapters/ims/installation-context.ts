import type { Installation } from '../../domain/product/installation.js';
import type { Product } from '../../domain/product/product.js';
import { SystemRejection } from '../../ports/call-errors.js';
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
  throw new SystemRejection(
    { system: 'policySystem', operation },
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
  throw new SystemRejection(
    { system: 'policySystem', operation },
    {
      reason: 'answered a zero GUID: nothing was created',
      remedy: 'compare the request with the set-up of the policy system, then run the step again',
    },
  );
}
