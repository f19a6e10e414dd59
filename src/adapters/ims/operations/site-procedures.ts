import { z } from 'zod';
import type { Installation } from '../../../domain/product/installation.js';
import type {
  BindState,
  QuoteFacts,
  SubmissionFacts,
} from '../../../ports/policy-system/quotes.js';
import type { PortfolioPage } from '../../../ports/policy-system/portfolio.js';
import type { BookedPremium } from '../../../ports/policy-system/premiums.js';
import type { Invoice } from '../../../ports/policy-system/policies.js';
import type { StoredDocument } from '../../../ports/policy-system/documents.js';
import {
  bit,
  cents,
  civilDate,
  guid,
  integer,
  optionalCivilDate,
  optionalExactText,
  optionalGuid,
  optionalInteger,
  optionalText,
} from './answers.js';
import type { Lookup } from './execute-data-set.js';
import type { ExternalReference } from '../../../domain/transaction/external-reference.js';

/** The procedures that Bindery asks the owner of an installation for; `docs/ims-procedures.md` is their contract. */

const quoteRow = (statuses: Installation['quoteStatuses']): z.ZodType<QuoteFacts> =>
  z
    .object({
      QuoteGuid: guid,
      SubmissionGroupGuid: guid,
      InsuredGuid: guid,
      ControlNo: optionalInteger,
      PolicyNumber: optionalText,
      QuoteStatusID: integer,
      DateBound: optionalCivilDate,
      DateIssued: optionalCivilDate,
      Effective: civilDate,
      Expiration: civilDate,
      ExternalSystemId: optionalExactText,
      ExternalQuoteId: optionalExactText,
      RequestDigest: optionalText,
    })
    .transform((row, context): QuoteFacts => {
      const status = quoteStatus(statuses, row.QuoteStatusID, row.DateBound, row.DateIssued);
      const bindState = bindStateOf(status, row.PolicyNumber);
      if (bindState === null) {
        context.addIssue({ code: 'custom', path: ['PolicyNumber'], message: NUMBERLESS });
        return z.NEVER;
      }
      return {
        ...bindState,
        quoteGuid: row.QuoteGuid,
        submissionGroupGuid: row.SubmissionGroupGuid,
        insuredGuid: row.InsuredGuid,
        controlNumber: row.ControlNo,
        issuedOn: row.DateIssued,
        effectiveDate: row.Effective,
        expirationDate: row.Expiration,
        reference: referenceOf(row.ExternalSystemId, row.ExternalQuoteId),
        requestDigest: row.RequestDigest,
      };
    });

export function quotesByReference(
  installation: Installation,
): Lookup<ExternalReference, QuoteFacts> {
  return {
    lookup: 'quotesByReference',
    toParameters: referenceParameters,
    asked: (reference) => ({
      ...referenceParameters(reference),
      RequestReference: `${reference.system}:${reference.id}`,
    }),
    key: 'QuoteGuid',
    row: quoteRow(installation.quoteStatuses),
  };
}

export function quoteByGuid(installation: Installation): Lookup<string, QuoteFacts> {
  return {
    lookup: 'quoteByGuid',
    toParameters: (quoteGuid) => ({ QuoteGuid: quoteGuid }),
    key: 'QuoteGuid',
    row: quoteRow(installation.quoteStatuses),
  };
}

export function quotesOfSubmission(installation: Installation): Lookup<string, QuoteFacts> {
  return {
    lookup: 'quotesOfSubmission',
    toParameters: (submissionGroupGuid) => ({ SubmissionGroupGuid: submissionGroupGuid }),
    key: 'QuoteGuid',
    row: quoteRow(installation.quoteStatuses),
  };
}

/** The rows are about other quotes than the one asked with, so that none of them repeats it. */
export function renewalsOfQuote(installation: Installation): Lookup<string, QuoteFacts> {
  return {
    lookup: 'renewalsOfQuote',
    toParameters: (quoteGuid) => ({ QuoteGuid: quoteGuid }),
    asked: () => ({}),
    key: 'QuoteGuid',
    row: quoteRow(installation.quoteStatuses),
  };
}

/** The rows are about the policies of everybody: none of them repeats what was asked. */
export function termsInForce(installation: Installation): Lookup<PortfolioPage, QuoteFacts> {
  return {
    lookup: 'termsInForce',
    toParameters: ({ on, after, most }) => ({
      On: on,
      AfterControlNo: String(after),
      Most: String(most),
    }),
    asked: () => ({}),
    key: 'QuoteGuid',
    row: quoteRow(installation.quoteStatuses),
  };
}

/** Of the procedure that links a reference where `UpdateExternalQuoteId` does not work. */
export function linkParameters(
  quoteGuid: string,
  reference: ExternalReference,
): Readonly<Record<string, string>> {
  return { QuoteGuid: quoteGuid, ...referenceParameters(reference) };
}

function referenceParameters({ system, id }: ExternalReference): Readonly<Record<string, string>> {
  return { ExternalSystemId: system, ExternalQuoteId: id };
}

const submissionRow = z
  .object({
    SubmissionGroupGuid: guid,
    ProducerContactGuid: guid,
    UnderwriterGuid: guid,
    SubmissionDate: civilDate,
    QuoteCount: integer,
  })
  .transform((row): SubmissionFacts => ({
    submissionGroupGuid: row.SubmissionGroupGuid,
    producerContactGuid: row.ProducerContactGuid,
    underwriterGuid: row.UnderwriterGuid,
    submissionDate: row.SubmissionDate,
    quoteCount: row.QuoteCount,
  }));

export const submissionsOfInsured: Lookup<string, SubmissionFacts> = {
  lookup: 'submissionsOfInsured',
  toParameters: (insuredGuid) => ({ InsuredGuid: insuredGuid }),
  key: 'SubmissionGroupGuid',
  row: submissionRow,
};

const premiumRow = z
  .object({
    QuoteOptionGuid: guid,
    LineGuid: optionalGuid,
    ChargeCode: integer,
    Premium: cents,
    IsFee: bit,
  })
  .transform((row): BookedPremium => ({
    quoteOptionGuid: row.QuoteOptionGuid,
    lineGuid: row.LineGuid,
    chargeCode: row.ChargeCode,
    amountCents: row.Premium,
    isFee: row.IsFee,
  }));

export const premiumsOfQuote: Lookup<string, BookedPremium> = {
  lookup: 'premiumsOfQuote',
  toParameters: (quoteGuid) => ({ QuoteGuid: quoteGuid }),
  key: 'QuoteOptionGuid',
  row: premiumRow,
};

const invoiceRow = z
  .object({ InvoiceNum: integer, InvoiceTotal: cents })
  .transform((row): Invoice => ({ invoiceNumber: row.InvoiceNum, amountCents: row.InvoiceTotal }));

export const invoicesOfQuote: Lookup<string, Invoice> = {
  lookup: 'invoicesOfQuote',
  toParameters: (quoteGuid) => ({ QuoteGuid: quoteGuid }),
  key: 'InvoiceNum',
  row: invoiceRow,
};

const documentRow = z
  .object({ DocumentStoreGuid: guid, DocumentKind: optionalText })
  .transform((row): StoredDocument => ({
    documentGuid: row.DocumentStoreGuid,
    kind: documentKind(row.DocumentKind),
  }));

export const documentsOfQuote: Lookup<string, StoredDocument> = {
  lookup: 'documentsOfQuote',
  toParameters: (quoteGuid) => ({ QuoteGuid: quoteGuid }),
  key: 'DocumentStoreGuid',
  row: documentRow,
};

/** There is no "issued" status: a date of issue says it, as a date of binding says bound. */
export function quoteStatus(
  statuses: Installation['quoteStatuses'],
  statusId: number,
  boundOn: string | null,
  issuedOn: string | null,
): BindState['status'] {
  if (statuses.closed.includes(statusId)) return 'closed';
  if (issuedOn !== null) return 'issued';
  return boundOn !== null || statuses.bound.includes(statusId) ? 'bound' : 'open';
}

/** What is wrong with an answer for which `bindStateOf` is null. */
export const NUMBERLESS = 'empty, although the quote is bound';

/** Null when a bound quote comes without its policy number. */
export function bindStateOf(
  status: BindState['status'],
  policyNumber: string | null,
): BindState | null {
  if (status === 'open' || status === 'closed') return { status, policyNumber };
  return policyNumber === null ? null : { status, policyNumber };
}

/** The reference linked to a quote; null when none is. */
export function referenceOf(system: string | null, id: string | null): ExternalReference | null {
  return system !== null && id !== null ? { system, id } : null;
}

function documentKind(kind: string | null): StoredDocument['kind'] {
  const word = kind?.toLowerCase();
  return word === 'binder' || word === 'policy' ? word : 'other';
}
