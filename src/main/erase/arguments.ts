import { parseArgs } from 'node:util';
import type { ErasureSubject } from '../../temporal/erasure.js';
import { UsageError } from '../usage-error.js';

export const USAGE = `Answers somebody who wants their data erased: deletes what has ended, and says what stays, why, and who has it.

  npm run erase -- --policy <number> [--dry-run] [--json]
  npm run erase -- --reference <system>:<id> [--dry-run] [--json]

  --policy <number>             a policy, and those before and after it
  --reference <system>:<id>     a transaction, by what its source system calls it, and its policy
  --dry-run                     says what would be deleted, and deletes nothing
  --json                        one JSON document instead of words

Find the person in the policy system first: it knows their policies. Nothing is searched by name here, because nothing is listed by one.
Exit code: 0 it is as it says, 1 Temporal has not deleted everything yet, 2 the settings or these arguments cannot be used.
`;

export interface EraseArguments {
  readonly subject: ErasureSubject;
  readonly isDryRun: boolean;
  readonly isJson: boolean;
}

/** Both stand in a query. */
const POLICY_NUMBER = /^[^'"\\\s]{1,64}$/;
const REFERENCE = /^([A-Za-z0-9-]{1,32}):([A-Za-z0-9._-]{1,64})$/;

/** @throws UsageError when the arguments cannot be used, with what was expected */
export function readArguments(args: readonly string[]): EraseArguments | 'help' {
  const { policy, reference, help, json = false, 'dry-run': isDryRun = false } = valuesOf(args);
  if (help === true) return 'help';
  if ((policy === undefined) === (reference === undefined)) {
    throw wrong('Name either a policy or a reference.');
  }
  return { subject: subjectOf(policy, reference), isDryRun, isJson: json };
}

function subjectOf(policy: string | undefined, reference: string | undefined): ErasureSubject {
  if (policy !== undefined) {
    if (POLICY_NUMBER.test(policy)) return { policyNumber: policy };
    throw wrong('--policy is no policy number: it has no spaces, quotes or backslashes.');
  }
  const [, system, id] = REFERENCE.exec(reference ?? '') ?? [];
  if (system !== undefined && id !== undefined) return { reference: { system, id } };
  throw wrong('--reference is written <system>:<id>, such as triton:TRITON-12345.');
}

function valuesOf(args: readonly string[]) {
  const [text, flag] = [{ type: 'string' }, { type: 'boolean' }] as const;
  try {
    return parseArgs({
      args: [...args],
      options: { policy: text, reference: text, 'dry-run': flag, json: flag, help: flag },
    }).values;
  } catch {
    // What was typed is not repeated: it may be a name.
    throw wrong('These arguments are not known.');
  }
}

function wrong(words: string): UsageError {
  return new UsageError(`${words}\n\n${USAGE}`);
}
