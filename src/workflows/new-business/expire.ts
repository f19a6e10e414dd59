import { sleep, workflowInfo } from '@temporalio/workflow';
import { momentInWords } from '../../domain/calendar/instant.js';
import { abandonUnlessBound } from '../transaction/people.js';
import type { Enquiry } from './business.js';

/** So long after its time a quote ends at the latest: those of a day end one after the other. */
const SPREAD_MS = 900_000;
/** One that has little time waits no more than this part of it. */
const SHARE = 100;

/** Nobody has taken the quote in the time that its product gives: it ends, unless it is bound. */
export function expireUnlessBound({ transaction, input }: Enquiry): void {
  const expiresAt = input.quote?.expiresAt;
  if (expiresAt == null) return;
  transaction.knowQuote({ expiresAt });
  void (async () => {
    const leftMs = Math.max(0, Date.parse(expiresAt) - Date.now());
    await sleep(leftMs + Math.min(ownDelayMs(), Math.floor(leftMs / SHARE)), {
      summary: `End of the quote, ${momentInWords(expiresAt)}`,
    });
    const reason = `It could be bound until ${expiresAt}, and was not.`;
    await abandonUnlessBound(transaction, { by: 'Bindery', reason }, 'expired');
  })();
}

/** The same in every run. */
function ownDelayMs(): number {
  const { workflowId } = workflowInfo();
  let sum = 0;
  for (let at = 0; at < workflowId.length; at += 1)
    sum = (sum * 31 + workflowId.charCodeAt(at)) % SPREAD_MS;
  return sum;
}
