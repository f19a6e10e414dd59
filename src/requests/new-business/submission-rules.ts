import type { CivilDate } from '../../domain/calendar/civil-date.js';
import { addMonths, isCivilDate } from '../../domain/calendar/civil-date.js';
import type { ChargeCode } from '../../domain/product/installation.js';
import type { Producer } from '../../domain/producer/producer.js';
import type { Product } from '../../domain/product/product.js';
import type { Risk } from '../../domain/new-business/submission.js';
import type { RatePlan } from '../../domain/rating/rate-plan.js';
import { planOf, type RatingFiles } from '../../domain/rating/rated-product.js';
import { riskFindings, taxFindings } from '../../domain/rating/rated-charges.js';
import { missing, notUsed } from '../../domain/transaction/finding.js';
import type { FieldError } from '../field-errors.js';
import type { RequestRules } from '../request-check.js';
import type { BillingRequest } from '../billing-schema.js';
import type { ChargeRequest } from './submission-schema.js';
import type { BusinessType } from '../../domain/insured/insured.js';

/** Those parts of a request that are right by themselves; the rules look at what is there, so that all faults show at once. */
export interface ReadableParts {
  /** Whether a field was sent, right or wrong. @param path such as `insured.fein` */
  readonly isSent: (path: string) => boolean;
  readonly effectiveDate?: CivilDate | undefined;
  readonly expirationDate?: CivilDate | undefined;
  readonly submissionDate?: CivilDate | undefined;
  readonly state?: string | undefined;
  readonly producer?: Producer | undefined;
  readonly paymentPlan?: number | undefined;
  readonly names: {
    readonly businessType?: BusinessType | undefined;
    readonly corporationName?: string | undefined;
    readonly firstName?: string | undefined;
    readonly middleName?: string | undefined;
    readonly lastName?: string | undefined;
    readonly dateOfBirth?: CivilDate | undefined;
  };
  /** Fields of the insured that were sent, right or wrong: a misspelt last name is not a missing one. */
  readonly namesSent: ReadonlySet<string>;
  /** Readable entries with their place in the list; null when no list was sent. */
  readonly premium: readonly { readonly index: number; readonly entry: ChargeRequest }[] | null;
  /** True when an entry could not be read: then sums mean nothing. */
  readonly premiumHasFaults: boolean;
  readonly workbookSent: boolean;
  readonly risk?: Risk | undefined;
  readonly addOns: readonly string[];
  readonly billingSent: boolean;
  readonly billing: Partial<Pick<BillingRequest, 'addedFees' | 'upFrontPayments'>>;
}

/** Whether the name fits the legal form, and the birthday has been. */
export function nameFaults(parts: ReadableParts, today: CivilDate): FieldError[] {
  const { businessType, dateOfBirth } = parts.names;
  const sent = parts.namesSent;
  const faults: FieldError[] = [];
  if (businessType !== undefined) {
    const [hasCorporation, hasLast] = [sent.has('corporationName'), sent.has('lastName')];
    const person = businessType === 'individual' || (businessType === 'other' && hasLast);
    if (person && !hasLast)
      faults.push(missing('insured.lastName', 'An individual has a last name.'));
    if (!person && !hasCorporation) {
      faults.push(
        missing(
          'insured.corporationName',
          'Give the name of the organisation, or the business type individual.',
        ),
      );
    }
    const unfit = person ? ['corporationName'] : ['firstName', 'middleName', 'lastName'];
    for (const field of unfit.filter((name) => sent.has(name))) {
      faults.push({
        field: `insured.${field}`,
        code: 'contradicts',
        reason: person ? 'does not go with a last name' : 'does not go with an organisation',
        remedy: person
          ? 'Leave it out; a trading name goes into dba.'
          : 'Leave it out, or use the business type individual.',
      });
    }
  }
  if (dateOfBirth !== undefined && dateOfBirth > today) {
    faults.push({
      field: 'insured.dateOfBirth',
      code: 'outOfRange',
      reason: 'has not come yet',
      remedy: 'Correct the year.',
    });
  }
  return faults;
}

/** Whether the product sells this, for this term, in this state and by this plan. */
export function productFaults(parts: ReadableParts, product: Product): FieldError[] {
  const faults: FieldError[] = [];
  const { effectiveDate, expirationDate, state, paymentPlan } = parts;
  if (
    effectiveDate !== undefined &&
    expirationDate !== undefined &&
    expirationDate <= effectiveDate
  ) {
    faults.push({
      field: 'expirationDate',
      code: 'contradicts',
      reason: 'is not after the effective date',
      remedy: 'Give a later day, or leave it out for the usual term.',
    });
  }
  faults.push(...tooLateFaults(parts, product));
  if (state !== undefined && !product.states.includes(state))
    faults.push(notSoldIn('state', product));
  if (paymentPlan !== undefined && !product.paymentPlans.includes(paymentPlan)) {
    faults.push({
      field: 'paymentPlan',
      code: 'unknown',
      reason: 'is not a plan of this product',
      remedy: `Use one of ${product.paymentPlans.join(', ')}, or leave it out.`,
    });
  }
  if (parts.billingSent && product.billing === null)
    faults.push(notUsed('billing', 'Leave it out. The policy system alone bills this product.'));
  return faults;
}

/** Whether the usual term, where no other is given, ends on a day that can be written. */
export function tooLateFaults(
  { effectiveDate, expirationDate }: Pick<ReadableParts, 'effectiveDate' | 'expirationDate'>,
  { termMonths }: Product,
): FieldError[] {
  if (effectiveDate === undefined || expirationDate !== undefined) return [];
  if (isCivilDate(addMonths(effectiveDate, termMonths))) return [];
  return [
    {
      field: 'effectiveDate',
      code: 'outOfRange',
      reason: 'is too late',
      remedy: 'The term must end before the year 10000.',
    },
  ];
}

/** Whether the price is given as the product wants it. */
export function premiumFaults(
  parts: ReadableParts,
  product: Product,
  { charges: chargeCodes, rating }: Pick<RequestRules, 'charges' | 'rating'>,
): readonly FieldError[] {
  const plan = planOf(product, rating);
  if (plan !== null)
    return [...riskFaults(parts, plan), ...taxFaults(parts, { product, taxRows: rating.taxRows })];
  return [
    ...(parts.isSent('risk')
      ? [notUsed('risk', 'Leave it out. This product has no rate plan.')]
      : []),
    ...(parts.isSent('addOns')
      ? [notUsed('addOns', 'Leave it out. This product has no rate plan.')]
      : []),
    ...givenPremiumFaults(parts, product, chargeCodes),
  ];
}

/**
 * Of a risk and a premium that are both given, the one for which the product has no use. Together with a risk a premium is
 * taken for what the rate plan has come to: nobody else may say it.
 */
export function pricedTwiceFaults(
  parts: ReadableParts,
  product: Product,
  rules: Pick<RequestRules, 'charges' | 'rating'>,
): readonly FieldError[] {
  if (parts.premium === null || !parts.isSent('risk')) return [];
  return premiumFaults(parts, product, rules).filter(
    ({ field, code }) => code === 'notUsed' && (field === 'premium' || field === 'risk'),
  );
}

/** Whether it is known what the state takes of a term that begins then. */
function taxFaults(
  { state, effectiveDate }: ReadableParts,
  rules: { readonly product: Product; readonly taxRows: RatingFiles['taxRows'] },
): readonly FieldError[] {
  if (state === undefined || effectiveDate === undefined) return [];
  if (!rules.product.states.includes(state)) return [];
  return taxFindings(state, effectiveDate, rules);
}

/** A rate plan comes to the premium by itself. */
function riskFaults(parts: ReadableParts, plan: RatePlan): readonly FieldError[] {
  const { risk, addOns } = parts;
  return [
    ...(parts.premium === null
      ? []
      : [notUsed('premium', 'Leave it out. The rate plan of the product comes to the premium.')]),
    ...(parts.workbookSent
      ? [notUsed('workbook', 'Leave it out. The rate plan of the product comes to the premium.')]
      : []),
    ...(parts.isSent('risk') ? [] : [missing('risk', 'Give what the rate plan asks for.')]),
    ...(risk ? riskFindings(plan, { risk, addOns }) : []),
  ];
}

function givenPremiumFaults(
  parts: ReadableParts,
  product: Product,
  chargeCodes: readonly ChargeCode[],
): FieldError[] {
  if (product.rating.method === 'excelRater') {
    return [
      ...(parts.workbookSent
        ? []
        : [missing('workbook', 'This product is priced from a workbook.')]),
      ...(parts.premium === null
        ? []
        : [
            notUsed(
              'premium',
              'Leave it out. The policy system works the premium out from the workbook.',
            ),
          ]),
    ];
  }
  const faults = parts.workbookSent
    ? [
        notUsed(
          'workbook',
          'Leave it out. This product takes the premium that the source system gives.',
        ),
      ]
    : [];
  if (parts.premium === null) {
    return [...faults, missing('premium', 'Give at least one charge with its amount.')];
  }
  for (const { index, entry } of parts.premium) {
    faults.push(...chargeFaults(`premium[${index}]`, entry, product, chargeCodes));
  }
  faults.push(...repeatedCharges(parts.premium, product, chargeCodes));
  return faults;
}

/**
 * Entries that the policy system could not tell from an earlier one: on the quote a charge is its line and its charge
 * code, and nothing else.
 */
function repeatedCharges(
  premium: NonNullable<ReadableParts['premium']>,
  product: Product,
  chargeCodes: readonly ChargeCode[],
): FieldError[] {
  const entries = new Set<string>();
  const booked = new Set<string>();
  return premium.flatMap(({ index, entry: { line, charge, state } }): FieldError[] => {
    const ofLine = line ?? product.lines[0].key;
    const entry = JSON.stringify([ofLine, charge, state]);
    const known = chargeCodes.find((code) => code.charge === charge && code.state === state);
    const booking = known && JSON.stringify([ofLine, known.code]);
    const repeatsEntry = entries.has(entry);
    const sharesCode = booking !== undefined && booked.has(booking);
    entries.add(entry);
    if (booking !== undefined) booked.add(booking);
    if (repeatsEntry) {
      return [
        {
          field: `premium[${index}]`,
          code: 'repeated',
          reason: 'repeats the line, charge and state of an earlier entry',
          remedy: 'Add the two amounts up in one entry.',
        },
      ];
    }
    if (!sharesCode) return [];
    return [
      {
        field: `premium[${index}].charge`,
        code: 'repeated',
        reason:
          'has the charge code of an earlier entry of its line; the two could not be told apart',
        remedy:
          'Add the two amounts up in one entry, or have the charge given a code of its own in the installation.',
      },
    ];
  });
}

function chargeFaults(
  field: string,
  entry: ChargeRequest,
  product: Product,
  chargeCodes: readonly ChargeCode[],
): FieldError[] {
  const faults: FieldError[] = [];
  const lines = product.lines.map((line) => line.key);
  if (entry.line !== undefined && !lines.includes(entry.line)) {
    faults.push({
      field: `${field}.line`,
      code: 'unknown',
      reason: 'is not a line of this product',
      remedy: `Use one of ${lines.join(', ')}.`,
    });
  }
  const stateIsSold = product.states.includes(entry.state);
  if (!stateIsSold) faults.push(notSoldIn(`${field}.state`, product));
  const charges = product.rating.method === 'passThrough' ? product.rating.charges : [];
  const isBooked = chargeCodes.some(
    (code) => code.charge === entry.charge && code.state === entry.state,
  );
  if (!charges.includes(entry.charge)) {
    faults.push({
      field: `${field}.charge`,
      code: 'unknown',
      reason: 'unknown charge code: the product has no such charge',
      remedy: `Use one of ${charges.join(', ')}.`,
    });
  } else if (stateIsSold && !isBooked) {
    faults.push({
      field: `${field}.charge`,
      code: 'unknown',
      reason: 'unknown charge code: this installation cannot book the charge in that state',
      remedy: 'Leave the entry out, or have the charge code added to the installation.',
    });
  }
  return faults;
}

function notSoldIn(field: string, product: Product): FieldError {
  return {
    field,
    code: 'notSold',
    reason: 'is a state in which this product is not sold',
    remedy: `Use one of ${product.states.join(', ')}.`,
  };
}
