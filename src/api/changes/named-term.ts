import { z } from 'zod';
import type { Product } from '../../domain/product/product.js';
import type { Temporal } from '../../temporal/deadlines.js';
import {
  changeableAs,
  changeableTerm,
  type ChangeableTerm,
  type NotChangeable,
} from '../../temporal/changeable-term.js';
import type { TermName } from '../../domain/workflow-ids.js';
import { latestTerm } from '../../temporal/latest-term.js';
import { Problem } from '../problem.js';
import { ABOUT_TERMS, LAST_TERM, NOT_A_TERM_NUMBER } from '../terms/term-path.js';
import { openTermOnFile, READ_BACK_PROBLEMS, readTermOnFile } from '../terms/from-policy-system.js';
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
  ...READ_BACK_PROBLEMS,
  'unknown-product',
  ...ABOUT_TERMS.filter((code) => code !== 'malformed-path'),
];

/** What is needed to find a term. */
type Reading = Temporal & { readonly products: ReadonlyMap<string, Product> };

/**
 * Reads the term that somebody wants to change. One that nobody here has bound is opened with what the policy system holds.
 *
 * @throws Problem of `NAMED_TERM_PROBLEMS`
 */
export async function namedTerm(context: Reading, asked: NamedTerm): Promise<ChangeableTerm> {
  const name = await nameOf(context, asked);
  const term = await changeableTerm(context, context.products, name);
  if (!isMissing(term)) return changeable(term);
  await openTermOnFile(context, { ...name, unknown: unknownAs(term, asked) });
  return changeable(await changeableTerm(context, context.products, name));
}

/** The same for somebody who only looks: nothing is kept of what is read from the policy system. @throws as `namedTerm` */
export async function previewedTerm(context: Reading, asked: NamedTerm): Promise<ChangeableTerm> {
  const name = await nameOf(context, asked);
  const term = await changeableTerm(context, context.products, name);
  if (!isMissing(term)) return changeable(term);
  const record = await readTermOnFile(context, { ...name, unknown: unknownAs(term, asked) });
  return changeable(changeableAs(context.products, record));
}

type Missing = Extract<NotChangeable, { readonly kind: 'unknownTerm' | 'notBound' }>;

function isMissing(term: ChangeableTerm | NotChangeable): term is Missing {
  return 'kind' in term && term.kind !== 'unknownProduct';
}

function unknownAs({ kind }: Missing, { termNumber }: NamedTerm) {
  if (kind === 'notBound') return 'term-not-bound';
  return termNumber === undefined ? 'unknown-policy' : 'unknown-term';
}

function changeable(term: ChangeableTerm | NotChangeable): ChangeableTerm {
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

async function nameOf(temporal: Temporal, asked: NamedTerm): Promise<TermName> {
  const policyNumber = await namedPolicy(temporal, asked);
  const { termNumber = (await latestTerm(temporal, policyNumber))?.termNumber ?? FIRST_TERM } =
    asked;
  return { policyNumber, termNumber };
}

/** Of a policy that nobody here knows. */
const FIRST_TERM = 1;
