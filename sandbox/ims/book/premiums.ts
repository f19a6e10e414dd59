import { foreignKeyFault, ServiceFault, sqlFault } from '../soap/faults.js';
import { formatMoney, parseMoney, type Money } from './money.js';
import { quoteOrNullReference } from './quotes.js';
import type { OptionRecord, PremiumRow, QuoteRecord } from './records.js';
import {
  chargeOf,
  companyLocationName,
  lineName,
  referenceData,
  type Charge,
} from './reference-data.js';
import type { Book } from './store.js';

/** The options of a quote, one per detail; missing ones are made, so a repeat makes no duplicates. */
export function ensureOptions(book: Book, quoteGuid: string): readonly OptionRecord[] {
  const quote = quoteOrNullReference(book, quoteGuid);
  const missing = quote.details.filter(
    (detail) =>
      !quote.options.some(
        (option) =>
          option.lineGuid === detail.lineGuid &&
          option.companyLocationGuid === detail.companyLocationGuid,
      ),
  );
  if (missing.length === 0) return quote.options;
  const options = [
    ...quote.options,
    ...missing.map((detail) => ({
      quoteOptionGuid: book.newGuid(),
      quoteOptionId: book.nextNumber('quoteOptionId'),
      ...detail,
      premiums: [],
    })),
  ];
  book.quotes.put(quoteGuid, { ...quote, options });
  for (const option of options) {
    book.index.put(['quoteOfOption', option.quoteOptionGuid], quoteGuid);
  }
  return options;
}

/** Option as the wire names its parts. */
export function optionAnswer(option: OptionRecord): Record<string, string> {
  return {
    QuoteOptionGuid: option.quoteOptionGuid,
    LineGuid: option.lineGuid,
    LineName: lineName(option.lineGuid),
    CompanyLocation: companyLocationName(option.companyLocationGuid),
  };
}

/** Books one charge on an option; what a second one of the same code does is a setting. */
export function addPremium(
  book: Book,
  booking: {
    readonly quoteOptionGuid: string;
    readonly premium: string;
    readonly officeID: number;
    readonly chargeCode: number;
  },
): void {
  const quoteGuid = book.index.get(['quoteOfOption', booking.quoteOptionGuid]);
  if (quoteGuid === undefined) {
    throw foreignKeyFault(
      'FK_tblQuoteOptionPremiums_tblQuoteOptions',
      'tblQuoteOptions',
      'QuoteOptionGUID',
    );
  }
  const isKnownOffice = referenceData.offices.some(({ officeId }) => officeId === booking.officeID);
  if (booking.officeID !== -1 && !isKnownOffice) {
    throw foreignKeyFault(
      'FK_tblQuoteOptionPremiums_tblClientOffices',
      'tblClientOffices',
      'OfficeID',
    );
  }
  const charge = chargeOf(booking.chargeCode);
  if (!charge) {
    throw foreignKeyFault(
      'FK_tblQuoteOptionPremiums_tblFin_PolicyCharges',
      'tblFin_PolicyCharges',
      'ChargeCode',
    );
  }
  const quote = quoteOrNullReference(book, quoteGuid);
  refuseWhenBound(quote);
  const amount = parseMoney(booking.premium);
  changeOption(book, quote, booking.quoteOptionGuid, (option) => {
    const rows = withCharge(option.premiums, booking.chargeCode, amount, book);
    return { ...option, premiums: withAutomatedFee(rows, charge, book) };
  });
}

export function changeOption(
  book: Book,
  quote: QuoteRecord,
  quoteOptionGuid: string,
  change: (option: OptionRecord) => OptionRecord,
): void {
  const options = quote.options.map((option) =>
    option.quoteOptionGuid === quoteOptionGuid ? change(option) : option,
  );
  book.quotes.put(quote.quoteGuid, { ...quote, options });
}

/** The database trigger that guards premiums of bound options. */
export function refuseWhenBound(quote: QuoteRecord): void {
  if (quote.boundAt !== null) {
    throw sqlFault(
      "Can't modify premiums on a bound policy\r\nThe transaction ended in the trigger. The batch has been aborted.",
    );
  }
}

/** Everything on all options of a quote, fees included. */
export function totalOf(quote: QuoteRecord): Money {
  return quote.options
    .flatMap((option) => option.premiums)
    .reduce((sum, { amount }) => sum + amount, 0);
}

/** Whether an installation with these settings finds a premium on the quote when it binds. */
export function hasPremium(book: Book, quote: QuoteRecord): boolean {
  const settings = book.settings();
  return quote.options
    .flatMap((option) => option.premiums)
    .some((row) => {
      const isFee = row.isFee || chargeOf(row.chargeCode)?.isFee === true;
      if (isFee && !settings.feesAloneCountAsPremium) return false;
      return row.amount !== 0 || settings.zeroCountsAsPremium;
    });
}

function withCharge(
  rows: readonly PremiumRow[],
  chargeCode: number,
  amount: Money,
  book: Book,
): PremiumRow[] {
  const added: PremiumRow = { chargeCode, amount, isFee: false };
  const earlier = rows.find((row) => row.chargeCode === chargeCode && !row.isFee);
  if (!earlier) return [...rows, added];
  const replaceBy = (row: PremiumRow): PremiumRow[] =>
    rows.map((candidate) => (candidate === earlier ? row : candidate));
  switch (book.settings().secondAddPremium) {
    case 'add':
      return replaceBy({ ...added, amount: earlier.amount + amount });
    case 'replace':
      return replaceBy(added);
    case 'fault':
      throw sqlFault(
        "Violation of UNIQUE KEY constraint 'UQ_tblQuoteOptionPremiums'. Cannot insert duplicate key in object " +
          `'dbo.tblQuoteOptionPremiums'. The duplicate key value is (${chargeCode}, ${formatMoney(amount)}).`,
      );
  }
}

/** Fee automation: the first premium on an option brings the configured fee along. */
function withAutomatedFee(rows: PremiumRow[], charge: Charge, book: Book): PremiumRow[] {
  const amount = parseMoney(book.settings().feeOnAddPremium);
  if (amount === 0 || rows.some((row) => row.isFee)) return rows;
  return [...rows, policyFee(charge.state, amount)];
}

/** The row that fee automation adds for a state. */
export function policyFee(state: string, amount: Money): PremiumRow {
  const { charge } = referenceData.policyFee;
  const fee = referenceData.charges.find(
    (candidate) => candidate.charge === charge && candidate.state === state,
  );
  if (!fee) throw new ServiceFault(`No policy fee is set up for state ${state}.`);
  return { chargeCode: fee.code, amount, isFee: true };
}
