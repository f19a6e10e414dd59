import type { Product } from '../../domain/product/product.js';
import type { TermName } from '../../domain/workflow-ids.js';
import { changeableTerm, type ChangeableTerm } from '../../temporal/changeable-term.js';
import { CALL_LIMIT_MS, temporal, told } from '../told.js';

/** Reads a term that another one wants changed. @returns why it cannot be, in a sentence, where it cannot */
export async function termOfName(
  products: ReadonlyMap<string, Product>,
  term: TermName,
): Promise<ChangeableTerm | string> {
  const name = `${term.policyNumber}-${term.termNumber}`;
  const found = await told(name, () => changeableTerm(temporal(CALL_LIMIT_MS), products, term));
  return 'kind' in found
    ? `Term ${name} is not known, or its product has no file any more.`
    : found;
}
