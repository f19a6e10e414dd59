import { collated, isFoundBy } from '../book/collation.js';
import { insuredsByName, insuredsByTaxId } from '../book/insureds.js';
import { referenceMark } from '../book/quotes.js';
import { renewalsOf } from '../book/renewals.js';
import type { ExternalLink, LocationFields, QuoteRecord } from '../book/records.js';
import type { Book } from '../book/store.js';
import type { Procedure } from './procedure.js';
import { guidArgument, query, textArgument } from './procedure.js';
import { candidateRows, momentOf, quoteRow, quotesUnder, transactionRow } from './rows.js';

/** Lookups that the services do not have; `docs/ims-procedures.md` is their contract. */
export const LOOKUPS: Readonly<Record<string, Procedure>> = {
  BinderyQuotesByReference: query(['ExternalSystemId', 'ExternalQuoteId'], (book, args) => {
    const link = {
      externalSystemId: textArgument(args, 'ExternalSystemId'),
      externalQuoteId: textArgument(args, 'ExternalQuoteId'),
    };
    const { externalSystemId, externalQuoteId } = link;
    const linked = quotesUnder(
      book,
      'quotesOfReference',
      collated(externalSystemId),
      collated(externalQuoteId),
    ).flatMap((quote) => {
      const found = linkFoundBy(book, quote, link);
      return found ? [{ quote, found }] : [];
    });
    // A quote whose link was never made still carries the mark of the request that made it.
    const mark = referenceMark(externalSystemId, externalQuoteId);
    const marked = quotesUnder(book, 'quotesMarked', collated(mark)).filter(
      (quote) =>
        !linked.some(({ quote: { quoteGuid } }) => quoteGuid === quote.quoteGuid) &&
        quote.additionalInformation.some((text) => isFoundBy(book, text, mark)),
    );
    return [
      ...linked.map(({ quote, found }) => quoteRow(book, quote, found)),
      ...marked.map((quote) => quoteRow(book, quote)),
    ];
  }),
  BinderyQuoteByGuid: query(['QuoteGuid'], (book, args) => {
    const quote = book.quotes.get(guidArgument(args, 'QuoteGuid'));
    return quote ? [quoteRow(book, quote)] : [];
  }),
  BinderySubmissionsOfInsured: query(['InsuredGuid'], (book, args) =>
    book.index
      .under(['submissionsOfInsured', guidArgument(args, 'InsuredGuid')])
      .map((submissionGroupGuid) => book.submissions.get(submissionGroupGuid))
      .filter((submission) => submission !== undefined)
      .map((submission) => ({
        SubmissionGroupGuid: submission.submissionGroupGuid,
        ProducerContactGuid: submission.producerContactGuid,
        UnderwriterGuid: submission.underwriterGuid,
        SubmissionDate: { day: submission.submissionDate },
        QuoteCount: quotesUnder(book, 'quotesOfSubmission', submission.submissionGroupGuid).filter(
          ({ transactionType }) => transactionType === '',
        ).length,
      })),
  ),
  BinderyQuotesOfSubmission: query(['SubmissionGroupGuid'], (book, args) =>
    quotesUnder(book, 'quotesOfSubmission', guidArgument(args, 'SubmissionGroupGuid'))
      .filter(({ transactionType }) => transactionType === '')
      .map((quote) => quoteRow(book, quote)),
  ),
  BinderyRenewalsOfQuote: query(['QuoteGuid'], (book, args) =>
    renewalsOf(book, guidArgument(args, 'QuoteGuid')).map((quote) => quoteRow(book, quote)),
  ),
  BinderyTermsInForce: query(['On', 'AfterControlNo', 'Most'], (book, args) =>
    book.quotes
      .all()
      .filter(
        ({ transactionType, boundAt, controlNo, expiration }) =>
          transactionType === '' &&
          boundAt !== null &&
          controlNo > Number(textArgument(args, 'AfterControlNo')) &&
          expiration > textArgument(args, 'On'),
      )
      .sort((one, other) => one.controlNo - other.controlNo)
      .slice(0, Number(textArgument(args, 'Most')))
      .map((quote) => quoteRow(book, quote)),
  ),
  BinderyPremiumsOfQuote: query(['QuoteGuid'], (book, args) =>
    (book.quotes.get(guidArgument(args, 'QuoteGuid'))?.options ?? []).flatMap((option) =>
      option.premiums.map((row) => ({
        QuoteOptionGuid: option.quoteOptionGuid,
        LineGuid: option.lineGuid,
        ChargeCode: row.chargeCode,
        Premium: { money: row.amount },
        IsFee: row.isFee,
      })),
    ),
  ),
  BinderyInvoicesOfQuote: query(['QuoteGuid'], (book, args) =>
    book.index
      .under(['invoicesOfQuote', guidArgument(args, 'QuoteGuid')])
      .map((invoiceNum) => book.invoices.get(Number(invoiceNum)))
      .filter((invoice) => invoice !== undefined)
      .filter((invoice) => !invoice.isVoid)
      .map((invoice) => ({
        InvoiceNum: invoice.invoiceNum,
        InvoiceTotal: { money: invoice.total },
      })),
  ),
  BinderyDocumentsOfQuote: query(['QuoteGuid'], (book, args) =>
    book.index
      .under(['documentsOfQuote', guidArgument(args, 'QuoteGuid')])
      .map((documentStoreGuid) => book.documents.get(documentStoreGuid))
      .filter((document) => document !== undefined)
      .map((document) => ({
        DocumentStoreGuid: document.documentStoreGuid,
        DocumentKind: document.kind,
        CreatedOn: momentOf(book, document.createdAt),
      })),
  ),
  BinderyInsuredCandidates: {
    required: ['NameStart', 'InState'],
    optional: ['TaxId'],
    run: (book, args) => {
      const byTaxId = insuredsByTaxId(book, textArgument(args, 'TaxId'));
      const found = new Set(byTaxId.map(({ insuredGuid }) => insuredGuid));
      const byName = insuredsByName(book, textArgument(args, 'NameStart')).filter(
        ({ insuredGuid, locations }) =>
          !found.has(insuredGuid) && isInState(book, locations, textArgument(args, 'InState')),
      );
      return { tables: [[...byTaxId, ...byName].flatMap(candidateRows)] };
    },
  },
  BinderyQuoteByPolicyNumber: query(['PolicyNumber'], (book, args) =>
    quotesUnder(book, 'quotesOfPolicy', collated(textArgument(args, 'PolicyNumber')))
      .filter(({ policyNumber }) =>
        isFoundBy(book, policyNumber ?? '', textArgument(args, 'PolicyNumber')),
      )
      .map((quote) => transactionRow(book, quote)),
  ),
};

/** An insured without a location may be in any state. */
function isInState(book: Book, locations: readonly LocationFields[], state: string): boolean {
  return (
    locations.length === 0 || locations.some(({ State }) => isFoundBy(book, State ?? '', state))
  );
}

/** The link by which a quote is found, as it is stored; the one that is written as asked where there are several. */
function linkFoundBy(
  book: Book,
  { links }: QuoteRecord,
  asked: ExternalLink,
): ExternalLink | undefined {
  const found = links.filter(
    ({ externalSystemId, externalQuoteId }) =>
      isFoundBy(book, externalSystemId, asked.externalSystemId) &&
      isFoundBy(book, externalQuoteId, asked.externalQuoteId),
  );
  return (
    found.find(
      ({ externalSystemId, externalQuoteId }) =>
        externalSystemId === asked.externalSystemId && externalQuoteId === asked.externalQuoteId,
    ) ?? found.at(-1)
  );
}
