import { sentence } from '../../domain/sentence.js';
import { civilDateIn } from '../../domain/calendar/time-zone.js';
import type { Product } from '../../domain/product/product.js';
import type { Item } from '../../domain/renewal-batch/items.js';
import type { TermName } from '../../domain/workflow-ids.js';
import {
  changeableTerm,
  type ChangeableTerm,
  type NotChangeable,
} from '../../temporal/changeable-term.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { latestTerm } from '../../temporal/latest-term.js';
import { otherTermsOf, readBack } from '../../temporal/read-back.js';
import type { ReadBackOutcome } from '../../workflows/read-back/messages.js';

/** What finding the term of a policy takes. */
export interface TermRules {
  readonly products: ReadonlyMap<string, Product>;
  readonly now: () => Date;
}

/**
 * The term of a policy that is renewed: the latest that has begun. One that has not is made by a renewal, which is that of the term
 * before it. A policy that nobody here has bound is opened with what the policy system holds.
 *
 * @returns why there is none, where there is none
 * @throws the errors of `readTerm` and `readBack`
 */
export async function termToRenew(
  temporal: Temporal,
  rules: TermRules,
  policyNumber: string,
): Promise<ChangeableTerm | Item> {
  const latest = (await latestTerm(temporal, policyNumber)) ?? { policyNumber, termNumber: 1 };
  const known = await changeableTerm(temporal, rules.products, latest);
  if (!isMissing(known)) return begun(temporal, rules, known);
  const others = await otherTermsOf(temporal, latest);
  const outcome = await readBack(temporal, { ...latest, others, opens: true });
  if (outcome.kind !== 'opened') return notOpened(outcome);
  return begun(temporal, rules, await changeableTerm(temporal, rules.products, latest));
}

function isMissing(term: ChangeableTerm | NotChangeable): boolean {
  return 'kind' in term && term.kind !== 'unknownProduct';
}

async function begun(
  temporal: Temporal,
  { products, now }: TermRules,
  term: ChangeableTerm | NotChangeable,
): Promise<ChangeableTerm | Item> {
  if ('kind' in term) return notChangeable(term);
  const today = civilDateIn(term.product.timeZone, now());
  if (term.record.termNumber === 1 || term.facts.days.effectiveDate <= today) return term;
  const before = await changeableTerm(temporal, products, termBefore(term.record));
  return 'kind' in before ? term : before;
}

function termBefore({ policyNumber, termNumber }: TermName): TermName {
  return { policyNumber, termNumber: termNumber - 1 };
}

function notChangeable(term: NotChangeable): Item {
  return term.kind === 'unknownProduct'
    ? because(
        'refused',
        `The term was sold as ${term.productKey}, which has no product file any more: put the file back.`,
      )
    : because('unknown', 'The term is not bound.');
}

function notOpened(outcome: Exclude<ReadBackOutcome, { readonly kind: 'opened' }>): Item {
  switch (outcome.kind) {
    case 'unknown':
      return because('unknown', null);
    case 'noLookUp':
      return because(
        'unknown',
        `It is not known here, and this installation has no procedure ${outcome.lookUp} to look it up.`,
      );
    case 'notReadable': {
      const { field, found, remedy } = outcome.why;
      return because(
        'failed',
        sentence(`Its ${field} in the policy system is ${found}: ${remedy}`),
      );
    }
    case 'isTerm':
      return because('refused', `The policy system has it as term ${outcome.termNumber}.`);
    case 'over':
      return because('refused', `Its term ended on ${outcome.expirationDate}.`);
    case 'beingBound':
      return because('refused', `${outcome.transaction} is binding it.`);
    case 'notRead':
      return because('failed', outcome.reason);
    case 'read':
      throw new Error('a term that is to be opened is not only read');
  }
}

function because(outcome: Item['outcome'], reason: string | null): Item {
  return { outcome, termMade: null, reason };
}
