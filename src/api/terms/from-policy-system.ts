import { sentence, sentences } from '../../domain/sentence.js';
import type { TermName } from '../../domain/workflow-ids.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { otherTermsOf, readBack } from '../../temporal/read-back.js';
import type { SyncedChange, TermRecord } from '../../workflows/policy-term/messages.js';
import type { ReadBackOutcome } from '../../workflows/read-back/messages.js';
import { Problem } from '../problem.js';
import type { ProblemCode } from '../problem-catalogue.js';

/** Problems of everything that reads a policy from the policy system where nobody here knows it. */
export const READ_BACK_PROBLEMS: readonly ProblemCode[] = [
  'unknown-policy',
  'unknown-term',
  'term-not-bound',
  'term-ended',
  'policy-not-opened',
  'policy-not-read',
  'worker-unavailable',
  'workflow-failing',
];

/** A term that nobody here has bound. */
interface Wanted extends TermName {
  /** Which product it is, where the caller says it. */
  readonly product?: string | undefined;
  /** What is said where the policy system does not know it either. */
  readonly unknown: 'unknown-policy' | 'unknown-term' | 'term-not-bound';
}

/** The term as it would be opened; nothing is kept. @throws Problem of `READ_BACK_PROBLEMS` */
export async function readTermOnFile(temporal: Temporal, wanted: Wanted): Promise<TermRecord> {
  const outcome = await ask(temporal, wanted, false);
  if (outcome.kind === 'read') return outcome.record;
  throw problemOf(outcome, wanted);
}

/** Opens the term, once. @returns what was done since its bind @throws Problem of `READ_BACK_PROBLEMS` */
export async function openTermOnFile(
  temporal: Temporal,
  wanted: Wanted,
): Promise<readonly SyncedChange[]> {
  const outcome = await ask(temporal, wanted, true);
  if (outcome.kind === 'opened') return outcome.found;
  throw problemOf(outcome, wanted);
}

async function ask(
  temporal: Temporal,
  { policyNumber, termNumber, product }: Wanted,
  opens: boolean,
): Promise<ReadBackOutcome> {
  const term = { policyNumber, termNumber };
  const others = await otherTermsOf(temporal, term);
  return readBack(temporal, { ...term, ...(product && { product }), others, opens });
}

function problemOf(
  outcome: ReadBackOutcome,
  { policyNumber, termNumber, unknown }: Wanted,
): Problem {
  switch (outcome.kind) {
    case 'unknown':
      return new Problem(unknown, {
        detail: `Nothing is known of policy ${policyNumber}, here or in the policy system: compare the number with that of the policy there, letter by letter.`,
      });
    case 'isTerm':
      return new Problem(unknown, {
        detail: `Term ${termNumber} of policy ${policyNumber} is not known. What the policy system has under the number is known as term ${outcome.termNumber}: name that one.`,
      });
    case 'noLookUp':
      return new Problem(unknown, {
        detail: `Nothing is known of policy ${policyNumber}, and this installation cannot look it up: have its procedure ${outcome.lookUp} made and named in the installation file (docs/ims-procedures.md).`,
        refusal: {
          code: 'unknownReference',
          allowed: `an installation with the procedure ${outcome.lookUp}`,
        },
      });
    case 'notReadable': {
      const { field, found, remedy } = outcome.why;
      return new Problem('policy-not-opened', {
        detail: sentences(
          `Policy ${policyNumber} is in the policy system, and its term cannot be opened from it; nothing was done`,
          `Found: ${found}`,
          `What to do: ${remedy}`,
        ),
        errors: [{ field, code: 'contradicts', reason: `is ${found}`, remedy: sentence(remedy) }],
      });
    }
    case 'over':
      return new Problem('term-ended', {
        detail: `Term ${termNumber} of policy ${policyNumber} ended on ${outcome.expirationDate}.`,
      });
    case 'beingBound':
      return new Problem('term-not-bound', {
        detail: `${outcome.transaction} is binding policy ${policyNumber}, and hands its term over itself: look at that transaction, and ask again.`,
      });
    case 'notRead':
      return new Problem('policy-not-read', { detail: outcome.reason });
    case 'read':
    case 'opened':
      throw new Error('what was read is no problem');
  }
}
