const GUID = '5da5aff6-72f0-5cbe-be01-586051da9136';

/** A quote with every field of the WSDL filled. */
export const FULL_QUOTE = {
  Submission: GUID,
  QuotingLocation: GUID,
  IssuingLocation: GUID,
  CompanyLocation: GUID,
  Line: GUID,
  StateID: 'TX',
  ProducerContact: GUID,
  QuoteStatusID: 1,
  Effective: '2027-02-01',
  Expiration: '2028-02-01',
  BillingTypeID: 3,
  FinanceCompany: GUID,
  NetRateQuoteID: -1,
  QuoteDetail: {
    CompanyCommission: '0.1500',
    ProducerCommission: '0.1000',
    TermsOfPayment: 1,
    ProgramCode: 'STD',
    CompanyContactGuid: GUID,
    RaterID: 4001,
    FactorSetGuid: GUID,
    ProgramID: 7,
    LineGUID: GUID,
    CompanyLocationGUID: GUID,
  },
  ExpiringQuoteGuid: GUID,
  Underwriter: GUID,
  ExpiringPolicyNumber: 'GL-0000123-26',
  ExpiringCompanyLocationGuid: GUID,
  PolicyTypeID: 1,
  RenewalOfQuoteGuid: GUID,
  InsuredBusinessTypeID: 13,
  AccountNumber: 'A-10045',
  AdditionalInformation: {
    string: ['bindery.reference=triton:TRITON-12345', 'bindery.digest=abc'],
  },
  OnlineRaterID: 4001,
  CostCenterID: 12,
  ProgramCode: 'STD',
  RiskInformation: {
    PolicyName: 'Müller & Söhne Smokehouse LLC',
    CorporationName: 'Müller & Söhne Smokehouse LLC',
    DBA: 'The "Smoke" House',
    Salutation: 'Ms.',
    FirstName: 'Ada',
    MiddleName: 'B.',
    LastName: 'Builder',
    SSN: '123456789',
    FEIN: '123456789',
    Address1: '9 Río Grande Ave',
    Address2: 'Suite <4>',
    City: 'El Paso',
    State: 'TX',
    ISOCountryCode: 'USA',
    Region: 'West',
    ZipCode: '79901',
    ZipPlus: '1234',
    Phone: '915-555-0100',
    Fax: '915-555-0101',
    Mobile: '915-555-0102',
    BusinessType: 9,
  },
  ProgramID: 7,
} as const;

export const TOKEN = '6bed863a-4e2e-5360-970d-a81ab7583848';

/** What `answer-server.ts` answers to the two operations that are called. */
export const ANSWERS: Readonly<Record<string, string>> = {
  LoginIMSUser: envelope(
    'Logon',
    'LoginIMSUser',
    `<UserGuid>${GUID}</UserGuid><Token>${TOKEN}</Token>`,
  ),
  AddQuoteWithAutocalculateDetailsQuote: envelope(
    'QuoteFunctions',
    'AddQuoteWithAutocalculateDetailsQuote',
    GUID,
  ),
};

function envelope(service: string, operation: string, result: string): string {
  return (
    '<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" ' +
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><soap:Body>' +
    `<${operation}Response xmlns="http://tempuri.org/IMSWebServices/${service}"><${operation}Result>${result}` +
    `</${operation}Result></${operation}Response></soap:Body></soap:Envelope>`
  );
}
