import { z } from 'zod';

const money = z
  .strictObject({
    value: z.string().meta({ pattern: '^-?\\d+\\.\\d{2}$', example: '16.66' }),
    currency: z.string().meta({ example: 'USD' }),
  })
  .meta({ id: 'QuotedMoney' });

const named = z
  .strictObject({ code: z.string(), displayName: z.string() })
  .meta({ id: 'QuotedName' });
const day = () => z.string().meta({ format: 'date' });

/** A person has no `descr` and `entityDate`, an object has nothing else beside its code. */
const quotedParty = z
  .strictObject({
    code: z.string(),
    descr: z.string().nullable(),
    name: z.string().nullable(),
    firstName: z.string().nullable(),
    dateOfBirth: day().nullable(),
    entityDate: day().nullable(),
  })
  .meta({ id: 'QuotedParty' });

const resultLine = z
  .strictObject({
    sequence: z.int(),
    referencedCalculationResultLine: z.strictObject({ sequence: z.int() }).nullable().meta({
      description: 'The last of the lines that it was computed of; `explanation` has all.',
    }),
    policyEnrollmentProduct: z.strictObject({
      policyEnrollment: z
        .strictObject({ person: quotedParty.optional(), object: quotedParty.optional() })
        .meta({ description: 'A person, or an object.' }),
      enrollmentProduct: named,
    }),
    scheduleDefinition: z.strictObject({
      code: z.string(),
      type: z.enum(['premium', 'adjustment', 'surcharge']),
      surchargeRuleEvaluation: z.enum(['onPremium', 'afterAdjustment']).nullable(),
    }),
    premiumSchedule: z.strictObject({ code: z.string() }).nullable().meta({
      description: 'The rate plan, of a line of premium.',
    }),
    addOn: named.nullable(),
    resultAmount: money.meta({
      id: 'QuotedResultAmount',
      description: 'What the period has of it.',
    }),
    retrievedAmount: money.meta({
      id: 'QuotedRetrievedAmount',
      description: 'What the line comes to for a whole term.',
    }),
    percentage: z.string().nullable().meta({ example: '-7.5%' }),
  })
  .meta({ id: 'CalculationResultLine' });

/** Dynamic fields, of which there are those that were asked for. */
const dynamic = {
  billingCycle: z.enum(['I', 'F']).optional(),
  explanation: z
    .array(
      z.strictObject({
        sequence: z.int(),
        name: z.string(),
        by: z.enum(['amount', 'rate', 'factor', 'percentage', 'minimum']),
        lines: z
          .array(z.int())
          .meta({ description: 'Sequences of the lines that it was computed of.' }),
        of: z.string().nullable().meta({ example: 'sumInsured 750000 per 100' }),
        value: z.string().meta({ example: '0.35' }),
        lookedUpBy: z
          .string()
          .nullable()
          .meta({ description: 'The field that the value depends on.' }),
        exact: z
          .string()
          .meta({ description: 'Of a whole term, before it is rounded.', example: '4375/12' }),
        roundedTo: z.enum(['cent', 'dollar']),
      }),
    )
    .optional(),
  payDate: day().optional(),
  ratePlan: z.string().optional(),
  state: z.string().optional(),
  taxes: z
    .array(z.strictObject({ kind: z.enum(['tax', 'fee']), name: z.string(), amount: money }))
    .optional()
    .meta({ description: 'Of all results together, in the first of them: they are due with it.' }),
  totalWithTaxes: money.optional().meta({ id: 'QuotedTotalWithTaxes' }),
};

const result = z
  .strictObject({
    calculationPeriod: z.strictObject({
      startDate: day(),
      endDate: day().meta({ description: 'The first day after it.' }),
      displayName: z.string(),
    }),
    calculationDate: day(),
    referenceDate: day(),
    policyContractStartDate: day().nullable(),
    groupAccount: named.nullable(),
    totalBasePremium: money,
    totalAdjustment: money,
    totalSurcharge: money,
    totalResult: money,
    calculationResultLineList: z.array(resultLine),
    ...dynamic,
  })
  .meta({ id: 'CalculationResult' });

/** What a premium quote answers, by the names that portals know. */
export const premiumQuoteAnswer = z
  .strictObject({
    calculationResultSetTotalBasePremium: money,
    calculationResultSetTotalAdjustment: money,
    calculationResultSetTotalSurcharge: money,
    calculationResultSetTotalResult: money,
    calculationResultList: z.array(result),
  })
  .meta({ id: 'PremiumQuote' });
export type PremiumQuoteAnswer = z.output<typeof premiumQuoteAnswer>;
export type ResultAnswer = z.output<typeof result>;
export type LineAnswer = z.output<typeof resultLine>;
