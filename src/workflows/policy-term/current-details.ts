import { formatCents } from '../../domain/money/cents.js';
import { arithmeticNow } from '../../domain/policy-term/arithmetic.js';
import { isBilled, type PolicyTerm } from '../../domain/policy-term/state.js';
import type { CarriedTerm, PolicyTermInput } from './messages.js';
import { waitingFor } from './record.js';

/** More would hide the rest of the page; the query has them all. */
const SHOWN_TASKS = 20;

/** What the page of the term's workflow says, in Markdown. */
export function termDetails(
  { policyNumber, termNumber }: PolicyTermInput,
  held: CarriedTerm,
): string {
  const { term, tasks } = held;
  const awaited = waitingFor(held);
  return [
    `Policy ${policyNumber}, term ${termNumber}: ${term.status}.${moneyInWords(term)}`,
    ...(awaited === null ? [] : [`Waits for ${awaited}`]),
    ...tasks.slice(0, SHOWN_TASKS).map((task) => `- ${task.text}`),
    ...(tasks.length > SHOWN_TASKS ? [`- and ${tasks.length - SHOWN_TASKS} more`] : []),
  ].join('\n\n');
}

function moneyInWords(term: PolicyTerm): string {
  if (isBilled(term) === false) return ' No billing system bills it.';
  const { counted, threshold } = arithmeticNow(term);
  return threshold === null
    ? ''
    : ` ${formatCents(counted)} of ${formatCents(threshold)} received.`;
}
