import { exampleFile } from '../example-file.js';

/** Requests of the `examples` folder that can be posted as they are. */
const EXAMPLES = {
  'general-liability': 'General liability for a corporation, priced by the source system',
  'commercial-property':
    'A package of two lines, its producer found by search, paid in instalments',
  'small-property': 'A risk that a rate plan prices, with the taxes and fees of surplus lines',
  contractors: 'A workbook that the policy system rates, for an individual',
} as const;

/** For the documentation page; the files in `examples/` are the only place where they stand. */
export function submissionExamples(): Record<string, { summary: string; value: unknown }> {
  return Object.fromEntries(
    Object.entries(EXAMPLES).map(([name, summary]) => [
      name,
      { summary, value: exampleFile(name) },
    ]),
  );
}
