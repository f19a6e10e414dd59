import { contentDigest } from '../../domain/machine/content-digest.js';
import type { NoticeRules } from '../../domain/notice/notice-rows.js';
import type { Product } from '../../domain/product/product.js';
import { previewRenewal } from '../../domain/renewal/preview.js';
import type { RenewalAsked } from '../../domain/renewal/request.js';
import { renewalId } from '../../domain/workflow-ids.js';
import { changeableTerm } from '../../temporal/changeable-term.js';
import { startTransaction } from '../../temporal/start-transaction.js';
import { findTransaction } from '../../temporal/transactions.js';
import type { RenewalInput } from '../../workflows/renewal/messages.js';
import type { RenewalSteps, RenewalWanted } from '../policy-term/renewal-steps.js';
import type { NotStarted } from '../term-change-steps.js';
import { CALL_LIMIT_MS, temporal, told } from '../told.js';
import { translated } from '../translated.js';

/** The system under whose name a term asks: no source system asked. */
const SYSTEM = 'bindery';

/** By the rule of the product, at once, and billed as it is now. */
const AS_IT_IS = {
  isScheduled: false,
  premium: null,
  workbook: null,
  billing: null,
  moved: {},
} as const satisfies Partial<RenewalAsked>;

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
  const { quoted, refusals } = previewRenewal(term, AS_IT_IS, noticeRules);
  const id = renewalId(wanted);
  if (quoted === null) {
    // What runs stands, whatever has become of the term since, perhaps by that.
    const known = await findTransaction(workflows, id);
    return known?.isRunning === true ? null : refusals.map(({ text }) => text).join(' ');
  }
  const { effectiveDate, expirationDate } = quoted.days;
  const reference = { system: SYSTEM, id: requestId };
  const product = term.product.key;
  const requestDigest = contentDigest(wanted);
  const input: RenewalInput = {
    request: {
      reference,
      policyNumber,
      termNumber,
      product,
      effectiveDate,
      expirationDate,
      ...AS_IT_IS,
    },
    requestDigest,
    advanceTo: 'completed',
    requestedBy: by,
    outagePatienceMs: term.product.outagePatienceMs,
  };
  const started = await startTransaction(workflows, {
    id,
    kind: 'renewal',
    input,
    facts: {
      reference,
      product,
      effectiveDate,
      expirationDate,
      changes: { policyNumber, termNumber },
    },
    requestDigest,
    summary: `Renewal of ${policyNumber}-${termNumber} from ${effectiveDate}, started by the term`,
    // The term asks again only where the one before came to nothing.
    mayFollow: ({ state }) => state !== 'completed',
  });
  return started.kind === 'startedElsewhere' ? `Somebody else has begun ${id}.` : null;
}
