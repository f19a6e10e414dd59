import { describe, expect, it } from 'vitest';
import {
  supplementaryData,
  validCompanyLines,
} from '../../../src/adapters/ims/operations/vendor-procedures.js';

const LINE = '6bed863a-4e2e-5360-970d-a81ab7583848';
const CARRIER = '5da5aff6-72f0-5cbe-be01-586051da9136';
const OFFICE = '71b906e8-732e-5e5a-879b-0e0f1cb7c584';
const DOCUMENT =
  `<ValidCompanyLines><CompanyLine><CompanyLocationGUID> ${CARRIER.toUpperCase()}</CompanyLocationGUID>` +
  `<LineGUID>${LINE}</LineGUID><StateID>TX</StateID>` +
  `<Offices><Office OfficeGuid="${OFFICE}"><CostCenters><CostCenter CostCenterID="4"/></CostCenters></Office></Offices>` +
  '<BillTypes><BillType BillingTypeID="3" BillingType="Agency"/></BillTypes></CompanyLine></ValidCompanyLines>';
const COMPANY_LINE = {
  lineGuid: LINE,
  companyLocationGuid: CARRIER,
  state: 'TX',
  offices: [{ officeGuid: OFFICE, costCenterIds: [4] }],
  billingTypeIds: [3],
};

const cell = (text: string) =>
  `<Table><XML_F52E>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</XML_F52E></Table>`;

describe('the list of company lines', () => {
  it.each([
    ['by itself', DOCUMENT],
    ['in one cell', `<Results>${cell(DOCUMENT)}</Results>`],
    [
      'cut into the rows of a table',
      `<Results>${cell(DOCUMENT.slice(0, 77))}${cell(DOCUMENT.slice(77))}</Results>`,
    ],
  ])('is read %s, with blanks and capitals in GUIDs', (_name, answer) => {
    expect(validCompanyLines.answer.parse(answer)).toEqual([COMPANY_LINE]);
  });

  it('is empty where there is none, and never guessed from anything else', () => {
    expect(validCompanyLines.answer.parse('<Results />')).toEqual([]);
    for (const answer of ['', 'no', `<Results>${cell('<Other/>')}</Results>`]) {
      expect(validCompanyLines.answer.safeParse(answer).success).toBe(false);
    }
  });

  it('is asked for with the program where one is named', () => {
    const asked = (programCode: string | null) => validCompanyLines.toRequest({ programCode });
    expect(asked('ABCDE')).toMatchObject({ parameters: { string: ['@programCode', 'ABCDE'] } });
    expect(asked(null)).toMatchObject({ parameters: { string: [] } });
  });
});

describe('the lists of ids', () => {
  it('are told by their place, from the column of an id or else from any integer', () => {
    const answer =
      '<Results><Table><Id>2</Id><Sort>90</Sort></Table><Table><Id>4</Id></Table>' +
      '<Table1><Code>1</Code><Name>Mail</Name></Table1></Results>';
    const listed = supplementaryData.answer.parse(answer);
    expect([...listed.businessTypes]).toEqual([2, 4]);
    expect([...listed.deliveryMethods]).toEqual([1]);
    expect(listed.policyTypes.size).toBe(0);
  });
});
