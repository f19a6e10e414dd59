import { createHash } from 'node:crypto';
import type { CheckedExample } from './example-submissions.js';
import type { Insured } from '../../src/domain/insured/insured.js';

/** The same submission for an insured that nothing in a name search takes for another one. */
export function withOwnInsured(example: CheckedExample, seed: string): CheckedExample {
  const digest = createHash('sha256').update(seed).digest('hex');
  const { submission } = example;
  return {
    ...example,
    submission: { ...submission, insured: own(submission.insured, digest) },
  };
}

function own(insured: Insured, digest: string): Insured {
  const name = digest.slice(0, 16);
  return {
    ...insured,
    ...(insured.corporationName === undefined
      ? { firstName: 'Ada', lastName: name }
      : { corporationName: name }),
    ...(insured.fein === undefined
      ? {}
      : { fein: String(Number.parseInt(digest.slice(0, 12), 16) % 1e9).padStart(9, '0') }),
    nameOnPolicy: name,
  };
}
