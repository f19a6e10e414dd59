import type { Installation } from '../domain/product/installation.js';
import type { Product, ProductLine } from '../domain/product/product.js';
import { SystemRejection } from '../ports/call-errors.js';
import type { CompanyLine } from '../ports/policy-system/set-up.js';
import type { CheckedInstallation } from './asked.js';
import { subject, type CheckLine } from './line.js';
import { whatWentWrong, type WentWrong } from './what-went-wrong.js';

const NO_LIST =
  'offices, lines, carriers and billing types are proved by the first submission of each product';

/** Whether what each product sells can be quoted: its first line, by its office, in each of its states. */
export async function* checkCompanyLines({
  installation,
  products,
  policySystem,
  named,
}: CheckedInstallation): AsyncGenerator<CheckLine> {
  let companyLines: readonly CompanyLine[];
  const list = subject('companyLines', 'ValidCompanyLinesXml');
  try {
    companyLines = await policySystem.listCompanyLines(named.programCode);
  } catch (error) {
    const { says, remedy } = whatWentWrong(error);
    yield error instanceof SystemRejection
      ? list.notProved(
          `the installation does not answer its list of company lines (${says}): ${NO_LIST}`,
          'have the standard procedure ValidCompanyLinesXml set up, or name its program with --program',
        )
      : list.failed({ says, remedy });
    return;
  }
  for (const product of products.values()) {
    const line = subject('companyLines', product.key);
    const problems = problemsOf(product, installation, companyLines);
    for (const problem of problems) yield line.failed(problem);
    if (problems.length > 0) continue;
    yield line.works(
      `${product.lines[0].key} can be quoted by the office ${product.office} in ${product.states.join(', ')}`,
    );
    yield* furtherLines(product, companyLines);
  }
}

/** Further lines of a package come with the first one, as IMS has it set up; a list of their own only hints at it. */
function* furtherLines(
  { key, lines: [, ...further], states }: Product,
  companyLines: readonly CompanyLine[],
): Generator<CheckLine> {
  for (const line of further) {
    const missing = missingIn(line, states, companyLines);
    if (missing === null) continue;
    yield subject('companyLines', key).notProved(
      `${missing.says}, but may come with the first line: proved by the first submission`,
    );
  }
}

function problemsOf(
  product: Product,
  installation: Installation,
  companyLines: readonly CompanyLine[],
): readonly WentWrong[] {
  const missing = missingIn(product.lines[0], product.states, companyLines);
  if (missing !== null) return [missing];
  const [{ lineGuid, companyLocationGuid }] = product.lines;
  const sold = companyLines.filter(
    (line) =>
      line.lineGuid === lineGuid.toLowerCase() &&
      line.companyLocationGuid === companyLocationGuid.toLowerCase() &&
      product.states.includes(line.state),
  );
  return sold.flatMap((line) => [
    ...officeProblems(product, installation, line),
    ...billingTypeProblems(product, installation, line),
  ]);
}

/** The line, then its carrier, then the states: whatever of them is not there first. */
function missingIn(
  line: ProductLine,
  states: readonly string[],
  companyLines: readonly CompanyLine[],
): WentWrong | null {
  const remedy = `correct the line ${line.key} in the product file, or have the company line set up`;
  const ofLine = companyLines.filter(({ lineGuid }) => lineGuid === line.lineGuid.toLowerCase());
  if (ofLine.length === 0) {
    return { says: `no company line has the line ${line.key} (${line.lineGuid})`, remedy };
  }
  const ofCarrier = ofLine.filter(
    ({ companyLocationGuid }) => companyLocationGuid === line.companyLocationGuid.toLowerCase(),
  );
  if (ofCarrier.length === 0) {
    const says = `the carrier's location ${line.companyLocationGuid} does not write the line ${line.key}`;
    return { says, remedy };
  }
  const without = states.filter((state) => !ofCarrier.some((one) => one.state === state));
  if (without.length === 0) return null;
  return {
    says: `the line ${line.key} is not written in ${without.join(', ')}`,
    remedy: `take the state out of the product file, or have the company line set up there`,
  };
}

/** A list without any office tells nothing. */
function officeProblems(
  product: Product,
  { offices, costCenterId }: Installation,
  { offices: quoting, state }: CompanyLine,
): readonly WentWrong[] {
  if (quoting.length === 0) return [];
  const officeGuid = offices[product.office]?.toLowerCase() ?? '';
  const office = quoting.find((one) => one.officeGuid === officeGuid);
  if (office === undefined) {
    return [
      {
        says: `the office ${product.office} (${officeGuid}) does not quote ${product.lines[0].key} in ${state}`,
        remedy: 'correct offices in the installation file, or have the office set up for the line',
      },
    ];
  }
  if (costCenterId === 0 || office.costCenterIds.includes(costCenterId)) return [];
  return [
    {
      says: `the office ${product.office} has no cost center ${String(costCenterId)}`,
      remedy: 'correct costCenterId in the installation file; 0 is the default of the office',
    },
  ];
}

function billingTypeProblems(
  { billingType, lines: [line] }: Product,
  { billingTypes }: Installation,
  { billingTypeIds, state }: CompanyLine,
): readonly WentWrong[] {
  const id = billingTypes[billingType];
  if (billingTypeIds.length === 0 || billingTypeIds.includes(id)) return [];
  return [
    {
      says: `${line.key} in ${state} is not billed by ${billingType} (${String(id)}), but by ${billingTypeIds.join(', ')}`,
      remedy: 'correct billingTypes in the installation file, or billingType in the product file',
    },
  ];
}
