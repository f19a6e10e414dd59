import { createClientAsync, type Client } from 'soap';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insuredParts, LIABILITY, LONE_STAR, OFFICE, openCaller, type Caller } from './caller.js';

type Arguments = Record<string, unknown>;

describe('a client built from the WSDL alone', () => {
  let caller: Caller;
  beforeAll(async () => {
    caller = await openCaller();
  });
  afterAll(() => caller.sandbox.close());

  it('takes a policy from login to issue', async () => {
    const connect = (service: string): Promise<Client> =>
      createClientAsync(`${caller.sandbox.url}/ims_sandbox/${service}.asmx?wsdl`, {
        disableCache: true,
      });
    const call = async (client: Client, operation: string, args: Arguments): Promise<unknown> => {
      const method = client[`${operation}Async`] as (
        args: Arguments,
      ) => Promise<[Arguments | null]>;
      const [result] = await method.call(client, args);
      return result?.[`${operation}Result`];
    };
    const logon = await connect('Logon');
    const login = (await call(logon, 'LoginIMSUser', {
      userName: 'bindery',
      tripleDESEncryptedPassword: 'c2FuZGJveC1wYXNzd29yZA==',
    })) as { Token: string };
    const open = async (service: string): Promise<Client> => {
      const client = await connect(service);
      const header = { 'tns:TokenHeader': { 'tns:Token': login.Token } };
      client.addSoapHeader(header, '', 'tns', `http://tempuri.org/IMSWebServices/${service}`);
      return client;
    };
    const insureds = await open('InsuredFunctions');
    const producers = await open('ProducerFunctions');
    const quotes = await open('QuoteFunctions');

    const [[, insured], [, location]] = insuredParts('Independent Inc') as [
      [string, [string, string][]],
      [string, [string, string][]],
    ];
    const insuredGuid = await call(insureds, 'AddInsuredWithLocation', {
      insured: Object.fromEntries(insured),
      location: Object.fromEntries(location),
    });
    const contact = await call(producers, 'GetProducerContactByLocationCode', {
      locationCode: 'ALAMO-01',
    });
    const underwriter = await call(producers, 'GetProducerUnderwriter', {
      ProducerEntity: contact,
      LineGuid: LIABILITY,
    });
    const submission = await call(quotes, 'AddSubmission', {
      submission: {
        Insured: insuredGuid,
        ProducerContact: contact,
        Underwriter: underwriter,
        SubmissionDate: '2026-12-01',
      },
    });
    const quoteGuid = await call(quotes, 'AddQuoteWithAutocalculateDetailsQuote', {
      quote: {
        Submission: submission,
        QuotingLocation: OFFICE,
        IssuingLocation: OFFICE,
        CompanyLocation: LONE_STAR,
        Line: LIABILITY,
        StateID: 'CA',
        ProducerContact: contact,
        QuoteStatusID: 1,
        Effective: '2027-02-01',
        Expiration: '2028-02-01',
        BillingTypeID: 3,
        Underwriter: underwriter,
      },
    });
    const options = (await call(quotes, 'AutoAddQuoteOptions', { quoteGuid })) as {
      QuoteOption: { QuoteOptionGuid: string }[];
    };
    await call(quotes, 'AddPremium', {
      quoteOptionGuid: options.QuoteOption[0]?.QuoteOptionGuid,
      premium: '1234.56',
      officeID: -1,
      chargeCode: 102,
    });
    const policyNumber = await call(quotes, 'BindQuoteWithInstallment', {
      quoteGuid,
      companyInstallmentID: -1,
    });
    expect(policyNumber).toBe('CGL-2027-000001');
    expect(await call(quotes, 'IssuePolicy', { quoteGuid })).toBeInstanceOf(Date);
    expect(await call(quotes, 'GetControlNumber', { quoteGuid })).toBe(100_001);

    const dataAccess = await open('DataAccess');
    const rows = await call(dataAccess, 'ExecuteDataSet', {
      procedureName: 'BinderyInvoicesOfQuote',
      parameters: { string: ['@QuoteGuid', quoteGuid] },
    });
    expect(rows).toContain('<InvoiceTotal>1234.5600</InvoiceTotal>');
  });
});
