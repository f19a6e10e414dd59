import { readFileSync } from 'node:fs';

/** Requests of the `examples` folder that can be posted as they are. */
const EXAMPLES = {
  'general-liability': 'General liability for a corporation, priced by the source system',
  'commercial-property':
    'A package of two lines, its producer found by search, paid in instalments',
  contractors: 'A workbook that the policy system rates, for an individual',
} as const;

/** For the documentation page; the files in `examples/` are the only place where they stand. */
export function submissionExamples(): Record<string, { summary: string; value: unknown }> {
  return Object.fromEntries(
    Object.entries(EXAMPLES).map(([name, summary]) => {
      const file = new URL(`../../../examples/${name}.json`, import.meta.url);
      const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
      return [name, { summary, value }];
    }),
  );
}
