import { fileURLToPath } from 'node:url';
import { readRatePlanFile } from '../../src/config/rate-plan-file.js';
import { readTaxesFile } from '../../src/config/taxes-file.js';
import type { RatePlan, ScheduleLine } from '../../src/domain/rating/rate-plan.js';
import type { RatingRules } from '../../src/domain/rating/rated-charges.js';

const configFile = (name: string) =>
  fileURLToPath(new URL(`../../config/${name}`, import.meta.url));

function valueOf<T>(read: { readonly value: T } | { readonly problems: readonly string[] }): T {
  if ('value' in read) return read.value;
  throw new Error(read.problems.join(' '));
}

/** As the files of this repository have them. */
export const smallProperty = valueOf(
  readRatePlanFile(configFile('rate-plans/small-property.json')),
);
export const taxRows = valueOf(readTaxesFile(configFile('taxes.json')));

/** The sum insured of a plan, and nothing else, so that a test shows all that matters to it. */
export function aPlan(
  schedule: readonly ScheduleLine[],
  changes: Partial<RatePlan> = {},
): RatePlan {
  return {
    ...smallProperty,
    risk: [{ name: 'sumInsured', kind: 'number', isRequired: true, from: null, to: null }],
    addOns: [],
    schedule,
    ...changes,
  };
}

/** A line of a schedule; name only what matters to the test. */
export function aLine(
  parts: Partial<ScheduleLine> & Pick<ScheduleLine, 'computation'>,
): ScheduleLine {
  return {
    code: 'BASE',
    name: 'Base',
    type: 'premium',
    charge: 'premium',
    line: null,
    addOn: null,
    when: [],
    ...parts,
  };
}

/** A surplus lines product of one line, whose inspection is a fee. */
export const rules: RatingRules = {
  product: {
    lines: [{ key: 'property', lineGuid: 'a', companyLocationGuid: 'b' }],
    notice: { isAdmitted: false, lines: [] },
    billing: {
      currency: 'USD',
      method: 'directBill',
      paymentPlan: 'TEN',
      invoicingPlan: 'TERM_DAY',
      oneTimeCharges: { 'inspection-fee': 'fee' },
      refundable: { 'inspection-fee': 'flatOnly' },
      taxableFees: [],
      confirmation: { kind: 'firstInvoice' },
      toleranceCents: {},
      paymentDeadlineDays: 30,
      cancelsForNonPayment: false,
    },
  },
  taxRows,
};
