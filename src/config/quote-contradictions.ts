import type { QuoteRules } from '../domain/product/quote.js';
import type { Product } from '../domain/product/product.js';
import type { UnderwritingConditions, UnderwritingRules } from '../domain/product/underwriting.js';

/** What of a product its rules for quotes have to agree with. */
interface Sold {
  readonly states: readonly string[];
  readonly lines: readonly { readonly key: string }[];
  readonly rating: Product['rating'];
  readonly quote: QuoteRules;
  readonly underwriting: UnderwritingRules | null;
}

interface Contradiction {
  readonly path: (string | number)[];
  readonly message: string;
}

/** Where what a product accepts, and how it underwrites, contradicts what it sells, or one the other. */
export function quoteContradictions(sold: Sold): readonly Contradiction[] {
  const { quote, underwriting } = sold;
  return [
    ...quote.required.flatMap((one, at) =>
      placesNotSold(one, sold).map(({ path, message }) => ({
        path: ['quote', 'required', at, ...path],
        message,
      })),
    ),
    ...limitsNotSeen(sold),
    ...(underwriting === null ? [] : underwritingContradictions(underwriting, sold)),
  ];
}

/** What a workbook comes to is known once it is on the quote. */
function limitsNotSeen({ quote, rating }: Sold): readonly Contradiction[] {
  if (rating.method !== 'excelRater') return [];
  const message =
    'is not known before a workbook is rated: have a rule of underwriting look at the total';
  return [
    ...(quote.leastPremiumCents === null ? [] : [{ path: ['quote', 'leastPremium'], message }]),
    ...(quote.mostPremiumCents === null ? [] : [{ path: ['quote', 'mostPremium'], message }]),
  ];
}

function underwritingContradictions(
  { decisionDays, rules }: UnderwritingRules,
  sold: Sold,
): readonly Contradiction[] {
  const { expiresAfterDays } = sold.quote;
  const late = {
    path: ['underwriting', 'decisionDays'],
    message: `must be at most quote.expiresAfterDays, ${expiresAfterDays}: the quote has expired by then`,
  };
  return [
    ...(decisionDays > expiresAfterDays ? [late] : []),
    ...rules.flatMap(({ when }, at) =>
      [...placesNotSold(when, sold), ...chargesNotSeen(when, sold)].map(({ path, message }) => ({
        path: ['underwriting', 'rules', at, 'when', ...path],
        message,
      })),
    ),
  ];
}

function placesNotSold(
  { states, lines }: Pick<UnderwritingConditions, 'states' | 'lines'>,
  sold: Sold,
): readonly Contradiction[] {
  const keys = sold.lines.map(({ key }) => key);
  return [
    ...unknown('states', states, sold.states, 'is no state of the product'),
    ...unknown('lines', lines, keys, 'is no line of the product'),
  ];
}

/** A workbook is rated by the policy system: of its charges, nobody here sees more than what they come to. */
function chargesNotSeen(
  { charges, lines }: UnderwritingConditions,
  { rating }: Sold,
): readonly Contradiction[] {
  if (rating.method === 'passThrough') {
    return unknown('charges', charges, rating.charges, 'is no charge of rating.charges');
  }
  // Those of a rate plan are in another file.
  if (rating.method === 'ratePlan') return [];
  const message = 'cannot be known: a workbook says it, which the policy system alone reads';
  return [
    ...(charges === null ? [] : [{ path: ['charges'], message }]),
    ...(lines === null ? [] : [{ path: ['lines'], message }]),
  ];
}

function unknown(
  member: string,
  named: readonly string[] | null,
  known: readonly string[],
  message: string,
): readonly Contradiction[] {
  return (named ?? []).flatMap((one, at) =>
    known.includes(one) ? [] : [{ path: [member, at], message }],
  );
}
