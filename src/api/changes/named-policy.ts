import { z } from 'zod';
import { externalId, externalSystem } from '../../requests/mid-term/change-fields.js';
import type { ExternalReference } from '../../domain/transaction/external-reference.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { policiesOnFile } from '../../temporal/read-back.js';
import { policiesOfReference } from '../../temporal/visible-transactions.js';
import { Problem } from '../problem.js';
import { policyPathSchema } from '../terms/term-path.js';

/** A policy by what a source system calls any of its transactions. */
export const policyReferenceSchema = z
  .strictObject({ externalSystem: externalSystem(), externalId: externalId() })
  .meta({
    id: 'PolicyReference',
    description:
      'The policy by the external system and id of any of its transactions: of its submission, or of a change of it.',
  });
export type PolicyReference = z.output<typeof policyReferenceSchema>;

/** One of the two names a policy. */
export const namedPolicyFields = {
  policyNumber: policyPathSchema.shape.policyNumber.optional(),
  policy: policyReferenceSchema.optional().meta({ description: 'Instead of `policyNumber`.' }),
};

/** How somebody names a policy. */
export interface NamedPolicy {
  readonly policyNumber?: string | undefined;
  readonly policy?: PolicyReference | undefined;
}

/**
 * The number of the policy that somebody names.
 *
 * @throws Problem `unknown-policy`, `policy-not-read`, `invalid-request` where it is named twice, not at all, or not as one
 */
export async function namedPolicy(
  temporal: Temporal,
  { policyNumber, policy }: NamedPolicy,
): Promise<string> {
  if (policyNumber !== undefined && policy === undefined) return policyNumber;
  if (policyNumber !== undefined || policy === undefined) throw notNamedOnce();
  const { externalSystem: system, externalId: id } = policy;
  const { isKnown, policyNumbers: known } = await policiesOfReference(temporal, policy);
  if (isKnown && known.length === 0) throw new Problem('unknown-policy', { detail: NOT_BOUND });
  const policyNumbers = isKnown ? known : await onFile(temporal, { system, id });
  const [first, ...others] = policyNumbers;
  if (first === undefined) throw new Problem('unknown-policy', { detail: UNKNOWN });
  if (others.length > 0) throw severalPolicies(policyNumbers);
  return first;
}

const NOT_BOUND =
  'A transaction has this external system and id, and no policy yet: it is not bound.';
const UNKNOWN =
  'No transaction is known by this external system and id, here or in the policy system. The search index follows by a second or so; the policy number is known at once.';

/** The policies that the policy system has under a reference that nobody here knows. */
async function onFile(
  temporal: Temporal,
  reference: ExternalReference,
): Promise<readonly string[]> {
  const outcome = await policiesOnFile(temporal, reference);
  switch (outcome.kind) {
    case 'read':
      return outcome.policyNumbers;
    case 'noLookUp':
      throw new Problem('unknown-policy', {
        detail: `No transaction is known by this external system and id, and this installation cannot look it up: have its procedure ${outcome.lookUp} made and named in the installation file, or give the number of the policy.`,
        refusal: {
          code: 'unknownReference',
          allowed: `an installation with the procedure ${outcome.lookUp}`,
        },
      });
    case 'notRead':
      throw new Problem('policy-not-read', { detail: outcome.reason });
  }
}

function notNamedOnce(): Problem {
  return new Problem('invalid-request', {
    detail: 'The policy is not named, or named twice; nothing was done.',
    errors: [
      {
        field: 'policyNumber',
        code: 'contradicts',
        reason: 'and policy exclude each other, and one of them is needed',
        remedy: 'Give the number, or the external system and id of one of its transactions.',
      },
    ],
  });
}

function severalPolicies(policyNumbers: readonly string[]): Problem {
  return new Problem('invalid-request', {
    detail: 'More than one policy has a transaction of this external system and id.',
    errors: [
      {
        field: 'policy',
        code: 'contradicts',
        reason: `names ${policyNumbers.length} policies: ${policyNumbers.slice(0, 5).join(', ')}`,
        remedy: 'Give the number of the policy instead.',
      },
    ],
  });
}
