import { productMidTerm } from '../../src/config/product-mid-term.js';
import { productQuote } from '../../src/config/product-quote.js';
import type { Installation } from '../../src/domain/product/installation.js';
import type { Product, ProductBilling } from '../../src/domain/product/product.js';
import type { RatingFiles } from '../../src/domain/rating/rated-product.js';
import type { Submission } from '../../src/domain/new-business/submission.js';
import {
  InMemoryPolicySystem,
  type InMemoryOptions,
  type KnownProducer,
} from './in-memory-policy-system.js';
import type { NewBusinessInput } from '../../src/workflows/new-business/messages.js';

const ALAMO_CONTACT = '4b9b3b8a-9c67-58a6-980d-8ac59b4e89ad';

export const KNOWN_PRODUCERS: readonly KnownProducer[] = [
  {
    contactGuid: ALAMO_CONTACT,
    name: 'Alamo Brokerage',
    underwriterGuid: '48e4f47f-779c-5df2-94d2-9188cd7b1a97',
    active: true,
  },
];

/** Nothing is rated by a plan. */
export const NO_RATING: RatingFiles = { plans: new Map(), taxRows: [] };

/** A general-liability submission of one charge; name only what matters to the test. */
export function aSubmission(changes: Partial<Submission> = {}): Submission {
  return {
    reference: { system: 'triton', id: 'TRITON-12345' },
    product: 'general-liability',
    effectiveDate: '2027-02-01',
    expirationDate: '2028-02-01',
    submissionDate: '2026-12-01',
    state: 'TX',
    insured: {
      businessType: 'corporation',
      corporationName: 'ABC Corporation',
      nameOnPolicy: 'ABC Corporation',
      fein: '123456789',
      location: {
        name: 'Primary Location',
        address1: '123 Main Street',
        city: 'Dallas',
        state: 'TX',
        zip: '75201',
        country: 'USA',
      },
    },
    producer: { contactGuid: ALAMO_CONTACT },
    premium: [{ line: 'general-liability', charge: 'premium', state: 'TX', amountCents: 500_000 }],
    paymentPlan: -1,
    ...changes,
  };
}

/** Workflow input for a submission, with short waits. */
export function newBusinessInput(
  submission: Submission = aSubmission(),
  changes: Partial<NewBusinessInput> = {},
): NewBusinessInput {
  return {
    submission,
    requestDigest: 'd'.repeat(64),
    requestedBy: 'test',
    documents: { binder: true, policy: true },
    term: { timeZone: 'America/Chicago', termTime: '00:01' },
    outagePatienceMs: 3_600_000,
    callLimitMs: 5_000,
    ...changes,
  };
}

const LINE_GUID = 'd2dd2a3a-b6e5-59a8-a28f-2d1367844168';
const COMPANY_GUID = '5da5aff6-72f0-5cbe-be01-586051da9136';
const OFFICE_GUID = '71b906e8-732e-5e5a-879b-0e0f1cb7c584';

/** An installation with every procedure, and the one product that `aSubmission` asks for. */
export function anInstallation(changes: Partial<Installation> = {}): Installation {
  return {
    name: 'in-memory',
    offices: { main: OFFICE_GUID },
    businessTypes: {
      corporation: 13,
      llc: 9,
      partnership: 2,
      limitedPartnership: 3,
      jointVenture: 10,
      trust: 11,
      individual: 4,
      other: 5,
    },
    billingTypes: { directBillCompany: 1, directBillMga: 2, agencyBill: 3 },
    charges: [
      { charge: 'premium', state: 'TX', code: 101 },
      { charge: 'terrorism', state: 'TX', code: 111 },
    ],
    quoteStatuses: { submitted: 1, bound: [3], lost: 5, closed: [4, 5] },
    policyTypeNew: 1,
    policyTypeRenewal: 2,
    policyTypeConversion: 7,
    deliveryMethodMail: 1,
    locationTypePrimary: 1,
    premiumOfficeId: -1,
    costCenterId: 0,
    netRateQuoteId: -1,
    singlePayOperation: 'BindQuoteWithInstallment',
    linksReferences: true,
    givePolicyNumber: 'O',
    settleMs: 0,
    procedures: {
      quotesByReference: 'A',
      quoteByGuid: 'B',
      submissionsOfInsured: 'C',
      quotesOfSubmission: 'D',
      premiumsOfQuote: 'E',
      invoicesOfQuote: 'F',
      documentsOfQuote: 'G',
      insuredCandidates: 'H',
      quoteByPolicyNumber: 'I',
      renewalsOfQuote: 'N',
      termsInForce: 'F',
    },
    changes: { endorse: 'J', cancel: 'K', reinstate: 'L', unbind: 'M' },
    changeReasons: { cancellation: { nonPayment: 1, insuredRequest: 2 }, reinstatement: 3 },
    spelling: { names: {}, addresses: {} },
    ...changes,
  };
}

export function aProduct(changes: Partial<Product> = {}): Product {
  return {
    key: 'general-liability',
    name: 'Commercial general liability',
    lines: [{ key: 'general-liability', lineGuid: LINE_GUID, companyLocationGuid: COMPANY_GUID }],
    states: ['TX'],
    notice: {
      isAdmitted: true,
      lines: [{ line: 'general-liability', classes: ['commercial', 'propertyCasualty'] }],
    },
    termMonths: 12,
    timeZone: 'America/Chicago',
    termTime: '00:01',
    office: 'main',
    rating: { method: 'passThrough', charges: ['premium', 'terrorism'] },
    quote: productQuote.parse({}),
    underwriting: null,
    midTerm: productMidTerm.parse({}),
    billingType: 'agencyBill',
    paymentPlans: [-1, 1],
    billing: null,
    renewal: null,
    documents: { binder: true, policy: true },
    outagePatienceMs: 3_600_000,
    ...changes,
  };
}

/** Confirmed by the first invoice, to the dollar, until the end of the thirtieth day. */
export function aProductBilling(changes: Partial<ProductBilling> = {}): ProductBilling {
  return {
    currency: 'USD',
    method: 'directBill',
    paymentPlan: 'TEN',
    invoicingPlan: 'TERM_DAY',
    oneTimeCharges: {},
    refundable: {},
    taxableFees: [],
    confirmation: { kind: 'firstInvoice' },
    toleranceCents: { USD: 100 },
    paymentDeadlineDays: 30,
    cancelsForNonPayment: false,
    ...changes,
  };
}

/** A policy system of the usual installation, with one product and the producers that submissions name. */
export function inMemoryPolicySystem(changes: Partial<InMemoryOptions> = {}): InMemoryPolicySystem {
  return new InMemoryPolicySystem({
    installation: anInstallation(),
    products: new Map([['general-liability', aProduct()]]),
    producers: KNOWN_PRODUCERS,
    ...changes,
  });
}
