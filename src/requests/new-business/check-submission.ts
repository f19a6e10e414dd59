import type { z } from 'zod';
import type { CivilDate } from '../../domain/calendar/civil-date.js';
import { addMonths } from '../../domain/calendar/civil-date.js';
import { parseCents } from '../../domain/money/cents.js';
import type { Product } from '../../domain/product/product.js';
import type { Submission } from '../../domain/new-business/submission.js';
import type { QuoteMilestone } from '../../domain/quote/quote.js';
import { civilDateIn } from '../../domain/calendar/time-zone.js';
import { type FieldError, fieldErrors } from '../field-errors.js';
import type { Faulty, RequestRules } from '../request-check.js';
import { type BillingRequest, billingSchema } from '../billing-schema.js';
import {
  chargeSchema,
  insuredSchema,
  type SubmissionRequest,
  submissionRequestSchema,
} from './submission-schema.js';
import {
  nameFaults,
  premiumFaults,
  productFaults,
  type ReadableParts,
} from './submission-rules.js';
import { sumFaults } from './sum-rules.js';
import type { Insured } from '../../domain/insured/insured.js';
import type { BillingChoices } from '../../domain/billing/choices.js';

export interface CheckedSubmission {
  /** As it was posted, cleaned up and with nothing filled in that depends on the day or on the product's file. */
  readonly request: SubmissionRequest;
  readonly submission: Submission;
  readonly product: Product;
  /** How far to go; undefined for to the end. */
  readonly advanceTo: QuoteMilestone | undefined;
}

/** Checks a posted request against its schema and its product. */
export function checkSubmission(body: unknown, rules: RequestRules): CheckedSubmission | Faulty {
  const parsed = submissionRequestSchema.safeParse(body);
  const product = productOf(body, rules.products);
  const errors = [
    ...(parsed.success ? [] : fieldErrors(parsed.error)),
    ...ruleFaults(readableParts(body), product, rules),
  ];
  if (isText(body, 'product') && product === undefined) {
    errors.push({
      field: 'product',
      reason: 'is not a product of this installation',
      remedy: `Use one of ${[...rules.products.keys()].join(', ')}.`,
    });
  }
  if (!parsed.success || product === undefined || errors.length > 0) return { errors };
  const today = civilDateIn(product.timeZone, rules.today());
  const { advanceTo, ...request } = parsed.data;
  return { request, submission: toSubmission(request, product, today), product, advanceTo };
}

function ruleFaults(
  parts: ReadableParts,
  product: Product | undefined,
  rules: RequestRules,
): FieldError[] {
  const today = civilDateIn(product?.timeZone ?? 'UTC', rules.today());
  return [
    ...nameFaults(parts, today),
    ...(product ? productFaults(parts, product) : []),
    ...(product ? premiumFaults(parts, product, rules.charges) : []),
    ...(product ? sumFaults(parts, product) : []),
  ];
}

function toSubmission(request: SubmissionRequest, product: Product, today: CivilDate): Submission {
  const { externalSystem, externalId, insured, premium, workbook } = request;
  return {
    reference: { system: externalSystem, id: externalId },
    product: product.key,
    effectiveDate: request.effectiveDate,
    expirationDate: request.expirationDate ?? addMonths(request.effectiveDate, product.termMonths),
    submissionDate: request.submissionDate ?? today,
    state: request.state,
    insured: {
      ...withoutUndefined(insured),
      nameOnPolicy: insured.nameOnPolicy ?? plainName(insured),
      location: withoutUndefined(insured.location),
    },
    producer: request.producer,
    ...(request.underwriterGuid === undefined ? {} : { underwriterGuid: request.underwriterGuid }),
    premium: (premium ?? []).map((entry) => ({
      line: entry.line ?? product.lines[0].key,
      charge: entry.charge,
      state: entry.state,
      amountCents: parseCents(entry.amount) ?? 0,
    })),
    ...(workbook === undefined ? {} : { workbook }),
    paymentPlan: request.paymentPlan ?? product.paymentPlans[0],
    ...(request.billing === undefined ? {} : { billing: toBillingChoices(request.billing) }),
  };
}

function toBillingChoices({
  upFrontPayments,
  addedFees,
  ...codes
}: BillingRequest): BillingChoices {
  return {
    ...withoutUndefined(codes),
    ...(addedFees === undefined ? {} : { addedFeesCents: parseCents(addedFees) ?? 0 }),
    ...(upFrontPayments === undefined
      ? {}
      : {
          upFrontPayments: upFrontPayments.map(({ amount, ...payment }) => ({
            ...payment,
            amountCents: parseCents(amount) ?? 0,
          })),
        }),
  };
}

/** The name that a policy carries when nobody says otherwise. */
function plainName(insured: SubmissionRequest['insured'] | Insured): string {
  if (insured.corporationName !== undefined) return insured.corporationName;
  return [insured.firstName, insured.lastName].filter((name) => name !== undefined).join(' ');
}

type Defined<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

function withoutUndefined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(
    Object.entries(value).filter(([, part]) => part !== undefined),
  ) as Defined<T>;
}

function readableParts(body: unknown): ReadableParts {
  const fields = validParts(submissionRequestSchema.shape, body);
  const insured = partOf(body, 'insured');
  const premium = partOf(body, 'premium');
  const entries = Array.isArray(premium) ? premium.slice(0, 100) : [];
  const readable = entries.flatMap((raw: unknown, index) => {
    const entry = chargeSchema.safeParse(raw);
    return entry.success ? [{ index, entry: entry.data }] : [];
  });
  return {
    effectiveDate: fields.effectiveDate,
    expirationDate: fields.expirationDate,
    state: fields.state,
    paymentPlan: fields.paymentPlan,
    names: validParts(insuredSchema.shape, insured),
    namesSent: new Set(isObject(insured) ? Object.keys(insured) : []),
    premium: premium === undefined ? null : readable,
    premiumHasFaults: !Array.isArray(premium) || readable.length < premium.length,
    workbookSent: partOf(body, 'workbook') !== undefined,
    billingSent: partOf(body, 'billing') !== undefined,
    billing: validParts(billingSchema.shape, partOf(body, 'billing')),
  };
}

type ValidParts<Shape extends z.ZodRawShape> = {
  [Key in keyof Shape]?: z.infer<Shape[Key]> | undefined;
};

/** The fields that are right by themselves, whatever is wrong with the others. */
function validParts<Shape extends z.ZodRawShape>(shape: Shape, raw: unknown): ValidParts<Shape> {
  const entries = Object.entries(shape).flatMap(([key, schema]) => {
    const parsed = (schema as z.ZodType).safeParse(partOf(raw, key));
    return parsed.success && parsed.data !== undefined ? [[key, parsed.data] as const] : [];
  });
  return Object.fromEntries(entries) as ValidParts<Shape>;
}

function productOf(body: unknown, products: ReadonlyMap<string, Product>): Product | undefined {
  const key = partOf(body, 'product');
  return typeof key === 'string' ? products.get(key.trim()) : undefined;
}

function isText(body: unknown, key: string): boolean {
  const value = partOf(body, key);
  return typeof value === 'string' && value.trim() !== '';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function partOf(body: unknown, key: string): unknown {
  return isObject(body) && Object.hasOwn(body, key) ? body[key] : undefined;
}
