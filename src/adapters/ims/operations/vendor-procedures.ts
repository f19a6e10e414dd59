import { z } from 'zod';
import type { CompanyLine, ListedIds } from '../../../ports/policy-system/set-up.js';
import { withoutForbiddenCharacters } from '../../../xml/forbidden-characters.js';
import { readXml, UnreadableXml, type XmlElement } from '../../../xml/reader.js';
import { plainGuid } from './answers.js';
import { executionFields } from './execution.js';
import type { Operation } from './operation.js';

/** Procedures that the vendor's notes treat as standard. An installation may lack them all the same. */

const COMPANY_LINES = 'ValidCompanyLinesXml';
const LISTS = 'SupplementaryData';
const INTEGER = /^-?\d{1,9}$/;

/** The company lines, by themselves or escaped in the cells of a table, where SQL Server cuts them into pieces. */
export const validCompanyLines: Operation<
  { readonly programCode: string | null },
  readonly CompanyLine[]
> = {
  name: 'ExecuteDataSet',
  service: 'DataAccess',
  effect: 'read',
  toRequest: ({ programCode }) =>
    executionFields({
      procedure: COMPANY_LINES,
      parameters: programCode === null ? {} : { programCode },
    }),
  procedureOf: () => COMPANY_LINES,
  answer: document((root) => {
    if (root.name === 'ValidCompanyLines') return companyLines(root);
    if (root.children.length === 0) return [];
    const inner = readXml(cellsOf(root).join('').trim());
    return inner.name === 'ValidCompanyLines' ? companyLines(inner) : null;
  }, 'no ValidCompanyLines'),
};

/** Ids of lists in the order of the vendor's notes; the names of their columns are not known. */
export const supplementaryData: Operation<undefined, ListedIds> = {
  name: 'ExecuteDataSet',
  service: 'DataAccess',
  effect: 'read',
  toRequest: () => executionFields({ procedure: LISTS, parameters: {} }),
  procedureOf: () => LISTS,
  answer: document(
    (root) => ({
      businessTypes: idsIn(root, 'Table'),
      deliveryMethods: idsIn(root, 'Table1'),
      locationTypes: idsIn(root, 'Table2'),
      policyTypes: idsIn(root, 'Table3'),
      billingTypes: idsIn(root, 'Table4'),
    }),
    'no result sets',
  ),
};

/** The answer as a document; what cannot be read, or is null to `read`, breaks the contract. */
function document<Out>(read: (root: XmlElement) => Out | null, problem: string) {
  return z.string('no result set').transform((answer, context): Out => {
    try {
      const found = read(readXml(withoutForbiddenCharacters(answer.trim())));
      if (found !== null) return found;
      context.addIssue({ code: 'custom', message: problem });
    } catch (error) {
      if (!(error instanceof UnreadableXml)) throw error;
      context.addIssue({ code: 'custom', message: 'its text is not an XML document' });
    }
    return z.NEVER;
  });
}

function companyLines(root: XmlElement): CompanyLine[] {
  return all(root, 'CompanyLine').map((line) => {
    const offices = all(line, 'Offices').flatMap((list) => all(list, 'Office'));
    return {
      lineGuid: plainGuid(textOf(line, 'LineGUID')),
      companyLocationGuid: plainGuid(textOf(line, 'CompanyLocationGUID')),
      state: textOf(line, 'StateID').trim(),
      offices: offices.map((office) => ({
        officeGuid: plainGuid(office.attributes.get('OfficeGuid') ?? ''),
        costCenterIds: all(office, 'CostCenters')
          .flatMap((list) => all(list, 'CostCenter'))
          .flatMap((center) => idOf(center.attributes.get('CostCenterID'))),
      })),
      billingTypeIds: all(line, 'BillTypes')
        .flatMap((list) => all(list, 'BillType'))
        .flatMap((type) => idOf(type.attributes.get('BillingTypeID'))),
    };
  });
}

/** Ids of one list: the column whose name ends so, else every integer. Empty when there are none. */
function idsIn(root: XmlElement, table: string): ReadonlySet<number> {
  const cells = all(root, table).flatMap((row) => row.children);
  const named = cells.filter(({ name }) => /id$/i.test(name));
  return new Set((named.length > 0 ? named : cells).flatMap(({ text }) => idOf(text)));
}

function idOf(text: string | undefined): number[] {
  const plain = text?.trim() ?? '';
  return INTEGER.test(plain) ? [Number(plain)] : [];
}

function cellsOf(root: XmlElement): string[] {
  return root.children
    .filter(({ name }) => name !== 'schema')
    .flatMap((row) => row.children.map(({ text }) => text));
}

function all({ children }: XmlElement, name: string): XmlElement[] {
  return children.filter((child) => child.name === name);
}

function textOf(element: XmlElement, name: string): string {
  return all(element, name)[0]?.text ?? '';
}
