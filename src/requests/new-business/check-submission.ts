import { civilDateIn } from '../../domain/calendar/time-zone.js';
import type { Submission } from '../../domain/new-business/submission.js';
import type { Product } from '../../domain/product/product.js';
import type { QuoteMilestone } from '../../domain/quote/quote.js';
import { type FieldError, fieldErrors } from '../field-errors.js';
import type { Faulty, RequestRules } from '../request-check.js';
import { acceptanceFaults } from './acceptance-rules.js';
import { placeFaults } from './place-rules.js';
import { partOf, readableParts } from './readable-parts.js';
import { requestOfSubmission } from './request-of-submission.js';
import { submissionOfRequest } from './submission-of-request.js';
import {
  nameFaults,
  premiumFaults,
  pricedTwiceFaults,
  productFaults,
  tooLateFaults,
  type ReadableParts,
} from './submission-rules.js';
import { type SubmissionRequest, submissionRequestSchema } from './submission-schema.js';
import { withTermDays } from './term-times.js';
import { sumFaults } from './sum-rules.js';

/** A submission that can be read; whether its product accepts it is asked of `submissionFindings`. */
export interface ReadSubmission {
  /** As it was posted, cleaned up and with nothing filled in that depends on the day or on the product's file. */
  readonly request: SubmissionRequest;
  readonly submission: Submission;
  readonly product: Product;
  /** How far to go; undefined for to the end. */
  readonly advanceTo: QuoteMilestone | undefined;
}

/** How a submission came about, where it is not posted for itself. */
export interface Origin {
  /** Its term follows another one, or takes its place: then the days of that one say when it begins. */
  readonly followsTerm?: boolean;
  /** It takes the place of what is left of another term, and ends with that. */
  readonly isRestOfTerm?: boolean;
  /** What the product does not accept of it, and was let pass before: no correction has to mend that. */
  readonly standing?: readonly FieldError[];
}

/**
 * Reads a posted request by its schema alone: a draft may break the rules of its product, which has to be known.
 *
 * @returns every fault of its shape at once
 */
export function readSubmission(body: unknown, rules: RequestRules): ReadSubmission | Faulty {
  const product = productOf(body, rules.products);
  const term = withTermDays(body, product);
  const parsed = submissionRequestSchema.safeParse(term.body);
  const errors = [
    ...(parsed.success ? [] : fieldErrors(parsed.error)),
    ...term.faults,
    ...unknownProduct(body, product, rules),
    ...(product ? unkeepable(readableParts(term.body), product, rules) : []),
  ];
  if (!parsed.success || product === undefined || errors.length > 0) return { errors };
  const today = civilDateIn(product.timeZone, rules.today());
  const { advanceTo, ...request } = parsed.data;
  return { request, submission: submissionOfRequest(request, product, today), product, advanceTo };
}

/** What no draft can hold: a term that no calendar has an end of, and two prices. */
function unkeepable(
  parts: ReadableParts,
  product: Product,
  rules: RequestRules,
): readonly FieldError[] {
  return [...tooLateFaults(parts, product), ...pricedTwiceFaults(parts, product, rules)];
}

/** Checks a posted request against its schema and the rules of its product. Every fault at once. */
export function checkSubmission(
  body: unknown,
  rules: RequestRules,
  origin: Origin = {},
): ReadSubmission | Faulty {
  const errors = allFaults(body, rules, origin);
  return errors.length > 0 ? { errors } : readSubmission(body, rules);
}

/** Everything that the product, as its file is now, has against a submission that is kept. */
export function submissionFindings(
  submission: Submission,
  rules: RequestRules,
  origin: Origin = {},
): readonly FieldError[] {
  return allFaults(requestOfSubmission(submission), rules, origin);
}

/**
 * What of it the product does not accept, as far as it may have been let pass when it came in: its days, and how it is priced, which of the
 * next term of a policy another transaction has said.
 */
export function standingFindings(
  submission: Submission,
  rules: RequestRules,
): readonly FieldError[] {
  const product = rules.products.get(submission.product);
  if (product === undefined) return [];
  const parts = readableParts(requestOfSubmission(submission));
  const today = civilDateIn(product.timeZone, rules.today());
  return [
    ...acceptanceFaults(parts, product, { today, followsTerm: false, isRestOfTerm: false }),
    ...premiumFaults(parts, product, rules).filter(({ code }) => OF_ANOTHER_PRICE.has(code)),
  ];
}

/** A premium where the product works it out, and nothing to work it out from. */
const OF_ANOTHER_PRICE: ReadonlySet<FieldError['code']> = new Set(['notUsed', 'missing']);

function allFaults(
  body: unknown,
  rules: RequestRules,
  { followsTerm = false, isRestOfTerm = false, standing = [] }: Origin,
): readonly FieldError[] {
  const product = productOf(body, rules.products);
  const term = withTermDays(body, product);
  const parsed = submissionRequestSchema.safeParse(term.body);
  const parts = readableParts(term.body);
  const today = civilDateIn(product?.timeZone ?? 'UTC', rules.today());
  const isNew = ({ field, code }: FieldError) =>
    !standing.some((one) => one.field === field && one.code === code);
  return [
    ...(parsed.success ? [] : fieldErrors(parsed.error)),
    ...term.faults,
    ...nameFaults(parts, today),
    ...(product
      ? [
          ...placeFaults(body, product),
          ...productFaults(parts, product),
          ...premiumFaults(parts, product, rules).filter(isNew),
          ...sumFaults(parts, product),
          ...acceptanceFaults(parts, product, { today, followsTerm, isRestOfTerm }).filter(isNew),
        ]
      : []),
    ...unknownProduct(body, product, rules),
  ];
}

function unknownProduct(
  body: unknown,
  product: Product | undefined,
  { products }: RequestRules,
): readonly FieldError[] {
  if (!isText(body, 'product') || product !== undefined) return [];
  return [
    {
      field: 'product',
      code: 'unknown',
      reason: 'is not a product of this installation',
      remedy: `Use one of ${[...products.keys()].join(', ')}.`,
    },
  ];
}

function productOf(body: unknown, products: ReadonlyMap<string, Product>): Product | undefined {
  const key = partOf(body, 'product');
  return typeof key === 'string' ? products.get(key.trim()) : undefined;
}

function isText(body: unknown, key: string): boolean {
  const value = partOf(body, key);
  return typeof value === 'string' && value.trim() !== '';
}
