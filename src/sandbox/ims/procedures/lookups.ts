import { referenceMark } from '../book/quotes.js';
import type { Procedure } from './procedure.js';
import { guidArgument, query, textArgument } from './procedure.js';
import { momentOf, quoteRow, quotesUnder, transactionRow } from './rows.js';

/** Lookups that the services do not have; `docs/ims-procedures.md` is their contract. */
export const LOOKUPS: Readonly<Record<string, Procedure>> = {
  BinderyQuotesByReference: query(['ExternalSystemId', 'ExternalQuoteId'], (book, args) => {
    const link = {
      externalSystemId: textArgument(args, 'ExternalSystemId'),
      externalQuoteId: textArgument(args, 'ExternalQuoteId'),
    };
    const { externalSystemId, externalQuoteId } = link;
    const linked = quotesUnder(book, 'quotesOfReference', externalSystemId, externalQuoteId);
    // A quote whose link was never made still carries the mark of the request that made it.
    const mark = referenceMark(externalSystemId, externalQuoteId);
    const marked = quotesUnder(book, 'quotesMarked', mark).filter(
      (quote) => !linked.some(({ quoteGuid }) => quoteGuid === quote.quoteGuid),
    );
    return [
      ...linked.map((quote) => quoteRow(book, quote, link)),
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
  BinderyPremiumsOfQuote: query(['QuoteGuid'], (book, args) =>
    (book.quotes.get(guidArgument(args, 'QuoteGuid'))?.options ?? []).flatMap((option) =>
      option.premiums.map((row) => ({
        QuoteOptionGuid: option.quoteOptionGuid,
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
  BinderyQuoteByPolicyNumber: query(['PolicyNumber'], (book, args) =>
    quotesUnder(book, 'quotesOfPolicy', textArgument(args, 'PolicyNumber')).map((quote) =>
      transactionRow(book, quote),
    ),
  ),
};
