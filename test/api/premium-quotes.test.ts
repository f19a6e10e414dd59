import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eachAtOnce } from '../support/at-once.js';
import {
  aRequest,
  codeOf,
  errorsOf,
  KEYS,
  runApp,
  type Answer,
  type RunningApp,
} from './running-app.js';

type Json = Record<string, unknown>;
const PATH = '/api/policies/quote';
const policy = (changes: Json = {}) => aRequest(changes, 'premium-quote');
const risk = (
  (policy()['policyEnrollments'] as Json[])[0]?.['policyEnrollmentProducts'] as Json[]
)[0]?.['risk'] as Json;
const person = {
  code: 'P-1',
  name: 'Doe',
  firstName: 'Pat',
  dateOfBirth: '1980-02-29',
  countryCode: 'DE',
};
const enrolled = (products: readonly Json[] = [{ risk }], of: Json = { person }): Json[] => [
  { ...of, policyEnrollmentProducts: products },
];
/** No contract period, so that the period is found from around the day. */
const uncontracted = (changes: Json = {}) =>
  policy({ policyContractPeriod: undefined, ...changes });

interface Line {
  sequence: number;
  referencedCalculationResultLine: { sequence: number } | null;
  policyEnrollmentProduct: Json;
  scheduleDefinition: { code: string; type: string; surchargeRuleEvaluation: string | null };
  resultAmount: { value: string; currency: string };
  retrievedAmount: { value: string; currency: string };
  percentage: string | null;
  addOn: Json | null;
}
interface Result extends Json {
  calculationPeriod: { startDate: string; endDate: string; displayName: string };
  calculationDate: string;
  referenceDate: string;
  totalResult: { value: string };
  calculationResultLineList: Line[];
}
const resultsOf = (answer: Answer) => {
  expect(answer.status, answer.text.slice(0, 600)).toBe(200);
  return answer.json['calculationResultList'] as Result[];
};
const faults = (answer: Answer) =>
  errorsOf(answer).map((error) => [error.field, error.messageCode ?? null]);

describe('the premium quote', () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await runApp();
  });
  afterAll(() => app[Symbol.asyncDispose]());

  const quote = (body: unknown, after = '2027-03-01', accept?: string) =>
    app.send(`${PATH}/${after}`, {
      body,
      key: KEYS.reader,
      ...(accept === undefined ? {} : { headers: { Accept: accept } }),
    });
  const withFields = (fields: string, body: unknown = policy()) =>
    quote(body, '2027-03-01', `application/json;fields=${fields}`);

  describe('as it is asked for', () => {
    it('"The system provides through this synchronous integration point premium quotes to external systems, for example portals." "After the premium has been calculated, a response containing the calculation results is returned." A key that may look is enough', async () => {
      const answer = await quote(policy());
      expect(resultsOf(answer)).toHaveLength(12);
      expect(answer.json).toMatchObject({
        calculationResultSetTotalBasePremium: { value: '4626.00', currency: 'USD' },
        calculationResultSetTotalAdjustment: { value: '-549.99', currency: 'USD' },
        calculationResultSetTotalSurcharge: { value: '653.60', currency: 'USD' },
        calculationResultSetTotalResult: { value: '4729.61', currency: 'USD' },
      });
    });

    it('"a request containing the policy and the related persons/objects has to be sent in"', async () => {
      const both = [...enrolled(), ...enrolled([{ risk }], { object: { code: 'SHED' } })];
      const [first] = resultsOf(await quote(policy({ policyEnrollments: both })));
      const parties = first?.calculationResultLineList.map(
        ({ policyEnrollmentProduct: { policyEnrollment } }) => policyEnrollment,
      );
      expect(parties?.[0]).toEqual({
        person: {
          code: 'P-1',
          descr: null,
          name: 'Doe',
          firstName: 'Pat',
          dateOfBirth: '1980-02-29',
          entityDate: null,
        },
      });
      expect(parties?.at(-1)).toMatchObject({ object: { code: 'SHED', entityDate: null } });
      const without = await quote(policy({ policyEnrollments: undefined }));
      expect(faults(without)).toEqual([['policyEnrollments', null]]);
      const neither = await quote(policy({ policyEnrollments: enrolled([{ risk }], {}) }));
      expect(faults(neither)).toEqual([['policyEnrollments[0]', null]]);
    });

    it('"a calculation input date path parameter (in format YYYY-MM-DD) must be provided. […] The path looks like this: http://<host>:<port>/<contextRoot>/policies/quote/{calculationInputDate}"', async () => {
      for (const date of ['2027-02-30', '20270301', 'today', '1752-12-31']) {
        const answer = await quote(policy(), date);
        expect(codeOf(answer), date).toBe('invalid-request');
        expect(faults(answer), date).toEqual([['calculationInputDate', null]]);
      }
      expect((await app.send(PATH, { body: policy() })).status).toBe(405);
      expect((await app.send(`${PATH}/2027-03-01`)).status).toBe(405);
    });

    it('"This date is used to select the contract period or calculation period for which the premium calculation has to be run."', async () => {
      expect(resultsOf(await quote(policy(), '2027-03-01'))).toHaveLength(12);
      const [only, ...others] = resultsOf(await quote(uncontracted(), '2027-03-10'));
      expect(only?.calculationPeriod).toEqual({
        startDate: '2027-03-10',
        endDate: '2027-04-10',
        displayName: '2027-03-10 to 2027-04-10',
      });
      expect(others).toEqual([]);
    });

    it('"Query parameter "billingCycle" can be provided to influence the settings of the calculation date and pay date of the policy calculation period." "I - Immediate Billing" "F- Forward Billing" "The billing cycle is set as specified in the request."', async () => {
      const days = async (query: string) => {
        const answer = await quote(
          policy(),
          `2027-03-01${query}`,
          'application/json;fields=payDate|billingCycle',
        );
        const [first] = resultsOf(answer);
        return [first?.['billingCycle'], first?.calculationDate, first?.['payDate']];
      };
      expect(await days('?billingCycle=I')).toEqual(['I', '2027-02-01', '2027-02-01']);
      expect(await days('?billingCycle=F')).toEqual(['F', '2027-01-17', '2027-02-01']);
      expect(await days('')).toEqual(['I', '2027-02-01', '2027-02-01']);
      expect(faults(await quote(policy(), '2027-03-01?billingCycle=X'))).toEqual([
        ['billingCycle', null],
      ]);
      expect(faults(await quote(policy(), '2027-03-01?cycle=I'))).toEqual([['cycle', null]]);
    });

    it('"It is also possible to fetch up to 5 calculation result dynamic fields in the response by using accept header parameter "fields"." "This parameter takes the dynamic field usagenames separated by \'|\'." "The system returns dynamic fields that are specified in the accept header"', async () => {
      const [first, second] = resultsOf(
        await withFields('payDate|taxes|totalWithTaxes|ratePlan|state'),
      );
      expect(first).toMatchObject({
        payDate: '2027-02-01',
        ratePlan: 'small-property',
        state: 'TX',
        taxes: [
          { kind: 'tax', name: 'surplusLinesTax', amount: { value: '219.69', currency: 'USD' } },
          { kind: 'fee', name: 'stampingFee', amount: { value: '1.81', currency: 'USD' } },
        ],
      });
      expect(second).toMatchObject({ taxes: [], totalWithTaxes: second?.totalResult });
      expect(first).not.toHaveProperty('explanation');
      const [plain] = resultsOf(await quote(policy()));
      for (const name of [
        'payDate',
        'taxes',
        'totalWithTaxes',
        'ratePlan',
        'state',
        'explanation',
        'billingCycle',
      ])
        expect(plain).not.toHaveProperty(name);
    });

    it('"To get dynamicfieldusgae1 and dynamicfieldusage2 in the response, the accept header must be set as application/json;fields=dynamicfieldusgae1|dynamicfieldusage2." Also in quotes, beside other types, and twice', async () => {
      for (const accept of [
        'application/json;fields=state|payDate',
        'application/json; FIELDS="state | payDate"',
        'text/html, application/json;q=0.9;fields=state|payDate|state',
      ]) {
        const [first] = resultsOf(await quote(policy(), '2027-03-01', accept));
        expect(Object.keys(first ?? {}), accept).toEqual(
          expect.arrayContaining(['state', 'payDate']),
        );
      }
    });

    it('"POL-HTTP-019 Fatal No more than 5 dynamic fields can be requested"', async () => {
      const answer = await withFields('billingCycle|explanation|payDate|ratePlan|state|taxes');
      expect(answer.status).toBe(422);
      expect(faults(answer)).toEqual([['Accept', 'POL-HTTP-019']]);
      expect(faults(await withFields('payDate|mood'))).toEqual([['Accept', null]]);
    });
  });

  describe('as its periods are found', () => {
    it('"If a policy contract period exists […] that includes the specified input date the policy calculation periods are generated with generate up-to date set to the specified input date and with the look back date set to the contract period start date. The system continues to generate periods including the contract end date." ET-24: twelve from 30 April 2018 to 30 April 2019, and the yearly fee is 200.00', async () => {
      const policyContractPeriod = { startDate: '2018-04-30', endDate: '2019-04-30' };
      const results = resultsOf(await quote(policy({ policyContractPeriod }), '2018-06-15'));
      expect(results.map(({ calculationPeriod: { startDate } }) => startDate)).toEqual([
        ...['2018-04-30', '2018-05-30', '2018-06-30', '2018-07-30', '2018-08-30', '2018-09-30'],
        ...['2018-10-30', '2018-11-30', '2018-12-30', '2019-01-30', '2019-02-28', '2019-03-30'],
      ]);
      expect(results.at(-1)?.calculationPeriod.endDate).toBe('2019-04-30');
      const fees = results.map(
        ({ calculationResultLineList: lines }) =>
          lines.find(({ scheduleDefinition: { code } }) => code === 'INSPECTION')?.resultAmount
            .value,
      );
      expect(fees).toEqual([...Array.from({ length: 11 }, () => '16.66'), '16.74']);
      expect(fees.reduce((sum, fee) => sum + Number(fee?.replace('.', '')), 0)).toBe(20_000);
    });

    it('"If a policy contract period exists for the policy in context that includes the specified input date then all calculation periods (system and policy) that overlap with that policy contract period are selected and single calculation period time line is created."', async () => {
      const results = resultsOf(await quote(policy()));
      for (const [
        index,
        { calculationPeriod, referenceDate, policyContractStartDate },
      ] of results.entries()) {
        expect(calculationPeriod.startDate).toBe(
          results[index - 1]?.calculationPeriod.endDate ?? '2027-02-01',
        );
        expect([referenceDate, policyContractStartDate]).toEqual(['2027-02-01', '2027-02-01']);
      }
    });

    it('"Note policy calculation periods have higher priority over system calculation period." From the middle of a month there is no period of the calendar', async () => {
      const policyContractPeriod = { startDate: '2027-02-15', endDate: '2028-02-15' };
      const results = resultsOf(await quote(policy({ policyContractPeriod })));
      expect(results).toHaveLength(12);
      expect(
        results.every(({ calculationPeriod: { startDate } }) => startDate.endsWith('-15')),
      ).toBe(true);
    });

    it('"If there is no policy contract, then the system generates periods up-to the specified input date, with the look back date set to the input date." "If there is no policy contract, system selects policy calculation period that includes the input date."', async () => {
      const policyEnrollments = enrolled([{ risk, startDate: '2026-01-31' }]);
      const [only] = resultsOf(await quote(uncontracted({ policyEnrollments }), '2027-02-28'));
      expect(only).toMatchObject({
        calculationPeriod: { startDate: '2027-02-28', endDate: '2027-03-31' },
        referenceDate: '2027-02-28',
        policyContractStartDate: null,
      });
    });

    it('"If no policy calculation period is found then the calculation period that includes the specified input date is selected." What is not enrolled by then costs nothing', async () => {
      const policyEnrollments = enrolled([{ risk, startDate: '2027-04-01' }]);
      const answer = await quote(uncontracted({ policyEnrollments }), '2027-03-10');
      expect(resultsOf(answer)).toMatchObject([
        {
          calculationPeriod: { startDate: '2027-03-01', endDate: '2027-04-01' },
          calculationResultLineList: [],
        },
      ]);
      expect(answer.json).toMatchObject({ calculationResultSetTotalResult: { value: '0.00' } });
    });

    it('"POL-HTTP-005 Fatal No calculation periods could be selected based on the specified calculation input date"', async () => {
      for (const date of ['2027-01-31', '2028-02-01']) {
        const answer = await quote(policy(), date);
        expect(answer.status).toBe(422);
        expect(faults(answer)).toEqual([['calculationInputDate', 'POL-HTTP-005']]);
      }
    });

    it('a contract that ends at a change of the clock has all its days', async () => {
      const policyContractPeriod = { startDate: '2026-03-14', endDate: '2027-03-14' };
      const results = resultsOf(await quote(policy({ policyContractPeriod })));
      expect(results).toHaveLength(12);
      expect(results.at(-1)?.calculationPeriod).toMatchObject({
        startDate: '2027-02-14',
        endDate: '2027-03-14',
      });
    });
  });

  describe('as it is answered', () => {
    it('"The response payload containing the calculation results looks like this": every member of it, and no other', async () => {
      const answer = await quote(policy());
      expect(Object.keys(answer.json)).toEqual([
        'calculationResultSetTotalBasePremium',
        'calculationResultSetTotalAdjustment',
        'calculationResultSetTotalSurcharge',
        'calculationResultSetTotalResult',
        'calculationResultList',
      ]);
      const [result] = resultsOf(answer);
      expect(Object.keys(result ?? {})).toEqual([
        ...[
          'calculationPeriod',
          'calculationDate',
          'referenceDate',
          'policyContractStartDate',
          'groupAccount',
        ],
        ...[
          'totalBasePremium',
          'totalAdjustment',
          'totalSurcharge',
          'totalResult',
          'calculationResultLineList',
        ],
      ]);
      expect(result).toMatchObject({
        groupAccount: { code: 'MAIN-STREET', displayName: 'Main Street merchants' },
        totalBasePremium: { value: '385.50', currency: 'USD' },
      });
      const line = result?.calculationResultLineList.find(
        ({ scheduleDefinition: { code } }) => code === 'DEDUCTIBLE',
      );
      expect(line).toEqual({
        sequence: 6,
        referencedCalculationResultLine: { sequence: 5 },
        policyEnrollmentProduct: {
          policyEnrollment: {
            object: {
              code: 'WAREHOUSE-1',
              descr: 'Warehouse at the harbour',
              name: null,
              firstName: null,
              dateOfBirth: null,
              entityDate: '1975-06-01',
            },
          },
          enrollmentProduct: {
            code: 'small-property',
            displayName: 'Small commercial property, surplus lines',
          },
        },
        scheduleDefinition: {
          code: 'DEDUCTIBLE',
          type: 'adjustment',
          surchargeRuleEvaluation: null,
        },
        premiumSchedule: null,
        addOn: null,
        resultAmount: { value: '-26.93', currency: 'USD' },
        retrievedAmount: { value: '-323.19', currency: 'USD' },
        percentage: '-7.5%',
      });
    });

    it('surcharges say whether adjustments come off before them', async () => {
      const [result] = resultsOf(await quote(policy()));
      const evaluations = result?.calculationResultLineList.flatMap(
        ({ scheduleDefinition: one }) =>
          one.type === 'surcharge' ? [[one.code, one.surchargeRuleEvaluation]] : [],
      );
      expect(evaluations).toEqual([
        ['AGE', 'onPremium'],
        ['MINIMUM', 'afterAdjustment'],
        ['INSPECTION', 'onPremium'],
      ]);
    });

    it('each line is explained where that is asked for', async () => {
      const [result] = resultsOf(await withFields('explanation'));
      expect(result?.['explanation']).toContainEqual({
        sequence: 1,
        name: 'Building, by construction',
        by: 'rate',
        lines: [],
        of: 'sumInsured 750000 per 100',
        value: '0.35',
        lookedUpBy: 'construction',
        exact: '2625',
        roundedTo: 'cent',
      });
    });

    it('"The policy in the request is handled as a virtual new policy, so the policy and the persons/objects that are specified in the request are not stored nor are existing policies, persons and objects updated." "Note that the calculation results are not stored nor are financial transactions created." A thousand quotes at once leave nothing behind, and are all the same', async () => {
      const answers = new Set<string>();
      const body = JSON.stringify(uncontracted());
      await eachAtOnce(50, Array.from({ length: 1000 }), async () => {
        const answer = await fetch(`${app.url}${PATH}/2027-03-01`, {
          method: 'POST',
          headers: { 'X-API-Key': KEYS.reader, 'Content-Type': 'application/json' },
          body,
        });
        answers.add(`${String(answer.status)} ${await answer.text()}`);
      });
      expect([...answers]).toEqual([expect.stringMatching(/^200 .*"394.13"/)]);
      const { workflows, updates, listRequests } = app.temporal;
      expect([workflows.size, updates, listRequests]).toEqual([0, [], []]);
    });
  });

  describe('as it is refused', () => {
    it('"if the group account code is unknown error message POL-IP-POLI-003 is returned"', async () => {
      const answer = await quote(policy({ groupAccount: { code: 'NOBODY' } }));
      expect(faults(answer)).toEqual([['groupAccount.code', 'POL-IP-POLI-003']]);
      expect(resultsOf(await quote(policy({ groupAccount: undefined })))[0]).toMatchObject({
        groupAccount: null,
      });
    });

    it('"if the country code is unknown error message REL-IP-RELA-009 is returned"', async () => {
      for (const countryCode of ['XX', 'us', 'Germany', 'EU']) {
        const answer = await quote(
          policy({
            policyEnrollments: enrolled([{ risk }], { person: { ...person, countryCode } }),
          }),
        );
        expect(faults(answer), countryCode).toEqual([
          ['policyEnrollments[0].person.countryCode', 'REL-IP-RELA-009'],
        ]);
      }
      const usa = { person: { ...person, countryCode: 'USA' } };
      resultsOf(await quote(policy({ policyEnrollments: enrolled([{ risk }], usa) })));
    });

    it('a product that is none, that is rated otherwise, or that is not sold in the state', async () => {
      expect(faults(await quote(policy({ product: 'cargo' })))).toEqual([['product', null]]);
      expect(faults(await quote(policy({ product: 'general-liability' })))).toEqual([
        ['product', null],
      ]);
      expect(faults(await quote(policy({ state: 'NY' })))).toEqual([['state', null]]);
    });

    it('"any error encountered in policy calculation period generation and premium calculation process may also be returned": a day for which no tax of the state is known', async () => {
      const policyContractPeriod = { startDate: '2022-06-01', endDate: '2023-06-01' };
      const answer = await quote(policy({ state: 'CA', policyContractPeriod }), '2022-07-01');
      expect(errorsOf(answer)).toMatchObject([
        { field: 'state', reason: 'has no row in the taxes file for terms that begin on that day' },
      ]);
    });

    it('periods that end before they begin, or go on for ever', async () => {
      const contract = (startDate: string, endDate: string) =>
        policy({ policyContractPeriod: { startDate, endDate } });
      for (const body of [
        contract('2027-02-01', '2027-02-01'),
        contract('2027-02-01', '2038-02-01'),
      ])
        expect(faults(await quote(body))).toEqual([['policyContractPeriod.endDate', null]]);
      const policyEnrollments = enrolled([
        { risk, startDate: '2027-03-01', endDate: '2027-02-01' },
      ]);
      expect(faults(await quote(policy({ policyEnrollments })))).toEqual([
        ['policyEnrollments[0].policyEnrollmentProducts[0].endDate', null],
      ]);
    });

    it('more than one answer can hold', async () => {
      const policyEnrollments = Array.from(
        { length: 100 },
        () => enrolled([{ risk }, { risk }])[0],
      );
      expect(faults(await quote(policy({ policyEnrollments })))).toEqual([
        ['policyEnrollments', null],
      ]);
    });

    it('with every fault at once, sixty of them, and not one value among them', async () => {
      const secret = 'Jane Roe';
      const wrong = {
        sumInsured: secret,
        construction: secret,
        territory: secret,
        deductible: secret,
        [secret]: 1,
      };
      const faulty = (index: number) =>
        index % 2 === 0
          ? enrolled([{ risk: wrong, addOns: ['FLOOD'] }], {
              person: { ...person, countryCode: secret },
            })[0]
          : enrolled([{ risk, startDate: secret }], {
              object: { code: secret, entityDate: secret },
            })[0];
      const body = policy({
        state: 'NY',
        groupAccount: { code: 'NOBODY' },
        policyContractPeriod: { startDate: '2027-04-01', endDate: '2028-04-01' },
        policyEnrollments: Array.from({ length: 12 }, (_, index) => faulty(index)),
        premium: [],
      });
      const answer = await quote(
        body,
        '2027-03-01?billingCycle=X',
        'application/json;fields=a|b|c|d|e|f',
      );
      expect(answer.status).toBe(422);
      const found = errorsOf(answer);
      const codes = found.flatMap((error) => error.messageCode ?? []);
      expect(new Set(codes)).toEqual(
        new Set(['POL-HTTP-019', 'POL-HTTP-005', 'POL-IP-POLI-003', 'REL-IP-RELA-009']),
      );
      // billingCycle, premium, state, group, period; seven of Accept; 6 times risk 5, add-on and country; 6 times three of form.
      expect(found).toHaveLength(5 + 7 + 6 * 7 + 6 * 3);
      expect(answer.text.replaceAll('risk.Jane Roe', '')).not.toContain(secret);
      expect(JSON.stringify(app.logLines)).not.toContain(secret);
    });

    it('"If an error occurs, the appropriate HTTP status code is returned […] This way, the request can be sent again after the reason for failure has been fixed."', async () => {
      const answer = await quote(policy({ groupAccount: { code: 'NOBODY' } }));
      expect(answer.status).toBe(422);
      expect(errorsOf(answer)[0]?.remedy).toBe(
        'Correct it, or leave it out for a policy of no group.',
      );
      resultsOf(await quote(policy({ groupAccount: undefined })));
      expect(
        (await app.send(`${PATH}/2027-03-01`, { body: policy(), key: KEYS.billing })).status,
      ).toBe(403);
      expect((await app.send(`${PATH}/2027-03-01`, { raw: '{', key: KEYS.reader })).status).toBe(
        400,
      );
    });

    it('days so late that no term could end after them', async () => {
      const late = { startDate: '9899-06-01', endDate: '9900-06-01' };
      expect(faults(await quote(policy({ policyContractPeriod: late }), '9899-07-01'))).toEqual([
        ['policyContractPeriod.endDate', null],
      ]);
      expect(faults(await quote(uncontracted(), '9999-12-31'))).toEqual([
        ['calculationInputDate', 'POL-HTTP-005'],
      ]);
      const policyEnrollments = enrolled([
        { risk, startDate: '1753-01-01', endDate: '9999-12-31' },
      ]);
      resultsOf(await quote(uncontracted({ policyEnrollments }), '9899-12-31'));
      expect(
        faults(await quote(uncontracted({ policyEnrollments, state: 'CA' }), '1753-01-01')),
      ).toEqual([['state', null]]);
    });

    it('a body that is none', async () => {
      for (const body of [[], 'policy', 7, null, {}]) {
        const answer = await quote(body);
        expect(codeOf(answer)).toBe('invalid-request');
      }
    });
  });
});
