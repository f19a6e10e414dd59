import type { EndorsedFigures } from '../../domain/premium/endorsement.js';
import type { Product } from '../../domain/product/product.js';
import type { PostedFigures } from '../../requests/endorsement/endorsement-schema.js';
import { chargesOf } from '../changes/posted-charges.js';

/** What a change charges, as the product has charges. @throws Problem `invalid-request` for a line that it does not have */
export function figuresOf({ fullTerm, asGiven }: PostedFigures, product: Product): EndorsedFigures {
  return {
    fullTerm: fullTerm ? chargesOf(fullTerm, 'fullTerm', product) : null,
    asGiven: asGiven ? chargesOf(asGiven, 'asGiven', product) : null,
  };
}
