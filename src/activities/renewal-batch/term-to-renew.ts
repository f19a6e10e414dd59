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
import { whyNotOpened } from '../read-back/why-not-opened.js';

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
  return because(NOT_OPENED[outcome.kind], whyNotOpened(outcome));
}

const NOT_OPENED = {
  unknown: 'unknown',
  noLookUp: 'unknown',
  notReadable: 'failed',
  notRead: 'failed',
  isTerm: 'refused',
  over: 'refused',
  beingBound: 'refused',
  read: 'failed',
} as const;

function because(outcome: Item['outcome'], reason: string | null): Item {
  return { outcome, termMade: null, reason };
}
