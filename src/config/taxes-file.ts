import { z } from 'zod';
import { isCivilDate } from '../domain/calendar/civil-date.js';
import { REFUNDABLE } from '../domain/money/charges.js';
import { PERCENT } from '../domain/money/ratio.js';
import type { TaxRow } from '../domain/premium/taxes.js';
import { readJsonFile, type ReadFile } from './json-file.js';

const day = z.string().refine(isCivilDate, 'must be a day such as 2027-01-31');

const rate = z.strictObject({
  kind: z.enum(['tax', 'fee'], { error: 'must be tax or fee' }),
  name: z.string().min(1).max(60),
  rate: z.string().regex(PERCENT, 'must be a percentage written as text, such as "4.85%"'),
  refundable: z.enum(REFUNDABLE, { error: 'must be always, flatOnly or never' }).default('always'),
});

const row = z
  .strictObject({
    state: z.string().regex(/^[A-Z]{2}$/, 'must be a state of two capital letters'),
    from: day,
    to: day.nullable().default(null),
    rates: z.array(rate),
  })
  .superRefine(({ from, to, rates }, context) => {
    if (to !== null && to <= from) {
      const message = 'must be after from: the day itself is outside';
      context.addIssue({ code: 'custom', path: ['to'], message });
    }
    for (const [index, { name }] of rates.entries()) {
      if (rates.findIndex((one) => one.name === name) === index) continue;
      const message = `${name} is named twice`;
      context.addIssue({ code: 'custom', path: ['rates', index, 'name'], message });
    }
  });

const schema = z
  .strictObject({ about: z.string().min(1), rows: z.array(row) })
  .superRefine(({ rows }, context) => {
    for (const [index, one] of rows.entries()) {
      const other = rows.findIndex((earlier, at) => at < index && sharesDay(earlier, one));
      if (other === -1) continue;
      const message = `overlaps rows.${other}: of the days in both it is not known which holds`;
      context.addIssue({ code: 'custom', path: ['rows', index, 'from'], message });
    }
  })
  .transform(({ rows }): readonly TaxRow[] => rows);

function sharesDay(one: TaxRow, other: TaxRow): boolean {
  const isOver = (end: TaxRow['to'], start: string) => end !== null && end <= start;
  return one.state === other.state && !isOver(one.to, other.from) && !isOver(other.to, one.from);
}

/** Reads the file with the taxes and fees of the states, and checks it by itself. */
export function readTaxesFile(path: string): ReadFile<readonly TaxRow[]> {
  return readJsonFile(path, schema);
}
