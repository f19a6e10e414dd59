import type { Installation } from '../../src/domain/product/installation.js';
import type { StepName } from '../../src/domain/transaction/kinds.js';
import { BUSINESS_FILES, type Example } from './example-submissions.js';

/** How a row's transaction is set up before its call goes wrong. */
export interface Situation {
  readonly example: Example;
  /** The insured is on file before the transaction begins. */
  readonly insuredOnFile?: boolean;
  readonly installation?: Partial<Installation>;
  /** Writes whose answers are lost on the way, so that the lookups after them are made. */
  readonly lost?: readonly string[];
}

/** One call of the flow: a row of the matrix. */
export interface Row extends Situation {
  /** SOAP operation. */
  readonly operation: string;
  /** For a site procedure: the lookup of the port that it serves. */
  readonly lookup?: string;
  /** How many calls of the operation, or of the lookup's procedure, the situation makes before this one. */
  readonly skip?: number;
  /** The step that waits for a person when this call is refused. */
  readonly step: StepName;
}

const GENERAL_LIABILITY = { example: 'general-liability' } as const;
const PROPERTY = { example: 'commercial-property' } as const;
const CONTRACTORS = { example: 'contractors' } as const;
/** Found by its name, because it has no tax id; so the hit is verified. */
const FOUND_BY_NAME = { ...PROPERTY, insuredOnFile: true } as const;
/** An installation without a procedure for insureds searches with the services' own operations. */
const BY_SERVICES = {
  installation: {
    procedures: { ...BUSINESS_FILES.installation.procedures, insuredCandidates: null },
  },
};

const dataSet = (lookup: string, skip: number, step: StepName, situation: Situation): Row => ({
  operation: 'ExecuteDataSet',
  lookup,
  skip,
  step,
  ...situation,
});
const lostIn = (operation: string, situation: Situation = GENERAL_LIABILITY): Situation => ({
  ...situation,
  lost: [operation],
});

/** Every call that new business makes, in the order of the flow. */
export const ROWS: readonly Row[] = [
  { operation: 'LoginIMSUser', step: 'lookUpReference', ...GENERAL_LIABILITY },
  dataSet('findQuotesByReference', 0, 'lookUpReference', GENERAL_LIABILITY),
  { operation: 'ProducerSearch', step: 'producer', ...PROPERTY },
  { operation: 'GetProducerContactByLocationCode', step: 'producer', ...PROPERTY },
  { operation: 'GetProducerContactInfo', step: 'producer', ...GENERAL_LIABILITY },
  { operation: 'GetProducerUnderwriter', step: 'producer', ...GENERAL_LIABILITY },

  dataSet('findInsured', 0, 'insured', FOUND_BY_NAME),
  { operation: 'FindInsuredByTaxIDOffice', step: 'insured', ...GENERAL_LIABILITY, ...BY_SERVICES },
  { operation: 'FindInsuredByName', step: 'insured', ...FOUND_BY_NAME, ...BY_SERVICES },
  { operation: 'GetInsured', step: 'insured', ...FOUND_BY_NAME, ...BY_SERVICES },
  { operation: 'GetInsuredPrimaryLocation', step: 'insured', ...FOUND_BY_NAME, ...BY_SERVICES },
  { operation: 'AddInsuredWithLocation', step: 'insured', ...GENERAL_LIABILITY },
  { operation: 'AddInsuredWithLocation', step: 'insured', ...PROPERTY },

  dataSet('listSubmissions', 0, 'submission', FOUND_BY_NAME),
  { operation: 'AddSubmission', step: 'submission', ...GENERAL_LIABILITY },
  { operation: 'AddSubmission', step: 'submission', ...FOUND_BY_NAME },
  dataSet('listSubmissions', 0, 'submission', lostIn('AddSubmission')),

  { operation: 'AddQuoteWithAutocalculateDetailsQuote', step: 'quote', ...PROPERTY },
  dataSet('listQuotes', 0, 'quote', lostIn('AddQuoteWithAutocalculateDetailsQuote')),
  { operation: 'UpdateExternalQuoteId', step: 'linkReference', ...GENERAL_LIABILITY },
  dataSet('readQuote', 0, 'linkReference', lostIn('UpdateExternalQuoteId')),

  { operation: 'AutoAddQuoteOptions', step: 'rating', ...PROPERTY },
  { operation: 'AddPremium', step: 'rating', ...GENERAL_LIABILITY },
  { operation: 'AddPremium', step: 'rating', skip: 3, ...PROPERTY },
  dataSet('listPremiums', 0, 'rating', lostIn('AddPremium')),
  { operation: 'ImportExcelRater', step: 'rating', ...CONTRACTORS },
  dataSet('listPremiums', 0, 'rating', lostIn('ImportExcelRater', CONTRACTORS)),

  dataSet('listPremiums', 0, 'bind', GENERAL_LIABILITY),
  dataSet('listPremiums', 1, 'bind', lostIn('AddPremium')),
  { operation: 'GetAvailableInstallmentOptions', step: 'bind', ...PROPERTY },
  { operation: 'BindQuoteWithInstallment', step: 'bind', ...GENERAL_LIABILITY },
  {
    operation: 'BindQuote',
    step: 'bind',
    ...GENERAL_LIABILITY,
    installation: { singlePayOperation: 'BindQuote' },
  },
  dataSet('readQuote', 0, 'bind', lostIn('BindQuoteWithInstallment')),

  { operation: 'CreateBinderDocument', step: 'binderDocument', ...GENERAL_LIABILITY },
  dataSet('listDocuments', 0, 'binderDocument', lostIn('CreateBinderDocument')),
  { operation: 'IssuePolicy', step: 'issue', ...GENERAL_LIABILITY },
  { operation: 'CreatePolicyDocument', step: 'policyDocument', ...GENERAL_LIABILITY },
  dataSet('listDocuments', 0, 'policyDocument', lostIn('CreatePolicyDocument')),

  // These two leave together, in either order.
  dataSet('listInvoices', 0, 'verify', GENERAL_LIABILITY),
  dataSet('listPremiums', 1, 'verify', GENERAL_LIABILITY),
  { operation: 'GetControlNumber', step: 'verify', ...GENERAL_LIABILITY },
];
