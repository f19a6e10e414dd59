import { amountIn } from '../../domain/money/cents.js';
import { sentence, sentences } from '../../domain/sentence.js';
import type { OpenTask, SettlingAct } from '../../domain/task/open-task.js';
import { tasksOfTransaction } from '../../domain/task/transaction-tasks.js';
import { KINDS } from '../../domain/transaction/kinds.js';
import type { TransactionRecord } from '../../domain/transaction/record.js';
import { updatesTakenNow } from '../../domain/transaction/taken-now.js';

/** What is known of a transaction beside its record. */
export interface BesideRecord {
  /** What happens next by itself, and when: the summary of its timer; null where nothing does. */
  readonly next: string | null;
  /** Why a cancellation that Temporal asked for was not carried out; null where none was. */
  readonly declined: string | null;
}

/** What the page of a transaction's workflow says, in Markdown. */
export function transactionDetails(
  record: TransactionRecord,
  { next, declined }: BesideRecord,
): string {
  return [
    heading(record),
    record.failure === null ? awaited(record) : sentence(record.failure.reason),
    ...tasksOfTransaction(record).map(taskInWords),
    ...(next === null ? [] : [`The next thing that happens by itself is "${next}".`]),
    takenInWords(updatesTakenNow(record)),
    declined ?? '',
  ]
    .filter((text) => text !== '')
    .join('\n\n');
}

function heading(record: TransactionRecord): string {
  const { kind, reference, state, policyNumber, totalCents, billing } = record;
  const named = `${KINDS[kind].title} ${reference.system} ${reference.id}`;
  const policy = policyNumber === null ? '' : ` of policy ${policyNumber}`;
  const amount =
    totalCents === null ? '' : ` It comes to ${amountIn(totalCents, billing?.currency ?? null)}.`;
  return `${named}${policy} is in the state \`${state}\`.${amount}`;
}

/** A step that stopped is a task, which says why. */
function awaited({ attention, waitingFor }: TransactionRecord): string {
  if (attention !== null)
    return `Waits for a person, because step ${attention.step} stopped (${attention.cause}).`;
  return waitingFor === null ? '' : sentence(`Waits for ${waitingFor}`);
}

/** By which update a task is settled; the API names some otherwise. */
const UPDATES: Readonly<Record<SettlingAct, string>> = {
  correct: 'correct',
  settle: 'settleTask',
  edit: 'edit',
  decide: 'decide',
  'record-notice': 'recordNotice',
  underwrite: 'underwrite',
  'underwriting-decision': 'decide',
  resume: 'resume',
  free: 'free',
};

function taskInWords({ key, what, why, due, money, settling }: OpenTask): string {
  return `- ${sentences(
    `Task \`${key}\` is open`,
    why,
    what,
    money.length === 0
      ? ''
      : `It is about ${money.map(({ cents, currency }) => amountIn(cents, currency)).join(' and ')}`,
    due === null ? '' : `It is due on ${due}`,
    `The update \`${UPDATES[settling.act]}\` settles it`,
  )}`;
}

/** Said of whatever takes updates. @param names none where nothing is taken */
export function takenInWords(names: readonly string[]): string {
  const [last, ...others] = names.map((name) => `\`${name}\``).reverse();
  if (last === undefined) return '';
  const all = others.length === 0 ? last : `${others.reverse().join(', ')} and ${last}`;
  return `It takes ${names.length === 1 ? 'the update' : 'the updates'} ${all} now.`;
}
