import { addDays, addMonths, type CivilDate } from '../calendar/civil-date.js';
import type { BusinessType } from '../insured/insured.js';
import { type Cents, formatCents } from '../money/cents.js';
import type { Producer } from '../producer/producer.js';
import type { QuoteRules, RequirableField, RequiredData } from '../product/quote.js';
import { missing, type Finding } from '../transaction/finding.js';

/** What of a submission can be read. Of a part that is missing or wrong by itself nothing is said here. */
export interface Submitted {
  readonly effectiveDate: CivilDate | undefined;
  readonly expirationDate: CivilDate | undefined;
  readonly submissionDate: CivilDate | undefined;
  readonly state: string | undefined;
  readonly businessType: BusinessType | undefined;
  readonly producer: Producer | undefined;
  /** Keys of the lines that are quoted. */
  readonly lines: readonly string[];
  /** Whether a field was sent, right or wrong. */
  readonly has: (field: RequirableField) => boolean;
}

/** What a product has against quoting a submission, but for its price: insured, producer and data. Everything at once. */
export function acceptanceFindings(rules: QuoteRules, submitted: Submitted): readonly Finding[] {
  return [
    ...kindFindings(rules, submitted.businessType),
    ...producerFindings(rules, submitted),
    ...dataFindings(rules, submitted),
  ];
}

/** Whether the product is sold to an insured of that legal form. */
export function kindFindings(
  { businessTypes }: Pick<QuoteRules, 'businessTypes'>,
  businessType: BusinessType | undefined,
): readonly Finding[] {
  if (businessTypes === null || businessType === undefined) return [];
  if (businessTypes.includes(businessType)) return [];
  return [
    {
      field: 'insured.businessType',
      code: 'notAllowed',
      reason: 'is a legal form to which the product is not sold',
      remedy: `The product is sold to ${businessTypes.join(', ')}.`,
    },
  ];
}

/** Whether the term begins too long before or after the submission came in. */
export function startFindings(
  { backdatingDays, futureDays }: Pick<QuoteRules, 'backdatingDays' | 'futureDays'>,
  { effectiveDate, submissionDate }: Pick<Submitted, 'effectiveDate' | 'submissionDate'>,
): readonly Finding[] {
  if (effectiveDate === undefined || submissionDate === undefined) return [];
  const field = 'effectiveDate';
  const code = 'outOfRange';
  if (backdatingDays !== null) {
    const earliest = addDays(submissionDate, -backdatingDays);
    const reason = `is more than ${inDays(backdatingDays)} before the submission date`;
    const remedy = `Give ${earliest} or a later day.`;
    if (effectiveDate < earliest) return [{ field, code, reason, remedy }];
  }
  if (futureDays !== null) {
    const latest = addDays(submissionDate, futureDays);
    const reason = `is more than ${inDays(futureDays)} after the submission date`;
    const remedy = `Give ${latest} or an earlier day.`;
    if (effectiveDate > latest) return [{ field, code, reason, remedy }];
  }
  return [];
}

/**
 * Whether a term is as long as that for which a rate plan has its amounts: it knows no price of any other.
 *
 * @param termMonths of the plan, and of its product
 */
export function lengthFindings(
  termMonths: number,
  { effectiveDate, expirationDate }: Pick<Submitted, 'effectiveDate' | 'expirationDate'>,
): readonly Finding[] {
  if (effectiveDate === undefined || expirationDate === undefined) return [];
  const rated = addMonths(effectiveDate, termMonths);
  // One that ends before it begins is a finding already.
  if (expirationDate === rated || expirationDate <= effectiveDate) return [];
  return [
    {
      field: 'expirationDate',
      code: 'outOfRange',
      reason: `is not ${termMonths} months after the effective date, as long as the rate plan is for`,
      remedy: `Give ${rated}, or leave it out.`,
    },
  ];
}

/**
 * Whether what the charges come to is within the limits of the product.
 *
 * @param field at fault: where the premium stands, or what it is rated from
 */
export function premiumFindings(
  {
    leastPremiumCents: least,
    mostPremiumCents: most,
  }: Pick<QuoteRules, 'leastPremiumCents' | 'mostPremiumCents'>,
  premiumCents: Cents,
  field: string,
): readonly Finding[] {
  const code = 'outOfRange';
  if (least !== null && premiumCents < least) {
    const reason = 'adds up to less than the product is sold for';
    return [{ field, code, reason, remedy: `It must come to ${formatCents(least)} at least.` }];
  }
  if (most !== null && premiumCents > most) {
    const reason = 'adds up to more than the product is sold for';
    return [{ field, code, reason, remedy: `It must come to ${formatCents(most)} at most.` }];
  }
  return [];
}

function producerFindings({ producers }: QuoteRules, { producer }: Submitted): readonly Finding[] {
  if (producers === null || producer === undefined) return [];
  const isAllowed = producers.some((one) => spelling(one) === spelling(producer));
  if (isAllowed) return [];
  return [
    {
      field: 'contactGuid' in producer ? 'producer.contactGuid' : 'producer.search',
      code: 'notAllowed',
      reason: 'is not a producer who may sell this product',
      remedy: 'Name one of the producers of this product.',
    },
  ];
}

/** A GUID and a search are written in small and capital letters alike. */
function spelling(producer: Producer): string {
  return JSON.stringify(producer).toLowerCase();
}

function dataFindings({ required }: QuoteRules, submitted: Submitted): readonly Finding[] {
  const needed = required.filter((rule) => isNeeded(rule, submitted) && !submitted.has(rule.field));
  return needed
    .filter(({ field }, at) => needed.findIndex((other) => other.field === field) === at)
    .map((rule) => missing(rule.field, `Add it: the product needs it${whereOf(rule)}.`));
}

function isNeeded(rule: RequiredData, { state, lines, businessType }: Submitted): boolean {
  return (
    isNamed(rule.states, state) &&
    isNamed(rule.businessTypes, businessType) &&
    (rule.lines?.some((line) => lines.includes(line)) ?? true)
  );
}

function isNamed<T>(named: readonly T[] | null, one: T | undefined): boolean {
  return named === null || (one !== undefined && named.includes(one));
}

function whereOf({ states, lines, businessTypes }: RequiredData): string {
  return [
    states && ` in ${states.join(', ')}`,
    lines && ` for ${lines.join(', ')}`,
    businessTypes && ` of ${businessTypes.join(', ')}`,
  ]
    .filter((words) => words !== null)
    .join('');
}

function inDays(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}
