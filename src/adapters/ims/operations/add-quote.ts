import type { Installation } from '../../../domain/product/installation.js';
import type { Product } from '../../../domain/product/product.js';
import type { NewQuote } from '../../../ports/policy-system/quotes.js';
import { guid, ZERO_GUID } from './answers.js';
import type { Operation } from './operation.js';

interface QuoteOfProduct {
  readonly quote: NewQuote;
  readonly product: Product;
  readonly installation: Installation;
}

/** Makes a quote whose details come from the set-up of the company line. Answers its GUID. */
export const addQuote: Operation<QuoteOfProduct, string> = {
  name: 'AddQuoteWithAutocalculateDetailsQuote',
  service: 'QuoteFunctions',
  effect: 'write',
  toRequest: ({ quote, product, installation }) => {
    const [line] = product.lines;
    const { reference, state, effectiveDate, expirationDate } = quote.submission;
    const office = installation.offices[product.office];
    const { renews, converts } = quote;
    const expiringNumber = renews?.policyNumber ?? converts?.policyNumber ?? null;
    return {
      quote: {
        Submission: quote.submissionGroupGuid,
        QuotingLocation: office,
        IssuingLocation: office,
        CompanyLocation: line.companyLocationGuid,
        Line: line.lineGuid,
        StateID: state,
        ProducerContact: quote.producerContactGuid,
        QuoteStatusID: installation.quoteStatuses.submitted,
        Effective: effectiveDate,
        Expiration: expirationDate,
        BillingTypeID: installation.billingTypes[product.billingType],
        FinanceCompany: ZERO_GUID,
        NetRateQuoteID: installation.netRateQuoteId,
        ExpiringQuoteGuid: renews?.quoteGuid ?? ZERO_GUID,
        Underwriter: quote.underwriterGuid,
        ...(expiringNumber !== null && { ExpiringPolicyNumber: expiringNumber }),
        // A renewal stays with the carrier of the product.
        ExpiringCompanyLocationGuid: renews ? line.companyLocationGuid : ZERO_GUID,
        PolicyTypeID: policyTypeOf(quote, installation),
        RenewalOfQuoteGuid: renews?.quoteGuid ?? ZERO_GUID,
        InsuredBusinessTypeID: installation.businessTypes[quote.businessType],
        AdditionalInformation: {
          string: [
            `bindery.reference=${reference.system}:${reference.id}`,
            `bindery.digest=${quote.requestDigest}`,
          ],
        },
        OnlineRaterID: product.rating.method === 'excelRater' ? product.rating.raterId : 0,
        CostCenterID: installation.costCenterId,
      },
    };
  },
  answer: guid,
};

function policyTypeOf({ renews, converts }: NewQuote, installation: Installation): number {
  if (renews) return installation.policyTypeRenewal;
  return converts ? installation.policyTypeConversion : installation.policyTypeNew;
}
