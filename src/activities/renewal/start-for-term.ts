import { contentDigest } from '../../domain/machine/content-digest.js';
import type { NoticeRules } from '../../domain/notice/notice-rows.js';
import type { Product } from '../../domain/product/product.js';
import { renewalId } from '../../domain/workflow-ids.js';
import { changeableTerm } from '../../temporal/changeable-term.js';
import { startRenewal } from '../../temporal/renewal/start-renewal.js';
import { findTransaction } from '../../temporal/transactions.js';
import type { RenewalSteps, RenewalWanted } from '../policy-term/renewal-steps.js';
import type { NotStarted } from '../term-change-steps.js';
import { CALL_LIMIT_MS, temporal, told } from '../told.js';
import { translated } from '../translated.js';
import { previewAsItIs, renewalAsItIs } from './as-it-is.js';

/** What a worker with the business files knows. */
interface Rules {
  readonly products: ReadonlyMap<string, Product>;
  readonly noticeRules: NoticeRules;
}

/** The step by which a term starts its renewal. One that somebody began before it is the renewal of the term all the same. */
export function createRenewalStarts(rules: Rules): Pick<RenewalSteps, 'startRenewal'> {
  return translated({
    startRenewal: (wanted: RenewalWanted) =>
      told(`${wanted.policyNumber}-${wanted.termNumber}`, () => start(rules, wanted)),
  });
}

async function start({ products, noticeRules }: Rules, wanted: RenewalWanted): Promise<NotStarted> {
  const { policyNumber, termNumber, requestId, by } = wanted;
  const workflows = temporal(CALL_LIMIT_MS);
  const term = await changeableTerm(workflows, products, { policyNumber, termNumber });
  if ('kind' in term) return 'The product of the term has no file any more.';
  const { quoted, refusals } = previewAsItIs(term, noticeRules);
  const id = renewalId(wanted);
  if (quoted === null) {
    // What runs stands, whatever has become of the term since, perhaps by that.
    const known = await findTransaction(workflows, id);
    return known?.isRunning === true ? null : refusals.map(({ text }) => text).join(' ');
  }
  const started = await startRenewal(workflows, {
    request: renewalAsItIs(term, quoted.days, requestId),
    requestDigest: contentDigest(wanted),
    advanceTo: 'completed',
    requestedBy: by,
    outagePatienceMs: term.product.outagePatienceMs,
    // The term asks again only where the one before came to nothing.
    mayFollow: ({ state }) => state !== 'completed',
  });
  return started.kind === 'startedElsewhere' ? `Somebody else has begun ${id}.` : null;
}
