import { proxyActivities } from '@temporalio/workflow';
import type { QuoteActivities } from '../../activities/new-business/quote-activities.js';
import { termOptions } from '../transaction/activity-options.js';
import { holdAt, holdUntilLetGo } from '../transaction/hold.js';
import type { Enquiry } from './business.js';
import { happened, quoteStateOf } from './quote.js';

/**
 * The quote is a draft until somebody has it go on, and what the product asks of it is there. What is missing is said with it
 * all at once, and it stays a draft.
 */
export async function untilValidated({ transaction, input, place }: Enquiry): Promise<void> {
  const { checkQuote } = proxyActivities<QuoteActivities>(termOptions(input.outagePatienceMs));
  for (;;) {
    while ((await holdAt(transaction, 'draft')) === 'corrected')
      transaction.knowQuote({ findings: [] });
    const findings = await transaction.step(
      'validate',
      async () => {
        const ofProduct = await checkQuote({ submission: transaction.request });
        return place === null
          ? ofProduct
          : [...ofProduct, ...(await place.join(transaction.request))];
      },
      (found) => (found.length === 0 ? 'Nothing stands against it.' : `Findings: ${found.length}.`),
    );
    transaction.knowQuote({ findings });
    if (findings.length === 0) return;
    happened(transaction, { kind: 'validate', hasFindings: true });
    transaction.holdBack('draft');
  }
}

/**
 * A quote that the customer has refused waits to be reset; nothing else can come of it but its end.
 *
 * @returns false where somebody has bound it in the policy system meanwhile: that stands
 */
export async function untilReset({ transaction }: Enquiry): Promise<boolean> {
  while (quoteStateOf(transaction) === 'refused') {
    if (transaction.writes.isMade('bind')) {
      transaction.quoted('accepted');
      return false;
    }
    await holdUntilLetGo(transaction, 'accepted', {
      what: 'somebody to reset or discard it: the customer has refused it.',
      isTask: false,
    });
  }
  return true;
}
