import { sleep } from '@temporalio/workflow';
import { abandonUnlessBound } from '../transaction/people.js';
import type { Enquiry } from './business.js';

/** Nobody has taken the quote in the time that its product gives: it ends, unless it is bound. */
export function expireUnlessBound({ transaction, input }: Enquiry): void {
  const expiresAt = input.quote?.expiresAt;
  if (expiresAt == null) return;
  transaction.knowQuote({ expiresAt });
  void (async () => {
    await sleep(Math.max(0, Date.parse(expiresAt) - Date.now()));
    const reason = `It could be bound until ${expiresAt}, and was not.`;
    await abandonUnlessBound(transaction, { by: 'Bindery', reason }, 'expired');
  })();
}
