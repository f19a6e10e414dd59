import type { Contradiction } from './contradiction.js';
import { rangesContradictions } from './range-contradictions.js';
import { STATE, type RatePlan, type RiskField, type Table } from './rate-plan.js';

/**
 * What keeps a table from having a value for every risk.
 *
 * @param wrong what is wrong with a value of the table; null for one that can be used
 */
export function tableContradictions(
  { risk }: RatePlan,
  table: Table,
  wrong: (text: string) => string | null,
): readonly Contradiction[] {
  const { by, otherwise } = table;
  const field = risk.find(({ name }) => name === by);
  if (!field && by !== STATE) return [{ path: ['by'], message: `${by} is no field of the risk` }];
  const optional =
    field?.isRequired === false && otherwise === null
      ? [{ path: ['otherwise'], message: `is missing: ${by} may be left out of a risk` }]
      : [];
  return [...optional, ...valuesOf(table, wrong), ...keysOf(field, table)];
}

function valuesOf(table: Table, wrong: (text: string) => string | null): readonly Contradiction[] {
  const values =
    'values' in table
      ? Object.entries(table.values).map(([key, value]) => ({ path: ['values', key], value }))
      : table.ranges.map(({ value }, index) => ({ path: ['ranges', index, 'value'], value }));
  const otherwise =
    table.otherwise === null ? [] : [{ path: ['otherwise'], value: table.otherwise }];
  return [...values, ...otherwise].flatMap(({ path, value }) => {
    const message = wrong(value);
    return message === null ? [] : [{ path, message }];
  });
}

function keysOf(field: RiskField | undefined, table: Table): readonly Contradiction[] {
  const isMeasured = field?.kind === 'number' || field?.kind === 'date';
  if ('ranges' in table) {
    return isMeasured
      ? rangesContradictions(field, table.ranges, table.otherwise !== null)
      : [{ path: ['ranges'], message: `${table.by} is no number or day: give values` }];
  }
  if (isMeasured) return [{ path: ['values'], message: `${table.by} has ranges: give those` }];
  const keys = Object.keys(table.values);
  if (field?.kind === 'choice') {
    return [
      ...keys
        .filter((key) => !field.values.includes(key))
        .map((key) => ({ path: ['values', key], message: `is no value of ${field.name}` })),
      ...missing(field.values, table).map((value) => ({
        path: ['values'],
        message: `has no ${value}, which ${field.name} can be`,
      })),
    ];
  }
  return field?.kind === 'text' && table.otherwise === null
    ? [{ path: ['otherwise'], message: `is missing: ${field.name} can be any text` }]
    : [];
}

/** Of what can be asked of a table, what it has nothing for. */
export function missing(asked: readonly string[], table: Table): readonly string[] {
  if (!('values' in table) || table.otherwise !== null) return [];
  return asked.filter((value) => !Object.hasOwn(table.values, value));
}
