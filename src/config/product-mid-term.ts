import { z } from 'zod';
import { parseCents } from '../domain/money/cents.js';
import { CUSTOMARY_SHORT_RATE } from '../domain/premium/short-rate-table.js';
import type { ProductMidTerm } from '../domain/product/mid-term.js';

const step = z.tuple([z.int().min(1).max(365), z.int().min(0).max(100)]);

const table = z
  .array(step)
  .min(1, 'must have a step')
  .refine(isRising, 'must rise in days and in percent');

const share = z
  .string('must be a percentage written as text, such as "25%"')
  .regex(/^\d{1,3}(\.\d{1,2})?%$/, 'must be a percentage such as "25%"')
  .transform((text) => parseCents(text.slice(0, -1)) ?? 0)
  .refine((basisPoints) => basisPoints <= 10_000, 'must be at most "100%"')
  .transform((basisPoints) => ({ kind: 'share', basisPoints }) as const);

const amount = z
  .string('must be an amount written as text, such as "100.00"')
  .regex(/^\d{1,11}(\.\d{1,2})?$/, 'must be an amount of zero or more such as "100.00"')
  .transform((text) => ({ kind: 'amount', amountCents: parseCents(text) ?? 0 }) as const);

/** The block `midTerm` of a product file. */
export const productMidTerm = z
  .strictObject({
    dayCount: z
      .enum(['actual', 'fixed365'], { error: 'must be actual or fixed365' })
      .default('actual'),
    factorPlaces: z.literal([3, 4], { error: 'must be 3, 4 or null' }).nullable().default(null),
    unit: z.enum(['cent', 'dollar'], { error: 'must be cent or dollar' }).default('cent'),
    insuredCancels: z
      .enum(['proRata', 'shortRate90', 'shortRateTable'], {
        error: 'must be proRata, shortRate90 or shortRateTable',
      })
      .default('proRata'),
    shortRateTable: table.default(
      [...CUSTOMARY_SHORT_RATE].map(([day, percent]) => [day, percent]),
    ),
    minimumEarned: z
      .union([z.strictObject({ share }), z.strictObject({ amount })], {
        error: 'must be { "share": "25%" }, { "amount": "100.00" } or null',
      })
      .nullable()
      .default(null),
    minimumForInsurer: z.boolean().default(false),
    processingDelayDays: z.int().min(0).max(60, 'must be at most 60').default(0),
    lateMoneyDays: z.int().min(0).max(365, 'must be at most 365').default(30),
    lateMoneyReinstates: z
      .strictObject({
        withinDays: z.int().min(0).max(365, 'must be at most 365'),
        automatic: z.boolean().default(false),
      })
      .nullable()
      .default(null),
    outOfSequence: z
      .enum(['refuse', 'allow'], { error: 'must be refuse or allow' })
      .default('refuse'),
    endorsementQuoteDays: z.int().min(1).max(365, 'must be at most 365').default(90),
    reinstatementGap: z.boolean().default(false),
    reinstatementWithinDays: z.int().min(0).max(365, 'must be at most 365').default(0),
    reinstatementFee: amount.nullable().default(null),
  })
  .superRefine(({ lateMoneyDays, lateMoneyReinstates }, context) => {
    if (lateMoneyReinstates === null || lateMoneyReinstates.withinDays <= lateMoneyDays) return;
    const path = ['lateMoneyReinstates', 'withinDays'];
    const message = `must be at most lateMoneyDays, ${lateMoneyDays}: by then a person has decided`;
    context.addIssue({ code: 'custom', path, message });
  })
  .transform((read): ProductMidTerm => {
    const { insuredCancels, minimumEarned, minimumForInsurer, ...others } = read;
    const {
      processingDelayDays,
      lateMoneyDays,
      lateMoneyReinstates,
      outOfSequence,
      endorsementQuoteDays,
      reinstatementGap,
      reinstatementWithinDays,
      reinstatementFee,
      ...refund
    } = others;
    return {
      refund,
      cancellation: {
        methodForInsured: insuredCancels,
        minimum:
          minimumEarned && ('share' in minimumEarned ? minimumEarned.share : minimumEarned.amount),
        hasMinimumForInsurer: minimumForInsurer,
      },
      processingDelayDays,
      lateMoneyDays,
      lateMoney: lateMoneyReinstates,
      endorsement: { mayComeBefore: outOfSequence === 'allow', quoteDays: endorsementQuoteDays },
      reinstatement: {
        isGapAllowed: reinstatementGap,
        withinDays: reinstatementWithinDays,
        feeCents: reinstatementFee?.amountCents ?? 0,
      },
    };
  });

function isRising(steps: readonly (readonly [number, number])[]): boolean {
  return steps.every(([day, percent], at) => {
    const [dayBefore, percentBefore] = steps[at - 1] ?? [0, 0];
    return day > dayBefore && percent >= percentBefore;
  });
}
