import { isCivilDate } from '../calendar/civil-date.js';
import type { Finding } from '../transaction/finding.js';
import { isLess } from '../money/ratio.js';
import { decimalRatio } from './decimal.js';
import { STATE, type Condition, type RatePlan, type RiskField, type Table } from './rate-plan.js';

/** What a risk is rated by: the fields of the plan that are given, as text, and its state of exposure. */
export type RiskValues = ReadonlyMap<string, string>;

/** What is wrong with what is to be rated, by its field. Never holds the value, which may be personal. */
export type RiskFinding = Omit<Finding, 'messageCode'>;

/** A risk as it can be rated, or everything that is wrong with it. */
export interface ReadRisk {
  readonly values: RiskValues;
  readonly findings: readonly RiskFinding[];
}

const LONGEST_TEXT = 200;

/** Reads what is given of a risk by what the plan asks; a number may be a whole number or text, everything else is text. */
export function readRisk(
  plan: RatePlan,
  given: Readonly<Record<string, unknown>>,
  state = '',
): ReadRisk {
  const values = new Map<string, string>([[STATE, state]]);
  const findings: RiskFinding[] = [];
  for (const field of plan.risk) {
    const value = Object.hasOwn(given, field.name) ? given[field.name] : undefined;
    if (value === undefined || value === null) {
      if (field.isRequired)
        findings.push({
          field: field.name,
          code: 'missing',
          reason: 'is missing',
          remedy: wanted(field),
        });
      continue;
    }
    const text = textOf(value);
    if (text !== null && fits(field, text)) values.set(field.name, text);
    else
      findings.push({
        field: field.name,
        code: 'outOfRange',
        reason: 'cannot be rated',
        remedy: wanted(field),
      });
  }
  const known = new Set(plan.risk.map(({ name }) => name));
  for (const name of Object.keys(given).filter((one) => !known.has(one))) {
    const remedy = `Correct its spelling or leave it out; the plan asks for ${[...known].join(', ')}.`;
    findings.push({
      field: name.slice(0, 64),
      code: 'unknownField',
      reason: 'is not asked for by the plan',
      remedy,
    });
  }
  return { values, findings };
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : null;
}

function fits(field: RiskField, text: string): boolean {
  switch (field.kind) {
    case 'number':
      return decimalRatio(text) !== null && isWithin(field, text);
    case 'date':
      return isCivilDate(text) && isWithin(field, text);
    case 'choice':
      return field.values.includes(text);
    case 'text':
      return text !== '' && text.length <= LONGEST_TEXT;
  }
}

/** What would be taken, in a sentence. */
function wanted(field: RiskField): string {
  switch (field.kind) {
    case 'number':
      return `Give a number${bounds(field)}, as a whole number or as text with at most six decimals.`;
    case 'date':
      return `Give a day${bounds(field)}, such as 2027-02-01.`;
    case 'choice':
      return `Use one of ${field.values.join(', ')}.`;
    case 'text':
      return `Give a text of 1 to ${LONGEST_TEXT} characters.`;
  }
}

function bounds({ from, to }: { readonly from: string | null; readonly to: string | null }) {
  return `${from === null ? '' : ` from ${from}`}${to === null ? '' : ` below ${to}`}`;
}

/** Whether a number or a day is in a range: its first value is, its last is not. */
export function isWithin(
  { from, to }: { readonly from: string | null; readonly to: string | null },
  text: string,
): boolean {
  return (from === null || !isBefore(text, from)) && (to === null || isBefore(text, to));
}

/** Whether a number is less than another, or a day earlier. */
export function isBefore(one: string, other: string): boolean {
  const [left, right] = [decimalRatio(one), decimalRatio(other)];
  return left && right ? isLess(left, right) : one < other;
}

/** Whether a line applies. */
export function holds(condition: Condition, risk: RiskValues): boolean {
  const value = risk.get(condition.field);
  if (value === undefined) return false;
  return 'is' in condition ? condition.is.includes(value) : isWithin(condition, value);
}

/** What a table has for a risk; null where it has nothing, which a checked plan never comes to. */
export function lookUp(table: Table, risk: RiskValues): string | null {
  const value = risk.get(table.by);
  if (value === undefined) return table.otherwise;
  if ('values' in table)
    return Object.hasOwn(table.values, value) ? (table.values[value] ?? null) : table.otherwise;
  return table.ranges.find((range) => isWithin(range, value))?.value ?? table.otherwise;
}
