import { z } from 'zod';
import type { Product } from '../../domain/product/product.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { changeableTerm, type ChangeableTerm } from '../../temporal/changeable-term.js';
import { latestTerm } from '../../temporal/latest-term.js';
import { Problem } from '../problem.js';
import { ABOUT_TERMS, LAST_TERM, NOT_A_TERM_NUMBER } from '../terms/term-path.js';
import { namedPolicy, namedPolicyFields, type NamedPolicy } from './named-policy.js';
import type { ProblemCode } from '../problem-catalogue.js';

/** Which term a preview is about. */
export const previewedTermFields = {
  ...namedPolicyFields,
  termNumber: z
    .int(NOT_A_TERM_NUMBER)
    .min(1, NOT_A_TERM_NUMBER)
    .max(LAST_TERM, NOT_A_TERM_NUMBER)
    .optional()
    .meta({ description: 'The latest known term unless said.', example: 1 }),
};

/** The term that somebody asks about. */
export interface NamedTerm extends NamedPolicy {
  readonly termNumber?: number | undefined;
}

/** Problems of everything that reads the term that it is about. */
export const NAMED_TERM_PROBLEMS: readonly ProblemCode[] = [
  'unknown-policy',
  'unknown-term',
  'term-not-bound',
  'unknown-product',
  'worker-unavailable',
  'workflow-failing',
  ...ABOUT_TERMS.filter((code) => code !== 'malformed-path'),
];

/**
 * Reads the term that a preview is about, or a change.
 *
 * @throws Problem `unknown-policy`, `unknown-term`, `term-not-bound`, `unknown-product`
 */
export async function namedTerm(
  context: Temporal & { readonly products: ReadonlyMap<string, Product> },
  asked: NamedTerm,
): Promise<ChangeableTerm> {
  const policyNumber = await namedPolicy(context, asked);
  const termNumber = asked.termNumber ?? (await latestTermOf(context, policyNumber));
  const term = await changeableTerm(context, context.products, { policyNumber, termNumber });
  if (!('kind' in term)) return term;
  switch (term.kind) {
    case 'unknownTerm':
      throw new Problem('unknown-term');
    case 'notBound':
      throw new Problem('term-not-bound');
    case 'unknownProduct':
      throw new Problem('unknown-product', {
        detail: `The term was sold as ${term.productKey}, which has no product file any more: put the file back, for its rules decide what a change costs.`,
      });
  }
}

async function latestTermOf(temporal: Temporal, policyNumber: string): Promise<number> {
  const latest = await latestTerm(temporal, policyNumber);
  if (latest) return latest.termNumber;
  throw new Problem('unknown-policy', { detail: `Nothing is known of policy ${policyNumber}.` });
}
