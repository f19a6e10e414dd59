import { readFileSync } from 'node:fs';

export const EXAMPLES = ['general-liability', 'commercial-property', 'contractors'] as const;
export type Example = (typeof EXAMPLES)[number];

interface PostedSubmission {
  readonly externalId: string;
  readonly insured: Readonly<Record<string, unknown>>;
  readonly workbook?: { readonly fileName: string; readonly contentBase64: string };
}

let count = 0;

/** A submission as in `examples/`, for an insured that nobody has met before. */
export function newSubmission(example: Example): PostedSubmission {
  const file = new URL(`../../examples/${example}.json`, import.meta.url);
  const submission = JSON.parse(readFileSync(file, 'utf8')) as PostedSubmission;
  count += 1;
  const { insured, workbook } = submission;
  const name = unlikeName();
  return {
    ...submission,
    externalId: `BENCH-${String(process.pid)}-${String(count)}`,
    insured: {
      ...insured,
      nameOnPolicy: name,
      ...('fein' in insured ? { fein: String(100_000_000 + count) } : {}),
      ...('corporationName' in insured
        ? { corporationName: name }
        : { firstName: name.split(' ')[0], lastName: name.split(' ')[1] }),
    },
    ...(workbook === undefined
      ? {}
      : {
          workbook: {
            ...workbook,
            contentBase64: Buffer.from('premium,7500.00\n').toString('base64'),
          },
        }),
  };
}

/** Random letters: names that clearance takes for different ones. */
export function unlikeName(): string {
  const word = (): string =>
    Array.from({ length: 9 }, () => String.fromCharCode(97 + Math.floor(Math.random() * 26))).join(
      '',
    );
  return `${word()} ${word()}`;
}
