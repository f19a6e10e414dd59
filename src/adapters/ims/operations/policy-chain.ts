import { z } from 'zod';
import type { CivilDate } from '../../../domain/calendar/civil-date.js';
import type { ChainedTransaction, WrittenAs } from '../../../ports/policy-system/mid-term.js';
import {
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
import { referenceOf } from './site-procedures.js';

/** One transaction of a term, with what every one of them says of the term. */
export interface ChainRow {
  readonly transaction: ChainedTransaction;
  readonly statusId: number;
  readonly controlNumber: number | null;
  readonly insuredGuid: string;
  readonly submissionGroupGuid: string;
  readonly effectiveDate: CivilDate;
  readonly expirationDate: CivilDate;
  readonly writtenAs: WrittenAs;
}

/** What the policy system writes for a transaction that Bindery makes; nothing for the original. */
const KINDS: Readonly<Record<string, ChainedTransaction['kind']>> = {
  '': 'original',
  E: 'endorsement',
  C: 'cancellation',
  R: 'reinstatement',
};

const chainRow = z
  .object({
    QuoteGuid: guid,
    InsuredGuid: guid,
    SubmissionGroupGuid: guid,
    ControlNo: optionalInteger,
    QuoteStatusID: integer,
    DateBound: optionalCivilDate,
    Effective: civilDate,
    Expiration: civilDate,
    ExternalSystemId: optionalExactText,
    ExternalQuoteId: optionalExactText,
    TransactionTypeID: optionalText,
    OriginalQuoteGuid: optionalGuid,
    TransactionEffective: optionalCivilDate,
    LineGuid: optionalGuid,
    CompanyLocationGuid: optionalGuid,
    StateID: optionalText,
  })
  .transform((row): ChainRow => ({
    transaction: {
      quoteGuid: row.QuoteGuid,
      kind: KINDS[row.TransactionTypeID ?? ''] ?? 'other',
      previousQuoteGuid: row.OriginalQuoteGuid,
      effectiveDate: row.TransactionEffective ?? row.Effective,
      boundOn: row.DateBound,
      reference: referenceOf(row.ExternalSystemId, row.ExternalQuoteId),
    },
    statusId: row.QuoteStatusID,
    controlNumber: row.ControlNo,
    insuredGuid: row.InsuredGuid,
    submissionGroupGuid: row.SubmissionGroupGuid,
    effectiveDate: row.Effective,
    expirationDate: row.Expiration,
    writtenAs: {
      lineGuid: row.LineGuid,
      companyLocationGuid: row.CompanyLocationGuid,
      state: row.StateID,
    },
  }));

/** All transactions of the terms that have a number, oldest first; mostly that is one term. */
export const quotesByPolicyNumber: Lookup<string, ChainRow> = {
  lookup: 'quoteByPolicyNumber',
  toParameters: (policyNumber) => ({ PolicyNumber: policyNumber }),
  key: 'QuoteGuid',
  row: chainRow,
};
