import { z } from 'zod';
import { BUSINESS_TYPES } from '../domain/insured/insured.js';
import { parseCents } from '../domain/money/cents.js';
import { type QuoteRules, REQUIRABLE_FIELDS } from '../domain/product/quote.js';

const MOST_DAYS = 3650;

/** A number of days that a rule of a quote counts. */
export const ruleDays = (least = 0) =>
  z.int().min(least, `must be at least ${least}`).max(MOST_DAYS, `must be at most ${MOST_DAYS}`);

/** An amount that a rule of a quote compares with, in cents. */
export const ruleAmount = z
  .string('must be an amount written as text, such as "100.00"')
  .regex(/^\d{1,11}(\.\d{1,2})?$/, 'must be an amount of zero or more such as "100.00"')
  .transform((text) => parseCents(text) ?? 0);

/** Some of a list, each once; null for all of it. */
export const someOf = <Item extends z.ZodType<string>>(item: Item) =>
  z
    .array(item)
    .min(1, 'must name one, or be left out')
    .refine((list) => new Set(list).size === list.length, 'must name each once')
    .nullable()
    .default(null);

export const businessTypes = someOf(
  z.enum(BUSINESS_TYPES, { error: `must be one of ${BUSINESS_TYPES.join(', ')}` }),
);

const producer = z.union(
  [
    z.strictObject({ contactGuid: z.guid().toLowerCase() }),
    z.strictObject({ search: z.string().trim().min(1) }),
  ],
  { error: 'must be { "contactGuid": "…" } or { "search": "…" }' },
);

const required = z.strictObject({
  field: z.enum(REQUIRABLE_FIELDS, { error: `must be one of ${REQUIRABLE_FIELDS.join(', ')}` }),
  states: someOf(z.string()),
  lines: someOf(z.string()),
  businessTypes,
});

/** The block `quote` of a product file. Without it everything is accepted that the policy system can carry. */
export const productQuote = z
  .strictObject({
    backdatingDays: ruleDays().nullable().default(null),
    futureDays: ruleDays().nullable().default(null),
    producers: z
      .array(producer)
      .min(1, 'must name one producer, or be null')
      .nullable()
      .default(null),
    businessTypes,
    leastPremium: ruleAmount.nullable().default(null),
    mostPremium: ruleAmount
      .refine((cents) => cents > 0, 'must be above zero')
      .nullable()
      .default(null),
    required: z.array(required).default([]),
    expiresAfterDays: z
      .int()
      .min(1, 'must be at least 1')
      .max(365, 'must be at most 365')
      .default(30),
  })
  .superRefine(({ leastPremium, mostPremium }, context) => {
    if (leastPremium === null || mostPremium === null || leastPremium <= mostPremium) return;
    const message = 'must not be below leastPremium: no premium would do';
    context.addIssue({ code: 'custom', path: ['mostPremium'], message });
  })
  .transform(({ leastPremium, mostPremium, ...rest }): QuoteRules => ({
    ...rest,
    leastPremiumCents: leastPremium,
    mostPremiumCents: mostPremium,
  }));
