import { formatMoney, parseMoney, type Money } from './money.js';
import { changeOption, policyFee, refuseWhenBound } from './premiums.js';
import { quoteOrNullReference } from './quotes.js';
import type { QuoteRecord } from './records.js';
import { referenceData } from './reference-data.js';
import type { Book } from './store.js';
import { chainOf } from './terms.js';
import type { Values } from '../soap/values.js';

export interface Workbook {
  readonly QuoteGuid: string;
  /** Base64; null when none came. */
  readonly FileBytes: string | null;
  readonly FileName: string | null;
  readonly RaterID: number;
  readonly ApplyFees: boolean;
}

/**
 * Rates a workbook and writes its premium, and the policy fee when asked for, on the quote's first option. A repeat
 * rates again and replaces what the rater wrote before.
 *
 * On an endorsement it writes the change: what is left of the difference to the premium that was rated before, by days, and the
 * fee of a rated endorsement.
 *
 * The sandbox's workbook is text, one `premium,<amount>` per line; the lines add up.
 */
export function importWorkbook(book: Book, workbook: Workbook): Values {
  const quote = quoteOrNullReference(book, workbook.QuoteGuid);
  refuseWhenBound(quote);
  const [option] = quote.options;
  const isKnownRater = referenceData.raters.includes(workbook.RaterID);
  if (!option || !isKnownRater) {
    const problem = isKnownRater
      ? 'The quote has no option to rate.'
      : `Rater ${workbook.RaterID} does not exist.`;
    if (book.settings().raterMismatch === 'refused') return refused(problem);
    const premiums = option ? [optionResult(option.quoteOptionGuid, 0, 0)] : [];
    return { Success: true, ErrorMessage: null, Premiums: premiums };
  }
  const premium = premiumOf(workbook.FileBytes ?? '');
  if (premium === null) {
    return refused('The file is not a rating workbook of this rater: no premium was found.');
  }
  const charge = referenceData.charges.find(
    (candidate) => candidate.charge === 'premium' && candidate.state === quote.stateId,
  );
  if (!charge) return refused(`No premium charge is set up for state ${quote.stateId}.`);

  const amount = quote.transactionType === '' ? premium : changeTo(book, quote, premium);
  const rows = [{ chargeCode: charge.code, amount, isFee: false }];
  const fee = workbook.ApplyFees ? feeOn(book, quote) : 0;
  const fees = fee === 0 ? [] : [policyFee(quote.stateId, fee)];
  const rated: QuoteRecord = { ...quote, ratedPremium: premium };
  changeOption(book, rated, option.quoteOptionGuid, (one) => ({
    ...one,
    premiums: [...rows, ...fees],
  }));
  return {
    Success: true,
    ErrorMessage: null,
    Premiums: [optionResult(option.quoteOptionGuid, amount, fee)],
  };
}

function feeOn(book: Book, { transactionType }: QuoteRecord): Money {
  const amount =
    transactionType === '' ? referenceData.policyFee.amount : book.settings().feeOnRatedEndorsement;
  return parseMoney(amount);
}

/** What is left of the difference to what was rated before, to the cent. */
function changeTo(book: Book, quote: QuoteRecord, premium: Money): Money {
  const bound = chainOf(book, quote.controlNo).filter(({ boundAt }) => boundAt !== null);
  const before = bound.findLast(({ ratedPremium }) => ratedPremium != null)?.ratedPremium;
  const { effective, expiration, transactionEffective } = quote;
  const left = daysFrom(transactionEffective ?? effective, expiration);
  const share =
    ((premium - (before ?? premiumsOf(bound[0]))) * left) / daysFrom(effective, expiration);
  return Math.sign(share) * Math.round(Math.abs(share) / CENT) * CENT;
}

/** Of an original that no workbook was rated on. */
function premiumsOf(original: QuoteRecord | undefined): Money {
  const rows = original?.options.flatMap(({ premiums }) => premiums) ?? [];
  return rows.filter(({ isFee }) => !isFee).reduce((sum, { amount }) => sum + amount, 0);
}

/** In the grain of the money type. */
const CENT = 100;

function daysFrom(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

function premiumOf(fileBytes: string): Money | null {
  const lines = Buffer.from(fileBytes, 'base64')
    .toString('utf8')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  const amounts = lines.map((line) => /^premium,(\d{1,9}(?:\.\d{1,4})?)$/.exec(line.trim())?.[1]);
  if (amounts.length === 0 || !amounts.every((amount) => amount !== undefined)) return null;
  return amounts.reduce((sum, amount) => sum + parseMoney(amount), 0);
}

function optionResult(quoteOptionGuid: string, premium: Money, fees: Money): Values {
  return {
    QuoteOptionGuid: quoteOptionGuid,
    PremiumTotal: formatMoney(premium),
    FeeTotal: formatMoney(fees),
  };
}

function refused(ErrorMessage: string): Values {
  return { Success: false, ErrorMessage, Premiums: [] };
}
