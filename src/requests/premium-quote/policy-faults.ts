import type { Span } from '../../domain/premium-quote/calculation-periods.js';
import type { Product } from '../../domain/product/product.js';
import type { RatePlan } from '../../domain/rating/rate-plan.js';
import type { FieldError } from '../field-errors.js';
import { isCountry } from './country-codes.js';
import type { ReadableParts } from './readable-parts.js';

/** Years that a contract may have: more would only make an answer long. */
const LONGEST_YEARS = 10;

/** Whole terms have to end in years of four digits. */
export const TOO_LATE = '9900-01-01';

/** What is wrong with a policy as such, beside its form and its risks. */
export function policyFaults(
  { parts, enrolments }: ReadableParts,
  product: Product | null,
  plan: RatePlan | null,
): readonly FieldError[] {
  const { policyContractPeriod: contract, groupAccount } = parts;
  return [
    ...(parts.product === undefined ? [] : productFaults(product, plan)),
    ...(parts.state === undefined || !product || product.states.includes(parts.state)
      ? []
      : [
          {
            field: 'state',
            code: 'notSold' as const,
            reason: 'is a state in which this product is not sold',
            remedy: `Use one of ${product.states.join(', ')}.`,
          },
        ]),
    ...(groupAccount && plan?.groupAccounts.every(({ code }) => code !== groupAccount.code)
      ? [UNKNOWN_GROUP_ACCOUNT]
      : []),
    ...(contract ? contractFaults(contract) : []),
    ...enrolments.flatMap(({ index, enrolment: { person, object, policyEnrollmentProducts } }) => {
      const path = `policyEnrollments[${index}]`;
      const country = (person ?? object)?.countryCode;
      return [
        ...(country === undefined || isCountry(country)
          ? []
          : [unknownCountry(`${path}.${person ? 'person' : 'object'}.countryCode`)]),
        ...policyEnrollmentProducts.flatMap(({ startDate, endDate }, at) =>
          startDate !== undefined && endDate !== undefined
            ? orderFaults(`${path}.policyEnrollmentProducts[${at}]`, { startDate, endDate })
            : [],
        ),
      ];
    }),
  ];
}

function productFaults(product: Product | null, plan: RatePlan | null): readonly FieldError[] {
  if (product === null)
    return [
      {
        field: 'product',
        code: 'unknown',
        reason: 'is not a product',
        remedy: 'Use the key of a product that is sold.',
      },
    ];
  if (plan !== null) return [];
  return [
    {
      field: 'product',
      code: 'notUsed',
      reason: 'is not rated by a rate plan',
      remedy:
        'Use a product that is; the premium of this one comes from the source system or a workbook.',
    },
  ];
}

/** What is wrong with a contract period. */
export function contractFaults(contract: Span): readonly FieldError[] {
  const { startDate, endDate } = contract;
  const field = 'policyContractPeriod.endDate';
  const years = Number(endDate.slice(0, 4)) - Number(startDate.slice(0, 4));
  if (endDate >= TOO_LATE)
    return [
      {
        field,
        code: 'outOfRange',
        reason: 'is too late',
        remedy: `Give a day before ${TOO_LATE}.`,
      },
    ];
  if (years > LONGEST_YEARS)
    return [
      {
        field,
        code: 'outOfRange',
        reason: 'is too far from startDate',
        remedy: `Give ${LONGEST_YEARS} years at most.`,
      },
    ];
  return orderFaults('policyContractPeriod', contract);
}

function orderFaults(path: string, { startDate, endDate }: Span): readonly FieldError[] {
  if (startDate < endDate) return [];
  return [
    {
      field: `${path}.endDate`,
      code: 'contradicts',
      reason: 'is not after startDate',
      remedy: 'Give the first day that is not in it any more.',
    },
  ];
}

const UNKNOWN_GROUP_ACCOUNT: FieldError = {
  field: 'groupAccount.code',
  code: 'unknown',
  reason: 'is not a group account of the rate plan',
  remedy: 'Correct it, or leave it out for a policy of no group.',
  messageCode: 'POL-IP-POLI-003',
};

function unknownCountry(field: string): FieldError {
  return {
    field,
    code: 'unknown',
    reason: 'is not the code of a country',
    remedy: 'Use the two letters of ISO 3166-1, such as US.',
    messageCode: 'REL-IP-RELA-009',
  };
}
