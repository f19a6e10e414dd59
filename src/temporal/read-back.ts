import type { ExternalReference } from '../domain/transaction/external-reference.js';
import { policiesOfReferenceId, policyReadBackId, policyTermId } from '../domain/workflow-ids.js';
import type { TermName } from '../domain/workflow-ids.js';
import type {
  PoliciesOfReferenceOutcome,
  ReadBackInput,
  ReadBackOutcome,
} from '../workflows/read-back/messages.js';
import { answerOf } from './answer-of-workflow.js';
import type { Temporal } from './deadlines.js';
import { firstDayOfTerm } from './terms.js';
import { termsOfPolicy } from './visible-terms.js';

/**
 * Reads a policy that nobody here knows, or of which nobody has bound the term. Those who ask for the same at once share the answer.
 *
 * @throws NoWorkerAnswered when none answers in time
 */
export function readBack(temporal: Temporal, asked: ReadBackInput): Promise<ReadBackOutcome> {
  const { policyNumber, termNumber, opens } = asked;
  return answerOf<ReadBackOutcome>(temporal, 'policyReadBack', asked, {
    workflowId: policyReadBackId(asked, opens),
    staticSummary: `${opens ? 'Opens' : 'Reads'} term ${termNumber} of policy ${policyNumber} from the policy system`,
  });
}

/** Looks in the policy system for the policies that have a transaction of a reference. @throws NoWorkerAnswered */
export function policiesOnFile(
  temporal: Temporal,
  reference: ExternalReference,
): Promise<PoliciesOfReferenceOutcome> {
  return answerOf<PoliciesOfReferenceOutcome>(temporal, 'policiesOfReference', reference, {
    workflowId: policiesOfReferenceId(reference),
    staticSummary: `Looks in the policy system for the policies of ${reference.system} ${reference.id}`,
  });
}

/** The bound terms of a policy that are known, but one, each with its first day: what is read must not be one of them. */
export async function otherTermsOf(
  temporal: Temporal,
  { policyNumber, termNumber }: TermName,
): Promise<ReadBackInput['others']> {
  const bound = await boundTermsOf(temporal, policyNumber);
  return bound.filter((one) => one.termNumber !== termNumber);
}

/** The bound terms of a policy that are known, each with its first day. */
export async function boundTermsOf(
  temporal: Temporal,
  policyNumber: string,
): Promise<ReadBackInput['others']> {
  const listed = await termsOfPolicy(temporal, policyNumber);
  // The index follows by a second or so; the first term is asked for at once.
  const numbers = new Set([FIRST_TERM, ...listed.map(({ termNumber }) => termNumber)]);
  const bound = [...numbers].map(async (termNumber) => {
    const from = await firstDayOfTerm(temporal, policyTermId(policyNumber, termNumber));
    return from === null ? [] : [{ termNumber, effectiveDate: from }];
  });
  return (await Promise.all(bound)).flat();
}

const FIRST_TERM = 1;
