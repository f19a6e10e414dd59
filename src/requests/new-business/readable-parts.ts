import type { z } from 'zod';
import { billingSchema } from '../billing-schema.js';
import type { ReadableParts } from './submission-rules.js';
import { chargeSchema, insuredSchema, submissionRequestSchema } from './submission-schema.js';

/** Those parts of a posted request that are right by themselves, and which others were sent. */
export function readableParts(body: unknown): ReadableParts {
  const fields = validParts(submissionRequestSchema.shape, body);
  const insured = partOf(body, 'insured');
  const premium = partOf(body, 'premium');
  const entries = Array.isArray(premium) ? premium.slice(0, 100) : [];
  const readable = entries.flatMap((raw: unknown, index) => {
    const entry = chargeSchema.safeParse(raw);
    return entry.success ? [{ index, entry: entry.data }] : [];
  });
  return {
    isSent: (path) => path.split('.').reduce(partOf, body) !== undefined,
    effectiveDate: fields.effectiveDate,
    expirationDate: fields.expirationDate,
    submissionDate: fields.submissionDate,
    state: fields.state,
    producer: fields.producer,
    paymentPlan: fields.paymentPlan,
    names: validParts(insuredSchema.shape, insured),
    namesSent: new Set(isObject(insured) ? Object.keys(insured) : []),
    premium: premium === undefined ? null : readable,
    premiumHasFaults: !Array.isArray(premium) || readable.length < premium.length,
    workbookSent: partOf(body, 'workbook') !== undefined,
    risk: fields.risk,
    addOns: fields.addOns ?? [],
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

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member of what was posted; undefined where there is none. */
export function partOf(body: unknown, key: string): unknown {
  return isObject(body) && Object.hasOwn(body, key) ? body[key] : undefined;
}
