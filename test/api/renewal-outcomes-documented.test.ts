import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { OUTCOMES } from './renewal-outcomes.js';

it('the documentation for billing says what becomes of money for a next term, row by row', () => {
  const text = readFileSync('docs/billing-system.md', 'utf8');
  const lines = text.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const header = lines.findIndex(([, first, second]) => first === 'flow' && second === 'money is');
  const rows = lines.slice(header + 2);
  const documented = rows.slice(
    0,
    rows.findIndex((cells) => cells.length === 1),
  );
  expect(documented.map(([, flow, when, says]) => ({ flow, when, says }))).toEqual(
    OUTCOMES.map(({ flow, when, says }) => ({ flow: `\`${flow}\``, when, says })),
  );
});
