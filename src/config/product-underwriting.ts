import { z } from 'zod';
import { UNDERWRITING_FLAGS } from '../domain/quote/underwriting.js';
import type { UnderwritingConditions, UnderwritingRules } from '../domain/product/underwriting.js';
import { businessTypes, ruleAmount, ruleDays, someOf } from './product-quote.js';

const conditions = z
  .strictObject({
    states: someOf(z.string()),
    lines: someOf(z.string()),
    businessTypes,
    charges: someOf(z.string()),
    totalAtLeast: ruleAmount.nullable().default(null),
    totalBelow: ruleAmount.nullable().default(null),
    backdatedOverDays: ruleDays().nullable().default(null),
    aheadOverDays: ruleDays().nullable().default(null),
    termDaysOver: ruleDays().nullable().default(null),
  })
  .superRefine(({ totalAtLeast, totalBelow, backdatedOverDays, aheadOverDays }, context) => {
    const impossible = (path: string, message: string) => {
      context.addIssue({ code: 'custom', path: [path], message });
    };
    if (totalBelow === 0) impossible('totalBelow', 'must be above zero: no total would do');
    else if (totalAtLeast !== null && totalBelow !== null && totalBelow <= totalAtLeast) {
      impossible('totalBelow', 'must be above totalAtLeast: no total would do');
    }
    if (backdatedOverDays !== null && aheadOverDays !== null) {
      impossible(
        'aheadOverDays',
        'excludes backdatedOverDays: no term begins both before and after the submission date',
      );
    }
  })
  .transform(({ totalAtLeast, totalBelow, ...rest }): UnderwritingConditions => ({
    ...rest,
    totalAtLeastCents: totalAtLeast,
    totalBelowCents: totalBelow,
  }));

const rule = z.strictObject({
  key: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by dashes')
    .max(64, 'must have at most 64 characters'),
  flag: z.enum(UNDERWRITING_FLAGS, { error: `must be one of ${UNDERWRITING_FLAGS.join(', ')}` }),
  text: z
    .string()
    .trim()
    .min(1, 'must say why the flag is raised')
    .max(300, 'must have at most 300 characters'),
  when: conditions,
});

/** The block `underwriting` of a product file. */
export const productUnderwriting = z
  .strictObject({
    decisionDays: z.int().min(1, 'must be at least 1').max(365, 'must be at most 365').default(14),
    remindAfterDays: z
      .int()
      .min(1, 'must be at least 1')
      .max(365, 'must be at most 365')
      .nullable()
      .default(null),
    rules: z.array(rule).min(1, 'must have a rule; without rules leave underwriting out').max(100),
  })
  .superRefine(({ decisionDays, remindAfterDays, rules }, context) => {
    if (remindAfterDays !== null && remindAfterDays >= decisionDays) {
      const message = `must be below decisionDays, ${decisionDays}: a reminder comes before the deadline`;
      context.addIssue({ code: 'custom', path: ['remindAfterDays'], message });
    }
    for (const [at, { key }] of rules.entries()) {
      if (rules.findIndex((other) => other.key === key) === at) continue;
      context.addIssue({
        code: 'custom',
        path: ['rules', at, 'key'],
        message: `${key} is named twice`,
      });
    }
  })
  .transform((read): UnderwritingRules => read);
