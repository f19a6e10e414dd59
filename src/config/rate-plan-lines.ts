import { z } from 'zod';
import type { Computation, LineType, ScheduleLine } from '../domain/rating/rate-plan.js';

const text = z.string().min(1).max(60);
const bound = text.nullable().default(null);
const otherwise = text.nullable().default(null);

const table = z.union(
  [
    text,
    z.strictObject({
      by: text,
      values: z.record(text, text).refine((values) => Object.keys(values).length > 0, 'is empty'),
      otherwise,
    }),
    z.strictObject({
      by: text,
      ranges: z.array(z.strictObject({ from: bound, to: bound, value: text })).min(1),
      otherwise,
    }),
  ],
  'must be a text, or a table of by with values or ranges',
);

const lines = z.array(text).min(1);
const computations = {
  amount: z.strictObject({ value: table }),
  rate: z.strictObject({ value: table, per: text, of: text }),
  factor: z.strictObject({ value: table, lines }),
  percentage: z.strictObject({ value: table, lines }),
  minimum: z.strictObject({ value: table, lines }),
};
const WAYS = Object.keys(computations) as (keyof typeof computations)[];

const condition = z.union(
  [
    z.strictObject({ field: text, is: z.array(text).min(1) }),
    z
      .strictObject({ field: text, from: bound, to: bound })
      .refine(({ from, to }) => from !== null || to !== null, 'must have from or to'),
  ],
  'must be a field with is, or with from and to',
);

/** One line of the schedule of a rate plan. */
export function scheduleLine(code: z.ZodType<string>, type: z.ZodType<LineType>) {
  return z
    .strictObject({
      code,
      name: z.string().min(1).max(100),
      type,
      charge: text.default('premium'),
      line: text.nullable().default(null),
      addOn: text.nullable().default(null),
      when: z.array(condition).default([]),
      ...z.strictObject(computations).partial().shape,
    })
    .transform(({ amount, rate, factor, percentage, minimum, ...rest }, context): ScheduleLine => {
      const given = { amount, rate, factor, percentage, minimum };
      const ways = WAYS.flatMap((by) => (given[by] ? [{ by, ...given[by] } as Computation] : []));
      const [computation, another] = ways;
      if (computation && !another) return { ...rest, computation };
      context.addIssue({ code: 'custom', message: `must have one of ${WAYS.join(', ')}` });
      return z.NEVER;
    });
}
