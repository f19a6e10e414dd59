import { civilDateIn } from '../../domain/calendar/time-zone.js';
import { contentDigest } from '../../domain/machine/content-digest.js';
import type { NoticeRules } from '../../domain/notice/notice-rows.js';
import type { Product } from '../../domain/product/product.js';
import { previewRenewal } from '../../domain/renewal/preview.js';
import type { RenewalAsked } from '../../domain/renewal/request.js';
import type { Item } from '../../domain/renewal-batch/items.js';
import { renewalId, type TermName } from '../../domain/workflow-ids.js';
import {
  changeableTerm,
  type ChangeableTerm,
  type NotChangeable,
} from '../../temporal/changeable-term.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { latestTerm } from '../../temporal/latest-term.js';
import { startRenewal } from '../../temporal/renewal/start-renewal.js';
import { findTransaction } from '../../temporal/transactions.js';

/** What a worker with the business files knows. */
export interface BatchRules {
  readonly products: ReadonlyMap<string, Product>;
  readonly noticeRules: NoticeRules;
  readonly now: () => Date;
}

/** Who has it started. */
export interface Starting {
  /** Request id of the batch. */
  readonly batch: string;
  readonly requestedBy: string;
}

/** The system under whose name a batch asks; the reference of each of its renewals is that of the batch. */
const SYSTEM = 'bindery';

/** By the rule of the product, at once, and billed as it is now. */
const AS_IT_IS = {
  isScheduled: false,
  premium: null,
  workbook: null,
  billing: null,
  moved: {},
} as const satisfies Partial<RenewalAsked>;

/**
 * Starts the renewal of the latest term of a policy that has begun, and says what became of that. Repeatable: what this batch started
 * before is started, by whichever attempt, and what anybody else did is known.
 *
 * @throws the errors of `startTransaction`
 */
export async function startOne(
  temporal: Temporal,
  rules: BatchRules,
  starting: Starting,
  policyNumber: string,
): Promise<Item> {
  const term = await termToRenew(temporal, rules, policyNumber);
  if ('kind' in term) return notRenewed(term);
  const { record } = term;
  const termMade = record.termNumber + 1;
  const requestDigest = contentDigest({ batch: starting.batch, policyNumber });
  const before = await findTransaction(temporal, renewalId(record));
  if (before !== null) {
    const isOurs = before.visible.memo['requestDigest'] === requestDigest;
    return { outcome: isOurs ? 'started' : 'known', termMade, reason: null };
  }
  const { quoted, refusals } = previewRenewal(term, AS_IT_IS, rules.noticeRules);
  if (quoted === null) {
    const reason = refusals.map(({ text }) => text).join(' ');
    return { outcome: 'refused', termMade: null, reason };
  }
  const started = await startRenewal(temporal, {
    request: {
      reference: { system: SYSTEM, id: nameOf(starting.batch) },
      policyNumber,
      termNumber: record.termNumber,
      product: term.product.key,
      effectiveDate: quoted.days.effectiveDate,
      expirationDate: quoted.days.expirationDate,
      ...AS_IT_IS,
    },
    requestDigest,
    advanceTo: 'completed',
    requestedBy: starting.requestedBy,
    outagePatienceMs: term.product.outagePatienceMs,
  });
  const isOurs = started.kind === 'begun' || started.kind === 'known';
  return { outcome: isOurs ? 'started' : 'known', termMade, reason: null };
}

/** As an external id may be. */
function nameOf(batch: string): string {
  return batch.replaceAll(/[^A-Za-z0-9._-]/g, '.').slice(0, 64);
}

/** A term that has not begun is the one that a renewal has made: what is renewed is the one before it, whose renewal is known. */
async function termToRenew(
  temporal: Temporal,
  { products, now }: BatchRules,
  policyNumber: string,
): Promise<ChangeableTerm | NotChangeable> {
  const latest = await latestTerm(temporal, policyNumber);
  if (latest === null) return { kind: 'unknownTerm' };
  const term = await changeableTerm(temporal, products, latest);
  if ('kind' in term || latest.termNumber === 1) return term;
  const today = civilDateIn(term.product.timeZone, now());
  if (term.facts.days.effectiveDate <= today) return term;
  const before = await changeableTerm(temporal, products, previous(latest));
  return 'kind' in before && before.kind === 'unknownTerm' ? term : before;
}

function previous({ policyNumber, termNumber }: TermName): TermName {
  return { policyNumber, termNumber: termNumber - 1 };
}

function notRenewed(term: NotChangeable): Item {
  switch (term.kind) {
    case 'unknownTerm':
      return { outcome: 'unknown', termMade: null, reason: null };
    case 'notBound':
      return { outcome: 'unknown', termMade: null, reason: 'The term is not bound.' };
    case 'unknownProduct':
      return {
        outcome: 'refused',
        termMade: null,
        reason: `The term was sold as ${term.productKey}, which has no product file any more: put the file back.`,
      };
  }
}
