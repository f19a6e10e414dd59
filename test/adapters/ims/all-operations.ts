import type { Installation } from '../../../src/domain/product/installation.js';
import { addInsuredLocation } from '../../../src/adapters/ims/operations/add-insured-location.js';
import { addInsuredWithLocation } from '../../../src/adapters/ims/operations/add-insured-with-location.js';
import { addPremium } from '../../../src/adapters/ims/operations/add-premium.js';
import { addQuote } from '../../../src/adapters/ims/operations/add-quote.js';
import { addSubmission } from '../../../src/adapters/ims/operations/add-submission.js';
import { autoAddQuoteDetails } from '../../../src/adapters/ims/operations/auto-add-quote-details.js';
import { autoAddQuoteOptions } from '../../../src/adapters/ims/operations/auto-add-quote-options.js';
import {
  bindQuote,
  bindQuoteWithInstallment,
} from '../../../src/adapters/ims/operations/bind-quote.js';
import {
  createBinderDocument,
  createPolicyDocument,
} from '../../../src/adapters/ims/operations/create-documents.js';
import { executeCommand } from '../../../src/adapters/ims/operations/execute-command.js';
import { executeDataSet } from '../../../src/adapters/ims/operations/execute-data-set.js';
import { findInsuredByName } from '../../../src/adapters/ims/operations/find-insured-by-name.js';
import { findInsuredByTaxId } from '../../../src/adapters/ims/operations/find-insured-by-tax-id.js';
import { getAvailableInstallmentOptions } from '../../../src/adapters/ims/operations/get-available-installment-options.js';
import { getControlNumber } from '../../../src/adapters/ims/operations/get-control-number.js';
import { getInsured } from '../../../src/adapters/ims/operations/get-insured.js';
import { getInsuredPrimaryLocation } from '../../../src/adapters/ims/operations/get-insured-primary-location.js';
import { getPolicyInformation } from '../../../src/adapters/ims/operations/get-policy-information.js';
import { getProducerContactByLocationCode } from '../../../src/adapters/ims/operations/get-producer-contact-by-location-code.js';
import { getProducerContactInfo } from '../../../src/adapters/ims/operations/get-producer-contact-info.js';
import { getProducerUnderwriter } from '../../../src/adapters/ims/operations/get-producer-underwriter.js';
import { importExcelRater } from '../../../src/adapters/ims/operations/import-excel-rater.js';
import { insuredCandidates } from '../../../src/adapters/ims/operations/insured-candidates.js';
import { issuePolicy } from '../../../src/adapters/ims/operations/issue-policy.js';
import { logInImsUser } from '../../../src/adapters/ims/operations/log-in-ims-user.js';
import type { Operation } from '../../../src/adapters/ims/operations/operation.js';
import { producerSearch } from '../../../src/adapters/ims/operations/producer-search.js';
import {
  documentsOfQuote,
  invoicesOfQuote,
  premiumsOfQuote,
  quoteByGuid,
  quotesByReference,
  quotesOfSubmission,
  renewalsOfQuote,
  termsInForce,
  submissionsOfInsured,
} from '../../../src/adapters/ims/operations/site-procedures.js';
import { updateExternalQuoteId } from '../../../src/adapters/ims/operations/update-external-quote-id.js';
import { updateQuoteStatus } from '../../../src/adapters/ims/operations/update-quote-status.js';

const OPERATIONS = [
  addInsuredLocation,
  addInsuredWithLocation,
  addPremium,
  addQuote,
  addSubmission,
  autoAddQuoteDetails,
  autoAddQuoteOptions,
  bindQuote,
  bindQuoteWithInstallment,
  createBinderDocument,
  createPolicyDocument,
  executeCommand,
  findInsuredByName,
  findInsuredByTaxId,
  getAvailableInstallmentOptions,
  getControlNumber,
  getInsured,
  getInsuredPrimaryLocation,
  getPolicyInformation,
  getProducerContactByLocationCode,
  getProducerContactInfo,
  getProducerUnderwriter,
  importExcelRater,
  issuePolicy,
  logInImsUser,
  producerSearch,
  updateExternalQuoteId,
  updateQuoteStatus,
];

/** The operation of that name; for the call of a site procedure, the one that serves `lookup`. */
export function operationFor(
  name: string,
  lookup: string | undefined,
  installation: Installation,
): Operation<never, unknown> {
  if (lookup !== undefined) {
    const lookups = [
      quotesByReference(installation),
      quoteByGuid(installation),
      quotesOfSubmission(installation),
      renewalsOfQuote(installation),
      termsInForce(installation),
      submissionsOfInsured,
      premiumsOfQuote,
      invoicesOfQuote,
      documentsOfQuote,
      insuredCandidates,
    ];
    const found = lookups.find((candidate) => candidate.lookup === lookup);
    if (!found) throw new Error(`no lookup ${lookup}`);
    return executeDataSet(found as never);
  }
  const found = OPERATIONS.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`no operation ${name}`);
  return found;
}
