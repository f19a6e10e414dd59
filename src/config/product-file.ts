import { z } from 'zod';
import { REFUSALS } from '../domain/machine/refusals.js';
import { ADDED_FEES } from '../domain/money/charges.js';
import type { ProductMidTerm } from '../domain/product/mid-term.js';
import type { Product, ProductBilling, ProductLine } from '../domain/product/product.js';
import { duration } from './env.js';
import { readJsonFile, type ReadFile } from './json-file.js';
import { productBilling } from './product-billing.js';
import { productMidTerm } from './product-mid-term.js';
import { productQuote } from './product-quote.js';
import { productRenewal } from './product-renewal.js';
import { productUnderwriting } from './product-underwriting.js';
import { quoteContradictions } from './quote-contradictions.js';
import { isTimeZone } from './time-zone-name.js';

const key = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by dashes');

const line = z.strictObject({
  key,
  lineGuid: z.guid(),
  companyLocationGuid: z.guid(),
  classes: z.array(z.string().min(1)).default([]),
});
const paymentPlan = z.int().min(-1, 'must be -1 (single pay) or the id of a plan');

const schema = z
  .strictObject({
    key,
    name: z.string().min(1),
    lines: z.tuple([line], line),
    states: z
      .array(z.string().regex(/^[A-Z]{2}$/, 'must be a state of two capital letters'))
      .min(1),
    admitted: z.boolean().default(true),
    termMonths: z.int().min(1).max(60),
    timeZone: z.string().refine(isTimeZone, 'must be a time zone such as America/Chicago'),
    termTime: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 00:01')
      .default('00:01'),
    office: z.string().min(1),
    rating: z.discriminatedUnion('method', [
      z.strictObject({ method: z.literal('passThrough'), charges: z.array(z.string()).min(1) }),
      z.strictObject({
        method: z.literal('excelRater'),
        raterId: z.int().min(1),
        applyFees: z.boolean(),
      }),
      z.strictObject({ method: z.literal('ratePlan'), plan: key }),
    ]),
    billingType: z.enum(['agencyBill', 'directBillCompany', 'directBillMga']),
    paymentPlans: z.tuple([paymentPlan], paymentPlan),
    billing: productBilling.nullable().default(null),
    quote: productQuote.prefault({}),
    underwriting: productUnderwriting.nullable().default(null),
    midTerm: productMidTerm.prefault({}),
    renewal: productRenewal.nullable().default(null),
    documents: z.strictObject({ binder: z.boolean(), policy: z.boolean() }),
    waitOutOutage: duration,
  })
  .superRefine((product, context) => {
    const { rating } = product;
    // The charges of a rate plan are in another file.
    const named = rating.method === 'ratePlan' ? [] : chargesNamed(product.billing);
    for (const [path, charge] of named) {
      if (rating.method === 'passThrough' && rating.charges.includes(charge)) continue;
      if (path[0] !== 'oneTimeCharges' && charge === ADDED_FEES) continue;
      const message = 'is no charge of rating.charges';
      context.addIssue({ code: 'custom', path: ['billing', ...path], message });
    }
    if (product.billing === null && product.renewal && product.renewal.flow !== 'bindAndCancel') {
      const message = `${product.renewal.flow} waits for money, and the product has no billing`;
      context.addIssue({ code: 'custom', path: ['renewal', 'flow'], message });
    }
    if (product.rating.method === 'excelRater' && product.renewal?.premium === 'expiring') {
      const message = 'must be given: a product rated from a workbook is rated anew for each term';
      context.addIssue({ code: 'custom', path: ['renewal', 'premium'], message });
    }
    const needsYear = yearlyRule(product.midTerm);
    if (needsYear !== null && product.termMonths !== 12) {
      const message = `${REFUSALS.notOneYearTerm}, and termMonths is ${product.termMonths}`;
      context.addIssue({ code: 'custom', path: ['midTerm', needsYear], message });
    }
    for (const { path, message } of quoteContradictions(product)) {
      context.addIssue({ code: 'custom', path, message });
    }
    const lists = {
      lines: product.lines.map((one) => one.key),
      states: product.states,
      paymentPlans: product.paymentPlans,
      'rating.charges': product.rating.method === 'passThrough' ? product.rating.charges : [],
    };
    for (const [name, values] of Object.entries(lists)) {
      const twice = values.find((value, index) => values.indexOf(value as never) !== index);
      if (twice !== undefined) {
        const message = `${String(twice)} is named twice`;
        context.addIssue({ code: 'custom', path: name.split('.'), message });
      }
    }
  })
  .transform(({ waitOutOutage, lines, admitted, ...rest }): Product => {
    const [first, ...others] = lines;
    return {
      ...rest,
      lines: [lineOf(first), ...others.map(lineOf)],
      notice: {
        isAdmitted: admitted,
        lines: lines.map(({ key: of, classes }) => ({ line: of, classes })),
      },
      outagePatienceMs: waitOutOutage,
    };
  });

function lineOf({ key: of, lineGuid, companyLocationGuid }: z.output<typeof line>): ProductLine {
  return { key: of, lineGuid, companyLocationGuid };
}

/** What of a product is for terms of a year only. */
function yearlyRule({ refund, cancellation }: ProductMidTerm): string | null {
  if (refund.dayCount === 'fixed365') return 'dayCount';
  return cancellation.methodForInsured === 'shortRateTable' ? 'insuredCancels' : null;
}

/** Every charge that the billing of a product says something about, and where. */
export function chargesNamed(
  billing: ProductBilling | null,
): [path: (string | number)[], charge: string][] {
  if (billing === null) return [];
  const { oneTimeCharges, refundable, taxableFees } = billing;
  return [
    ...Object.keys(oneTimeCharges).map((name) => [['oneTimeCharges', name], name]),
    ...Object.keys(refundable).map((name) => [['refundable', name], name]),
    ...taxableFees.map((name, index) => [['taxableFees', index], name]),
  ] as [(string | number)[], string][];
}

/** Reads a product file and checks it by itself. */
export function readProductFile(path: string): ReadFile<Product> {
  return readJsonFile(path, schema);
}
