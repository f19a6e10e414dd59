import { policyTermId, type TermName } from '../domain/workflow-ids.js';
import type { Temporal } from './deadlines.js';
import { findTerm } from './terms.js';
import { termsOfPolicy } from './visible-terms.js';

/** The latest term of a policy that is known; null where nothing is known of the policy. */
export async function latestTerm(
  temporal: Temporal,
  policyNumber: string,
): Promise<TermName | null> {
  const latest = (await termsOfPolicy(temporal, policyNumber)).at(-1);
  if (latest) return { policyNumber, termNumber: latest.termNumber };
  // The index follows by a second or so; a term is known by its name at once.
  const isKnown = (await findTerm(temporal, policyTermId(policyNumber, FIRST_TERM))) !== null;
  return isKnown ? { policyNumber, termNumber: FIRST_TERM } : null;
}

const FIRST_TERM = 1;
