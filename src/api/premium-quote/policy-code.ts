import type { Temporal } from '../../temporal/deadlines.js';
import { latestTerm } from '../../temporal/latest-term.js';
import { readBack } from '../../temporal/read-back.js';
import { Problem } from '../problem.js';

/** A policy that is new has one term under its number. */
const FIRST_TERM = 1;

/**
 * Whether a policy has a code already, here or in the policy system, which is only read. An installation that cannot look a policy
 * up by its number knows of those here alone.
 *
 * @throws Problem `policy-not-read` where that cannot be told now
 */
export async function isPolicyCodeUsed(temporal: Temporal, policyNumber: string): Promise<boolean> {
  if ((await latestTerm(temporal, policyNumber)) !== null) return true;
  const asked = { policyNumber, termNumber: FIRST_TERM, others: [], opens: false };
  const outcome = await readBack(temporal, asked);
  switch (outcome.kind) {
    case 'unknown':
    case 'noLookUp':
      return false;
    case 'notRead':
      throw new Problem('policy-not-read', { detail: outcome.reason });
    case 'read':
    case 'opened':
    case 'isTerm':
    case 'notReadable':
    case 'over':
    case 'beingBound':
      return true;
  }
}
