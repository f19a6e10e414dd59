import { policyTermId, type TermName } from '../domain/workflow-ids.js';
import type { TermRecord } from '../workflows/policy-term/messages.js';
import type { Temporal } from './deadlines.js';
import { findTerm, isBoundTerm, readTerm } from './terms.js';

/** So many terms back it is looked for one that is bound; who tells money for a later one has mistaken the term. */
const LOOKED_BACK = 5;

/**
 * The term that somebody means who knows a policy by the number that it had: where the policy system gave a later term another one, that
 * term, found along the links from term to term; else the one that was named. One that is bound is meant by its own name.
 *
 * @throws the errors of `readTerm`
 */
export async function termMeant(
  temporal: Temporal,
  { policyNumber, termNumber }: TermName,
): Promise<TermName> {
  const named = { policyNumber, termNumber };
  if (termNumber === 1 || (await isBound(temporal, named))) return named;
  for (let back = 1; back <= LOOKED_BACK && back < termNumber; back += 1) {
    const earlier = { policyNumber, termNumber: termNumber - back };
    if (!(await isBound(temporal, earlier))) continue;
    return (await following(temporal, earlier, termNumber)) ?? named;
  }
  return named;
}

/** The term of a number that follows an earlier one, as far as it is bound; null where it is not. */
async function following(
  temporal: Temporal,
  earlier: TermName,
  termNumber: number,
): Promise<TermName | null> {
  let next: TermName | null = earlier;
  while (next !== null && next.termNumber < termNumber) {
    next = (await recordOf(temporal, next))?.nextTerm ?? null;
  }
  return next;
}

function isBound(temporal: Temporal, { policyNumber, termNumber }: TermName): Promise<boolean> {
  return isBoundTerm(temporal, policyTermId(policyNumber, termNumber));
}

async function recordOf(
  temporal: Temporal,
  { policyNumber, termNumber }: TermName,
): Promise<TermRecord | null> {
  const found = await findTerm(temporal, policyTermId(policyNumber, termNumber));
  return found && readTerm(temporal, found);
}
