import { z } from 'zod';
import { policyTermId } from '../../domain/workflow-ids.js';
import type { CivilDate } from '../../domain/calendar/civil-date.js';
import type { ChargedTerm } from '../../domain/premium/charged-term.js';
import type { TermFacts } from '../../domain/policy-term/term-facts.js';
import type { Product } from '../../domain/product/product.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { findTerm, readTerm } from '../../temporal/terms.js';
import { termsOfPolicy } from '../../temporal/visible-terms.js';
import type { TermRecord } from '../../workflows/policy-term/messages.js';
import { Problem } from '../problem.js';
import { ABOUT_TERMS, LAST_TERM, NOT_A_TERM_NUMBER, policyPathSchema } from '../terms/term-path.js';
import type { ProblemCode } from '../problem-catalogue.js';

/** Which term a preview is about. */
export const previewedTermFields = {
  policyNumber: policyPathSchema.shape.policyNumber,
  termNumber: z
    .int(NOT_A_TERM_NUMBER)
    .min(1, NOT_A_TERM_NUMBER)
    .max(LAST_TERM, NOT_A_TERM_NUMBER)
    .optional()
    .meta({ description: 'The latest known term unless said.', example: 1 }),
};

/** The term that somebody asks about. */
export interface NamedTerm {
  readonly policyNumber: string;
  readonly termNumber?: number | undefined;
}

/** A bound term with the product by whose rules it is changed. */
export interface PreviewedTerm {
  readonly record: TermRecord;
  readonly product: Product;
  readonly state: string;
  readonly facts: Pick<
    TermFacts,
    'days' | 'status' | 'cancelledOn' | 'replacedBy' | 'pendingCancellation'
  >;
  readonly charged: ChargedTerm;
}

/** Problems of every preview, beside those of its body. */
export const PREVIEW_PROBLEMS: readonly ProblemCode[] = [
  'unknown-policy',
  'unknown-term',
  'term-not-bound',
  'unknown-product',
  'worker-unavailable',
  'workflow-failing',
  ...ABOUT_TERMS.filter((code) => code !== 'malformed-path'),
];

/**
 * Reads the term that a preview is about.
 *
 * @throws Problem `unknown-policy`, `unknown-term`, `term-not-bound`, `unknown-product`
 */
export async function previewedTerm(
  context: Temporal & { readonly products: ReadonlyMap<string, Product> },
  asked: NamedTerm,
): Promise<PreviewedTerm> {
  const { policyNumber } = asked;
  const termNumber = asked.termNumber ?? (await latestTerm(context, policyNumber));
  const found = await findTerm(context, policyTermId(policyNumber, termNumber));
  if (!found) throw new Problem('unknown-term');
  const record = await readTerm(context, found);
  const { productKey, state, effectiveDate, expirationDate } = record;
  if (productKey === null || state === null || effectiveDate === null || expirationDate === null) {
    throw new Problem('term-not-bound');
  }
  const product = context.products.get(productKey);
  if (!product) {
    throw new Problem('unknown-product', {
      detail: `The term was sold as ${productKey}, which has no product file any more: put the file back, for its rules decide what a change costs.`,
    });
  }
  const days = { effectiveDate, expirationDate };
  return { record, product, state, facts: factsOf(record, days), charged: chargedOf(record, days) };
}

async function latestTerm(temporal: Temporal, policyNumber: string): Promise<number> {
  const latest = (await termsOfPolicy(temporal, policyNumber)).at(-1);
  if (!latest) throw new Problem('unknown-policy');
  return latest.termNumber;
}

interface Days {
  readonly effectiveDate: CivilDate;
  readonly expirationDate: CivilDate;
}

function factsOf(record: TermRecord, days: Days): PreviewedTerm['facts'] {
  const { status, cancelledOn, replacedBy, pendingCancellation } = record;
  const pending = pendingCancellation?.transaction ?? null;
  return { days, status, cancelledOn, replacedBy, pendingCancellation: pending };
}

function chargedOf({ layers, returns, cancelledOn }: TermRecord, days: Days): ChargedTerm {
  return { ...days, layers, returns, cancelledOn };
}
