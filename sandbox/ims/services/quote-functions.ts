import { escapeXml } from '../../../src/xml/writer.js';
import { bindQuote, issuePolicy, plansOf, SINGLE_PAY } from '../book/policies.js';
import { addPremium, ensureOptions, optionAnswer } from '../book/premiums.js';
import {
  addQuote,
  ensureDetails,
  linkQuote,
  quoteOrNullReference,
  updateStatus,
  type NewQuote,
} from '../book/quotes.js';
import { importWorkbook, type Workbook } from '../book/rating.js';
import type { QuoteRecord } from '../book/records.js';
import type { Book } from '../book/store.js';
import { addSubmission, type NewSubmission } from '../book/submissions.js';
import { dateTimeText, writeDataTable } from '../result-set.js';
import { answerMissing, reads, writes, type Implementations } from './operation.js';

interface ByQuote {
  readonly quoteGuid: string;
}

export function quoteFunctions(book: Book): Implementations {
  return {
    AddSubmission: writes(({ submission }: { submission: NewSubmission | null }) =>
      addSubmission(book, submission),
    ),
    AddQuoteWithAutocalculateDetailsQuote: writes(({ quote }: { quote: NewQuote | null }) =>
      addQuote(book, quote),
    ),
    AutoAddQuoteDetails: writes(({ QuoteGuid }: { readonly QuoteGuid: string }) => {
      ensureDetails(book, QuoteGuid);
      return undefined;
    }),
    AutoAddQuoteOptions: writes(({ quoteGuid }: ByQuote) =>
      ensureOptions(book, quoteGuid).map(optionAnswer),
    ),
    AddPremium: writes((booking: Parameters<typeof addPremium>[1]) => {
      addPremium(book, booking);
      return undefined;
    }),
    ImportExcelRater: writes((workbook: Workbook) => importWorkbook(book, workbook)),
    GetAvailableInstallmentOptions: reads(({ quoteGuid }: ByQuote) => {
      const quote = quoteOrNullReference(book, quoteGuid);
      const rows = plansOf(quote).map((plan) => ({
        CompanyInstallmentID: plan.companyInstallmentId,
        Description: plan.name,
        NumberOfInstallments: plan.installments,
      }));
      const columns = {
        CompanyInstallmentID: 'int',
        Description: 'string',
        NumberOfInstallments: 'int',
      } as const;
      return { tableXml: writeDataTable(columns, rows, book.settings()) };
    }),
    BindQuote: writes(({ quoteGuid }: ByQuote) => bindQuote(book, quoteGuid, SINGLE_PAY)),
    BindQuoteWithInstallment: writes(
      ({ quoteGuid, companyInstallmentID }: ByQuote & { companyInstallmentID: number }) =>
        bindQuote(book, quoteGuid, companyInstallmentID),
    ),
    IssuePolicy: writes(({ quoteGuid }: ByQuote) =>
      dateTimeText(book.serverTime(issuePolicy(book, quoteGuid)), book.settings()),
    ),
    UpdateExternalQuoteId: writes((link: Link) => {
      linkQuote(book, link.quoteGuid, link.externalSystemId ?? '', link.externalQuoteId ?? '');
      return undefined;
    }),
    GetPolicyInformation: reads(({ quoteGuid }: ByQuote) => {
      const quote = book.quotes.get(quoteGuid);
      return quote ? policyInformation(quote) : answerMissing(book);
    }),
    GetControlNumber: reads(({ quoteGuid }: ByQuote) => {
      const quote = book.quotes.get(quoteGuid);
      if (quote) return quote.controlNo;
      answerMissing(book);
      return 0;
    }),
    UpdateQuoteStatus: writes(({ quoteGuid, statusID }: ByQuote & { statusID: number }) =>
      updateStatus(book, quoteGuid, statusID),
    ),
  };
}

interface Link extends ByQuote {
  readonly externalQuoteId: string | null;
  readonly externalSystemId: string | null;
}

function policyInformation(quote: QuoteRecord): string {
  const facts = {
    QuoteGuid: quote.quoteGuid,
    ControlNo: String(quote.controlNo),
    PolicyNumber: quote.policyNumber ?? '',
    QuoteStatusID: String(quote.statusId),
    Effective: quote.effective,
    Expiration: quote.expiration,
  };
  const content = Object.entries(facts).map(
    ([name, value]) => `<${name}>${escapeXml(value)}</${name}>`,
  );
  return `<PolicyInformation>${content.join('')}</PolicyInformation>`;
}
