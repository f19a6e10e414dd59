import { escapeXml } from '../../../src/xml/writer.js';
import {
  companyLocationName,
  lineName,
  referenceData,
  type CompanyLine,
} from '../book/reference-data.js';
import type { Row } from '../result-set.js';
import type { Procedure } from './procedure.js';

/** Procedures that the vendor's notes treat as standard. */
export const VENDOR_PROCEDURES: Readonly<Record<string, Procedure>> = {
  ValidCompanyLinesXml: {
    required: [],
    optional: ['programCode'],
    run: () => ({
      xml: `<ValidCompanyLines>${referenceData.companyLines.map(companyLineXml).join('')}</ValidCompanyLines>`,
    }),
  },
  SupplementaryData: {
    required: [],
    run: () => ({
      tables: [
        listOf('BusinessTypeID', 'BusinessType', referenceData.businessTypes),
        listOf('DeliveryMethodID', 'DeliveryMethod', referenceData.deliveryMethods),
        listOf('LocationTypeID', 'LocationType', referenceData.locationTypes),
        listOf('PolicyTypeID', 'PolicyType', referenceData.policyTypes),
        listOf('BillingTypeID', 'BillingType', referenceData.billingTypes),
        listOf('FolderID', 'FolderName', referenceData.documentFolders),
      ],
    }),
  },
};

function listOf(
  idColumn: string,
  nameColumn: string,
  entries: readonly { readonly id: number; readonly name: string }[],
): Row[] {
  return entries.map(({ id, name }) => ({ [idColumn]: id, [nameColumn]: name }));
}

/** Names and GUIDs of carriers carry a leading blank, as they do in the real answer. */
function companyLineXml(companyLine: CompanyLine): string {
  const billTypes = referenceData.billingTypes
    .filter(({ id }) => companyLine.billingTypeIds.includes(id))
    .map(({ id, name }) => `<BillType BillingTypeID="${id}" BillingType="${escapeXml(name)}" />`);
  const offices = referenceData.offices.map(
    (office) =>
      `<Office QuotingAndIssuingOffice="${escapeXml(office.name)}" OfficeGuid="${office.officeGuid}">` +
      `<CostCenters>${referenceData.costCenters.map((id) => `<CostCenter CostCenterID="${id}" Name="General" />`).join('')}</CostCenters></Office>`,
  );
  const users = referenceData.users.map(
    ({ name, userGuid }) => `<User UserName="${escapeXml(name)}" UserGUID="${userGuid}" />`,
  );
  return (
    '<CompanyLine>' +
    `<CompanyLineGUID>${companyLine.companyLineGuid}</CompanyLineGUID>` +
    `<LocationName> ${escapeXml(companyLocationName(companyLine.companyLocationGuid))}</LocationName>` +
    `<CompanyLocationGUID> ${companyLine.companyLocationGuid}</CompanyLocationGUID>` +
    `<LineName>${escapeXml(lineName(companyLine.lineGuid))}</LineName>` +
    `<LineGUID>${companyLine.lineGuid}</LineGUID>` +
    `<StateID>${companyLine.stateId}</StateID>` +
    `<Offices>${offices.join('')}</Offices>` +
    `<Users>${users.join('')}</Users>` +
    `<BillTypes>${billTypes.join('')}</BillTypes>` +
    '</CompanyLine>'
  );
}
