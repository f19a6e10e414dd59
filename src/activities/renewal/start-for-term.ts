import { contentDigest } from '../../domain/machine/content-digest.js';
import type { NoticeRules } from '../../domain/notice/notice-rows.js';
import type { Product } from '../../domain/product/product.js';
import { previewRenewal } from '../../domain/renewal/preview.js';
import type { RenewalAsked } from '../../domain/renewal/request.js';
import { renewalId } from '../../domain/workflow-ids.js';
import { changeableTerm, type ChangeableTerm } from '../../temporal/changeable-term.js';
import { startTransaction } from '../../temporal/start-transaction.js';
import type { RenewalInput } from '../../workflows/renewal/messages.js';
import type { RenewalSteps } from '../policy-term/renewal-steps.js';
import { CALL_LIMIT_MS, temporal, told } from '../told.js';
import { translated } from '../translated.js';

/** The system under whose name a term asks: no source system asked. */
const SYSTEM = 'bindery';

/** What a worker with the business files knows. */
interface Rules {
  readonly products: ReadonlyMap<string, Product>;
  readonly noticeRules: NoticeRules;
  readonly now: () => Date;
}

/** The step by which a term starts its renewal. One that somebody began before it is the same renewal. */
export function createRenewalStarts({
  products,
  noticeRules,
  now,
}: Rules): Pick<RenewalSteps, 'startRenewal'> {
  return translated({
    startRenewal: ({ policyNumber, termNumber, by }) =>
      told(`${policyNumber}-${termNumber}`, async () => {
        const workflows = temporal(CALL_LIMIT_MS);
        const term = await changeableTerm(workflows, products, { policyNumber, termNumber });
        if ('kind' in term) return 'The product of the term has no file any more.';
        const request = renewalAsked(term);
        const { quoted, refusals } = previewRenewal(term, request, noticeRules);
        if (quoted === null) return refusals.map(({ text }) => text).join(' ');
        const input: RenewalInput = {
          request: { ...request, ...quoted.days },
          // Of this very start: one that came to nothing may be followed by another.
          requestDigest: contentDigest({ by, at: now().toISOString() }),
          advanceTo: 'completed',
          requestedBy: by,
          outagePatienceMs: term.product.outagePatienceMs,
        };
        const { reference, product, effectiveDate, expirationDate } = input.request;
        // Whoever has begun it, it is the renewal of the term.
        await startTransaction(workflows, {
          id: renewalId({ policyNumber, termNumber }),
          kind: 'renewal',
          input,
          facts: {
            reference,
            product,
            effectiveDate,
            expirationDate,
            changes: { policyNumber, termNumber },
          },
          requestDigest: input.requestDigest,
          summary: `Renewal of ${policyNumber}-${termNumber} from ${effectiveDate}`,
          mayFollow: ({ state }) => state !== 'completed',
        });
        return null;
      }),
  } satisfies Pick<RenewalSteps, 'startRenewal'>);
}

/** As a term asks for it: by the rules of its product. */
function renewalAsked({ record, product, facts }: ChangeableTerm): RenewalAsked {
  const { policyNumber, termNumber } = record;
  const { expirationDate } = facts.days;
  return {
    reference: { system: SYSTEM, id: `renewal-${termNumber + 1}` },
    policyNumber,
    termNumber,
    product: product.key,
    effectiveDate: expirationDate,
    expirationDate,
    isScheduled: false,
    premium: null,
    workbook: null,
    billing: null,
    moved: {},
  };
}
