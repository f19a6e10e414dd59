import type { BillingChoices } from '../../domain/billing/choices.js';
import { addMonths, type CivilDate } from '../../domain/calendar/civil-date.js';
import type { Insured } from '../../domain/insured/insured.js';
import { parseCents } from '../../domain/money/cents.js';
import type { Submission } from '../../domain/new-business/submission.js';
import type { Product } from '../../domain/product/product.js';
import type { BillingRequest } from '../billing-schema.js';
import type { SubmissionRequest } from './submission-schema.js';

/** A submission as the workflow takes it, with everything filled in that the request leaves to the product and the day. */
export function submissionOfRequest(
  request: SubmissionRequest,
  product: Product,
  today: CivilDate,
): Submission {
  const { externalSystem, externalId, insured, premium, workbook } = request;
  return {
    reference: { system: externalSystem, id: externalId },
    product: product.key,
    effectiveDate: request.effectiveDate,
    expirationDate: request.expirationDate ?? addMonths(request.effectiveDate, product.termMonths),
    ...withoutUndefined({
      termDuration: request.termDuration,
      durationBasis: request.durationBasis,
      timeZone: request.timeZone,
      currency: request.currency,
    }),
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
    ...(request.risk === undefined ? {} : { risk: request.risk }),
    ...(request.addOns === undefined ? {} : { addOns: request.addOns }),
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
