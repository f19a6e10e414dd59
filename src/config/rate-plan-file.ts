import { z } from 'zod';
import { isCivilDate } from '../domain/calendar/civil-date.js';
import { planContradictions } from '../domain/rating/plan-contradictions.js';
import { LINE_TYPES, type RatePlan } from '../domain/rating/rate-plan.js';
import { currencyCode } from './currency-code.js';
import { readJsonFile, type ReadFile } from './json-file.js';
import { scheduleLine } from './rate-plan-lines.js';

const key = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by dashes');
const code = z
  .string()
  .regex(
    /^[A-Za-z0-9_-]{1,30}$/,
    'must be a code of 1 to 30 letters, digits, dashes and underscores',
  );
const named = z.strictObject({ code, name: z.string().min(1).max(100) });

const fieldName = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'must be a name such as sumInsured');
const bound = z.string().nullable().default(null);
const measured = {
  name: fieldName,
  required: z.boolean().default(true),
  from: bound,
  to: bound,
};

const riskField = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ ...measured, kind: z.literal('number') }),
    z.strictObject({ ...measured, kind: z.literal('date') }),
    z.strictObject({
      name: fieldName,
      kind: z.literal('choice'),
      required: z.boolean().default(true),
      values: z.array(z.string().min(1).max(60)).min(1),
    }),
    z.strictObject({
      name: fieldName,
      kind: z.literal('text'),
      required: z.boolean().default(true),
    }),
  ],
  { error: 'must be an object whose kind is number, date, choice or text' },
);

const day = z.string().refine(isCivilDate, 'must be a day such as 2027-01-01');

const policyPeriods = z.strictObject({
  months: z.int().min(1).max(12),
  perCollection: z.int().min(1).max(12).default(1),
  forwardDays: z.int().min(0).max(366).default(0),
});

const systemPeriods = z
  .strictObject({
    months: z
      .int()
      .refine((months) => [1, 2, 3, 4, 6, 12].includes(months), 'must divide a year into parts'),
    from: day,
    to: day.nullable().default(null),
  })
  .refine(({ from, to }) => to === null || from < to, {
    path: ['to'],
    message: 'must be after from: the day itself is outside',
  });

const schema = z
  .strictObject({
    key,
    name: z.string().min(1).max(100),
    currency: currencyCode,
    termMonths: z.int().min(1).max(60),
    roundedTo: z.enum(['cent', 'dollar'], { error: 'must be cent or dollar' }).default('cent'),
    risk: z.array(riskField).min(1),
    addOns: z.array(named).default([]),
    groupAccounts: z.array(named).default([]),
    schedule: z.array(scheduleLine(code, z.enum(LINE_TYPES))).min(1),
    calculationPeriods: z
      .strictObject({
        policy: policyPeriods.nullable().default(null),
        system: systemPeriods.nullable().default(null),
      })
      .refine(({ policy, system }) => policy !== null || system !== null, 'must have either'),
  })
  .transform(({ roundedTo, risk, calculationPeriods, ...rest }): RatePlan => ({
    ...rest,
    unit: roundedTo === 'cent' ? 1 : 100,
    risk: risk.map(({ required, ...field }) => ({ ...field, isRequired: required })),
    policyPeriods: calculationPeriods.policy,
    systemPeriods: calculationPeriods.system,
  }))
  .superRefine((plan, context) => {
    for (const { path, message } of planContradictions(plan)) {
      context.addIssue({ code: 'custom', path: [...path], message });
    }
    const { termMonths, policyPeriods: periods, systemPeriods: shared } = plan;
    if (periods && (termMonths / periods.months) % periods.perCollection !== 0) {
      const message = 'must divide the periods of a term';
      const path = ['calculationPeriods', 'policy', 'perCollection'];
      context.addIssue({ code: 'custom', path, message });
    }
    for (const [of, months] of [
      ['policy', periods?.months],
      ['system', shared?.months],
    ] as const) {
      if (months === undefined || termMonths % months === 0) continue;
      const message = `must divide the ${termMonths} months of the term`;
      context.addIssue({ code: 'custom', path: ['calculationPeriods', of, 'months'], message });
    }
  });

/** Reads a rate plan and checks it by itself. */
export function readRatePlanFile(path: string): ReadFile<RatePlan> {
  return readJsonFile(path, schema);
}
