import { isSameTerm } from '../../domain/reconciliation/lost.js';
import { newBusinessId, type TermName } from '../../domain/workflow-ids.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { termsOfPolicies, type KnownTerm } from '../../temporal/known-terms.js';
import { findTransaction } from '../../temporal/transactions.js';
import { temporal, told } from '../told.js';
import { translated } from '../translated.js';
import type { TermInForce } from './policy-books.js';

export type KnownHereActivities = ReturnType<typeof createKnownHereActivities>;

const CALL_MS = 10_000;

/** Which of the terms of other systems are known here. */
export function createKnownHereActivities() {
  return translated({
    /** Whether each is a term here, or is being bound by a transaction here. */
    knownPolicies({
      policies,
    }: {
      readonly policies: readonly TermInForce[];
    }): Promise<readonly boolean[]> {
      return told('index', async () => {
        const asked = temporal(CALL_MS);
        const terms = await termsOfPolicies(
          asked,
          policies.map(({ policyNumber }) => policyNumber),
        );
        const known: boolean[] = [];
        for (const policy of policies)
          known.push(isAmong(terms, policy) || (await isBeingBound(asked, policy)));
        return known;
      });
    },

    /** Whether each is a term here. */
    knownTerms({ terms }: { readonly terms: readonly TermName[] }): Promise<readonly boolean[]> {
      return told('index', async () => {
        const known = await termsOfPolicies(
          temporal(CALL_MS),
          terms.map(({ policyNumber }) => policyNumber),
        );
        return terms.map(({ policyNumber, termNumber }) =>
          known.some((one) => one.policyNumber === policyNumber && one.termNumber === termNumber),
        );
      });
    },
  });
}

function isAmong(terms: readonly KnownTerm[], { policyNumber, effectiveDate }: TermInForce) {
  return terms.some(
    (term) => term.policyNumber === policyNumber && isSameTerm(term.effectiveDate, effectiveDate),
  );
}

async function isBeingBound(asked: Temporal, { reference }: TermInForce): Promise<boolean> {
  if (reference === null) return false;
  const found = await findTransaction(asked, newBusinessId(reference));
  return found?.isRunning === true;
}
