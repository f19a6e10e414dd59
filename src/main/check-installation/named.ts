import { readFileSync } from 'node:fs';
import type { BusinessFiles } from '../../config/business-files.js';
import type { Submission } from '../../domain/new-business/submission.js';
import type { Named } from '../../installation-check/asked.js';
import { checkSubmission } from '../../requests/new-business/check-submission.js';
import { UsageError } from '../usage-error.js';
import type { CheckArguments } from './arguments.js';

/**
 * What a person named, read and checked against the products.
 *
 * @throws UsageError when a submission cannot be read or would be refused, or there is no such product
 */
export function readNamed(asked: CheckArguments, files: BusinessFiles): Named {
  for (const { product } of asked.quotes) {
    if (files.products.has(product)) continue;
    throw new UsageError(
      `--quote names the product ${product}; there is ${[...files.products.keys()].join(', ')}.`,
    );
  }
  const submissions = asked.submissions.map((file) => ({ file, ...readSubmission(file, files) }));
  return {
    producers: [
      ...asked.producers.map((producer) => ({
        name: 'contactGuid' in producer ? producer.contactGuid : producer.search,
        producer,
        product: null,
        underwriterGuid: undefined,
      })),
      ...submissions.map(({ file, producer, product, underwriterGuid }) => ({
        name: `of ${file}`,
        producer,
        product,
        underwriterGuid,
      })),
    ],
    insureds: submissions.map(({ file, insured }) => ({ file, insured })),
    quotes: asked.quotes,
    programCode: asked.programCode,
  };
}

function readSubmission(
  path: string,
  { products, installation: { charges }, rating }: BusinessFiles,
): Submission {
  const rules = { products, charges, rating, today: () => new Date() };
  const read = checkSubmission(readJson(path), rules);
  if ('submission' in read) return read.submission;
  const faults = read.errors.map(({ field, reason }) => `  - ${field || 'it'} ${reason}`);
  throw new UsageError(`${path} would be refused as a submission:\n${faults.join('\n')}`);
}

/** What is wrong is never quoted: a submission holds personal data. */
function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : ''}`);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new UsageError(`${path} is not JSON.`);
  }
}
