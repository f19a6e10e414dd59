import { momentInWords } from '../../domain/calendar/instant.js';
import { amountIn } from '../../domain/money/cents.js';
import { arithmeticNow } from '../../domain/policy-term/arithmetic.js';
import { isBilled, type PolicyTerm } from '../../domain/policy-term/state.js';
import { isInForce } from '../../domain/policy-term/term-facts.js';
import { sentence } from '../../domain/sentence.js';
import { takenInWords } from '../transaction/current-details.js';
import type { CarriedTerm, PolicyTermInput } from './messages.js';
import { nextMoment, waitingFor, type TermMoment } from './record.js';

/** More would hide the rest of the page; the query has them all. */
const SHOWN_TASKS = 20;

/** What the page of the term's workflow says, in Markdown. */
export function termDetails(input: PolicyTermInput, held: CarriedTerm): string {
  const { policyNumber, termNumber } = input;
  const { term, tasks } = held;
  const awaited = waitingFor(held);
  const moment = nextMoment(input, held);
  return [
    `Term ${termNumber} of policy ${policyNumber} is ${term.status}.${moneyInWords(term)}`,
    ...(awaited === null ? [] : [sentence(`Waits for ${awaited}`)]),
    ...(moment === null ? [] : [comesNext(moment, term)]),
    ...tasks.slice(0, SHOWN_TASKS).map(({ key, text }) => `- Task \`${key}\` is open. ${text}`),
    ...(tasks.length > SHOWN_TASKS
      ? [`- There are ${tasks.length - SHOWN_TASKS} more tasks.`]
      : []),
    takenInWords(updatesTaken(held)),
  ].join('\n\n');
}

function moneyInWords(term: PolicyTerm): string {
  if (isBilled(term) === false) return ' No billing system bills it.';
  const { counted, threshold } = arithmeticNow(term);
  const { currency } = term.ledger;
  return threshold === null
    ? ''
    : ` Of ${amountIn(threshold, currency)}, ${amountIn(counted, currency)} have been received.`;
}

/** Until when the term goes on as it is, and what happens then. */
function comesNext({ what, at }: TermMoment, term: PolicyTerm): string {
  const until = momentInWords(at);
  const words: Readonly<Record<TermMoment['what'], string>> = {
    notBoundInTime: `When it is not bound by ${until}, it is closed, and its money is a task.`,
    postdatedDue: `Postdated money counts from ${until} on.`,
    paymentDeadline: `The payment deadline is ${until}. ${unpaid(term)}`,
    endOfTerm: `The term ends at ${until}.`,
    renewalStart: `Its renewal starts by itself at ${until}.`,
  };
  return words[what];
}

/** See `onPaymentDeadline`. */
function unpaid({ binding }: PolicyTerm): string {
  if (binding?.flow !== 'bindAndCancel') return 'When it is not paid by then, a person is asked.';
  const inPart = binding.cancelsForNonPayment
    ? 'is cancelled for non-payment when only a part was'
    : 'a person is asked when only a part was';
  return `When nothing is paid by then, it is cancelled from its start as not taken, and ${inPart}.`;
}

function updatesTaken({ term, bound, tasks }: CarriedTerm): readonly string[] {
  return [
    'confirmTerm',
    'recordPayment',
    'reversePayment',
    ...(bound !== null && isInForce(term) ? ['direction', 'sync'] : []),
    ...(tasks.length > 0 ? ['settleTask'] : []),
  ];
}
