import { readFileSync } from 'node:fs';
import { createClientAsync } from 'soap';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { NewBusinessInput } from '../../src/workflows/new-business/messages.js';
import { escapeXml } from '../../src/xml/writer.js';
import { type Answer, KEYS } from './running-app.js';
import { type RunningChanges, runChanges } from './running-changes.js';

const PATH = '/soap/PolicyRenewalAPI';
const RENEWAL = 'http://guidewire.com/pc/ws/gw/webservice/pc/pc1000/job/PolicyRenewalAPI';
const PERIOD = 'urn:bindery:policy-period:1';
const PRODUCER = '4b9b3b8a-9c67-58a6-980d-8ac59b4e89ad';

const INSURED =
  '<insured><businessType>corporation</businessType><corporationName>ABC &amp; Sons</corporationName><fein>123456789</fein><location><address1>123 Main Street</address1><city>Dallas</city><state>TX</state><zip>75201</zip></location></insured>';
const PREMIUM =
  '<premium><entry><charge>premium</charge><state>TX</state><amount>5000.00</amount></entry></premium>';
const periodOf = (content: string, root = 'PolicyPeriod') =>
  `<${root} xmlns="${PERIOD}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${content}</${root}>`;
const A_PERIOD = periodOf(`<state>TX</state>${INSURED}${PREMIUM}<paymentPlan>-1</paymentPlan>`);

/** The arguments of the operation, in its order. */
type Arguments = Partial<
  Record<
    | 'accountNumber'
    | 'productCode'
    | 'producerCodeId'
    | 'policyNumber'
    | 'policyPeriodData'
    | 'changesToApply'
    | 'parseOptions'
    | 'basedOnEffectiveDate'
    | 'basedOnExpirationDate',
    string | null
  >
>;

describe('startConversionRenewal', () => {
  let changes: RunningChanges;
  let accountNumber: string;
  beforeAll(async () => {
    changes = await runChanges('SOAPCONV');
    await changes.bind('SOAPCONV-INSURED');
    [accountNumber = ''] = changes.policySystem.insuredGuids;
  });
  afterAll(() => changes[Symbol.asyncDispose]());

  let last = 0;
  const someArguments = (its: Arguments): Arguments => {
    last += 1;
    return {
      accountNumber,
      productCode: 'general-liability',
      producerCodeId: PRODUCER,
      policyNumber: `SOAP-LEGACY-${String(last)}`,
      policyPeriodData: A_PERIOD,
      basedOnEffectiveDate: '2026-02-01',
      basedOnExpirationDate: '2027-02-01',
      ...its,
    };
  };
  const sent = (given: Arguments) => {
    const written = Object.entries(given).flatMap(([name, value]) =>
      value === null ? [] : `<${name}>${escapeXml(value)}</${name}>`,
    );
    return changes.app.send(PATH, {
      raw: `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><startConversionRenewal xmlns="${RENEWAL}">${written.join('')}</startConversionRenewal></s:Body></s:Envelope>`,
      key: KEYS.billing,
      headers: { 'Content-Type': 'text/xml; charset=utf-8', SOAPAction: '""' },
    });
  };
  const call = (its: Arguments = {}) => sent(someArguments(its));
  const jobOf = ({ text }: Answer) => /<pr:return>([^<]*)<\/pr:return>/.exec(text)?.[1] ?? '';
  const faultOf = ({ text }: Answer) => ({
    exception: /<detail><pr:(\w+) xmlns:pr=/.exec(text)?.[1] ?? null,
    text: /<faultstring>([^<]*)<\/faultstring>/.exec(text)?.[1] ?? '',
  });
  const transaction = async (id: string) =>
    (await changes.app.send(`/api/transactions/${id}`)).json;

  /** What the job was begun with. */
  async function inputOf(job: string): Promise<NewBusinessInput> {
    const { events } = await changes.env.client.workflow.getHandle(job).fetchHistory();
    const started = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0];
    return JSON.parse(Buffer.from(started?.data ?? []).toString('utf8')) as NewBusinessInput;
  }

  it('"The renewal is in draft mode and is not bound." "The method returns the renewal job\'s ID number as a String." "If the operation fails, the method throws a DataConversionException.", to a client that knows nothing but the WSDL', async () => {
    const client = await createClientAsync(`${changes.app.url}${PATH}?wsdl`, {
      disableCache: true,
    });
    client.addHttpHeader('X-API-Key', KEYS.billing);
    const convert = client['startConversionRenewalAsync'] as (
      message: object,
    ) => Promise<[{ return: string }]>;
    const message = someArguments({});
    const [{ return: job }] = await convert(message);
    expect(job).toBe(`new-business:conversion:${String(message.policyNumber)}`);
    await expect.poll(async () => (await transaction(job))['heldAt']).toBe('validated');
    expect(await transaction(job)).toMatchObject({
      quoteState: 'validated',
      effectiveDate: '2027-02-01',
      expirationDate: '2028-02-01',
      policyNumber: null,
    });
    await expect(convert({ ...message, policyPeriodData: '<no' })).rejects.toMatchObject({
      root: {
        Envelope: {
          Body: { Fault: { detail: { DataConversionException: expect.anything() as object } } },
        },
      },
    });
  });

  it('"The startConversionRenewal method of the PolicyRenewalAPI web service starts a renewal for a single policy.": one job, however often it is called, and whoever asks for it', async () => {
    const given = someArguments({});
    const [first, second] = [jobOf(await sent(given)), jobOf(await sent(given))];
    expect([first, second]).toEqual([first, first]);
    const unnumbered = someArguments({ policyNumber: null });
    const [third, fourth] = [jobOf(await sent(unnumbered)), jobOf(await sent(unnumbered))];
    expect(third).toMatch(/^new-business:conversion:call-[0-9a-f]{40}$/);
    expect(fourth).toBe(third);
    const overHttp = await changes.app.post('/api/conversion-renewals', {
      accountNumber,
      product: 'general-liability',
      producer: { contactGuid: PRODUCER },
      policyNumber: given.policyNumber,
      basedOn: { effectiveDate: '2026-02-01', expirationDate: '2027-02-01' },
      period: {
        state: 'TX',
        insured: {
          businessType: 'corporation',
          corporationName: 'ABC & Sons',
          fein: '123456789',
          location: { address1: '123 Main Street', city: 'Dallas', state: 'TX', zip: '75201' },
        },
        premium: [{ charge: 'premium', state: 'TX', amount: '5000.00' }],
        paymentPlan: -1,
      },
    });
    expect([overHttp.status, overHttp.json['id']]).toEqual([202, first]);
  });

  it('"Custom implementations can use the argument to reference settings in the renewal policy period that differ from the legacy imported period.", and parseOptions "for their own purposes"', async () => {
    const job = jobOf(
      await call({
        changesToApply: periodOf(
          '<paymentPlan>1</paymentPlan><insured><fein xsi:nil="true"/><dba>ABC</dba></insured>',
          'PolicyPeriodChanges',
        ),
        policyPeriodData: A_PERIOD.replace('<state>', '<colour>blue</colour><state>'),
        parseOptions: 'externalSystem=triton; unknownFields=ignore;',
      }),
    );
    expect(job).toMatch(/^new-business:triton:/);
    const { submission } = await inputOf(job);
    expect(submission).toMatchObject({
      paymentPlan: 1,
      insured: { corporationName: 'ABC & Sons', dba: 'ABC', onFile: accountNumber },
      premium: [{ amountCents: 500_000 }],
    });
    expect(submission.insured).not.toHaveProperty('fein');
  });

  it('finds the producer by its name, and takes moments as the days on which they lie', async () => {
    const job = jobOf(
      await call({
        producerCodeId: 'Alamo Brokerage',
        basedOnEffectiveDate: '2026-02-01T00:01:00',
        // Still the first in Chicago.
        basedOnExpirationDate: '2027-02-02T05:00:00Z',
      }),
    );
    const { submission } = await inputOf(job);
    expect(submission.producer).toEqual({ search: 'Alamo Brokerage' });
    expect(submission.effectiveDate).toBe('2027-02-01');
  });

  it('"The basedOnEffectiveDate value is passed to the Effective Time plugin\'s getConversionRenewalEffectiveTime method": both days have the time of day and the zone of the product', async () => {
    const { term, converts } = await inputOf(jobOf(await call()));
    expect(term).toMatchObject({ timeZone: 'America/Chicago', termTime: '00:01' });
    expect(converts).toMatchObject({
      policyNumber: expect.stringContaining('SOAP-LEGACY-') as string,
    });
  });

  it('"There is no gap in coverage between the legacy imported policy period and the renewal period." "This date is also used as the effective date for the new imported renewal policy period."', async () => {
    const job = jobOf(await call({ basedOnExpirationDate: '2027-08-31' }));
    expect((await inputOf(job)).submission).toMatchObject({
      effectiveDate: '2027-08-31',
      expirationDate: '2028-08-31',
    });
  });

  it('"If the argument is null or references an existing PolicyCenter policy, the method generates a new and unique policy ID number."', async () => {
    const bound = await changes.bind('SOAPCONV-TAKEN');
    const taken = await inputOf(jobOf(await call({ policyNumber: bound })));
    expect(taken.converts).toMatchObject({ policyNumber: null, isNumberTaken: true });
    const none = await inputOf(
      jobOf(await call({ policyNumber: null, basedOnEffectiveDate: '2026-02-02' })),
    );
    expect(none.converts).toMatchObject({ policyNumber: null, isNumberTaken: false });
  });

  it('"The imported policyPeriodData does not support attaching Note or Document objects to the renewal policy period."', async () => {
    for (const element of ['notes', 'documents']) {
      const given = A_PERIOD.replace('<state>', `<${element}/><state>`);
      const fault = faultOf(await call({ policyPeriodData: given }));
      expect(fault.exception).toBe('DataConversionException');
      expect(fault.text).toContain(`policyPeriodData.${element} is not a field`);
    }
  });

  it.each([
    ['accountNumber', 'accountNumber is neither an account'],
    ['productCode', 'productCode is not a product'],
    ['producerCodeId', 'producerCodeId cannot be used. No single active producer'],
  ])(
    'CV-03: "If the account [product, producer code] does not exist in PolicyCenter, a BadIdentifierException is thrown." "If the accountNumber, productCode, or producerCodeId do not exist in PolicyCenter, the policy is not imported.": %s',
    async (argument, text) => {
      const start = vi.spyOn(changes.env.client.workflow, 'start');
      const answer = await call({ [argument]: 'nobody-knows-this' });
      expect(answer.status).toBe(500);
      const fault = faultOf(answer);
      expect(fault.exception).toBe('BadIdentifierException');
      expect(fault.text).toContain(text);
      expect(start.mock.calls.map(([type]) => type)).not.toContain('newBusiness');
      start.mockRestore();
    },
  );

  it.each([
    'accountNumber',
    'productCode',
    'producerCodeId',
    'policyPeriodData',
    'basedOnEffectiveDate',
    'basedOnExpirationDate',
  ] as const)('RequiredFieldException where %s is null', async (argument) => {
    expect(faultOf(await call({ [argument]: null }))).toEqual({
      exception: 'RequiredFieldException',
      text: `${argument} must not be null.`,
    });
  });

  it.each([
    ['XML that breaks off', { policyPeriodData: '<PolicyPeriod\n  xmlns="' }, 'line 2, column'],
    [
      'a document type',
      {
        policyPeriodData: `<!DOCTYPE x [<!ENTITY who "ABC">]>${A_PERIOD.replace('ABC', '&who;')}`,
      },
      'without a DOCTYPE',
    ],
    ['another root', { policyPeriodData: periodOf('', 'Policy') }, 'one element PolicyPeriod'],
    [
      'another namespace',
      { policyPeriodData: A_PERIOD.replace(PERIOD, 'urn:other') },
      'policyPeriodData must be one element',
    ],
    [
      'too much',
      { policyPeriodData: periodOf('<a/>'.repeat(1_001)) },
      'no longer than a policy needs',
    ],
    [
      'a value that is wrong',
      { policyPeriodData: A_PERIOD.replace('75201', '7520') },
      'policyPeriodData.insured.location.zip is not a ZIP code. Write five digits',
    ],
    [
      'an amount that is wrong',
      { policyPeriodData: A_PERIOD.replace('5000.00', 'much') },
      'policyPeriodData.premium[0].amount is not an amount',
    ],
    [
      'an element that is unknown',
      { policyPeriodData: A_PERIOD.replace('<state>', '<colour>blue</colour><state>') },
      'policyPeriodData.colour is not a field',
    ],
    [
      'an element twice',
      { policyPeriodData: A_PERIOD.replace('<state>', '<state>CA</state><state>') },
      'policyPeriodData.state is given twice',
    ],
    [
      'changes that are wrong',
      { changesToApply: periodOf('<paymentPlan>9</paymentPlan>', 'PolicyPeriodChanges') },
      'policyPeriodData.paymentPlan is not a plan of this product',
    ],
    ['options that are none', { parseOptions: 'fast=yes' }, 'parseOptions holds what is no option'],
    [
      'a day that is none',
      { basedOnExpirationDate: '2027-02-30' },
      'basedOnExpirationDate is not a date that exists',
    ],
    [
      'a term that ends before it begins',
      { basedOnExpirationDate: '2025-02-01' },
      'basedOnExpirationDate is not after the effective date',
    ],
    ['a number that is none', { policyNumber: 'a"b' }, 'policyNumber is not a policy number'],
  ])(
    '"If the operation fails, the method throws a DataConversionException": for %s, with where it is',
    async (_what, its, text) => {
      const answer = await call(its);
      expect([answer.status, faultOf(answer).exception]).toEqual([500, 'DataConversionException']);
      expect(faultOf(answer).text).toContain(text);
      expect(faultOf(answer).text).not.toMatch(/ABC|Main Street|123456789/);
    },
  );

  it('DataConversionException where another request has imported the policy', async () => {
    const given = someArguments({});
    await sent(given);
    const other = await sent({ ...given, basedOnEffectiveDate: '2025-08-01' });
    expect(faultOf(other).exception).toBe('DataConversionException');
  });

  it('publishes the schema of a period beside its WSDL', async () => {
    const { status, text } = await changes.app.send('/soap/PolicyPeriod.xsd', { key: null });
    expect(status).toBe(200);
    expect(text).toBe(readFileSync('contracts/PolicyPeriod.xsd', 'utf8'));
  });
});
