import { policyPath, termPath, transactionPath } from '../../src/domain/addresses.js';
import { momentInWords } from '../../src/domain/calendar/instant.js';
import { sentence, sentences } from '../../src/domain/sentence.js';
import { groupOfId, policyTermId, termOfId, workOfId } from '../../src/domain/workflow-ids.js';
import type { Api } from '../api/api-client.js';
import {
  policySchema,
  termSchema,
  transactionSchema,
  type Task,
  type Term,
  type Transaction,
} from './answers.js';
import { listTasks, moneyInWords } from './list.js';
import { howToSettle, quoted } from './settling-words.js';
import { CALL } from './usage.js';

/** What is known of something that a person named. */
export interface Answer {
  /** What the API says of it, for machines. */
  readonly found: object;
  readonly words: string;
}

/** Why a transaction, a term, a policy, or a batch, a webhook or a group of quotes stands where it does. */
export async function why(api: Api, id: string): Promise<Answer> {
  const term = termOfId(id);
  if (term !== null) return whyTerm(api, term.policyNumber, term.termNumber);
  if (workOfId(id) !== null || groupOfId(id) !== null) return whyWork(api, id);
  // Ids of transactions have a colon; policy numbers may, and are then told by their term.
  return id.includes(':') ? whyTransaction(api, id) : whyPolicy(api, id);
}

async function whyTransaction(api: Api, id: string): Promise<Answer> {
  const transaction = await api.ask(transactionSchema, transactionPath(id));
  const tasks = await tasksOf(api, id);
  const words = [
    sentences(standing(transaction), awaited(transaction)),
    ...tasks.map(inWords),
    ...stopInWords(transaction),
    takes(transaction.links),
    ...webUi(transaction.links),
  ];
  return { found: { transaction, tasks }, words: joined(words) };
}

function standing(transaction: Transaction): string {
  const { kind, externalSystem, externalId, product, effectiveDate, expirationDate } = transaction;
  const policy = transaction.policyNumber === null ? '' : ` of policy ${transaction.policyNumber}`;
  const days = effectiveDate === '' ? '' : `, for ${effectiveDate} to ${expirationDate},`;
  return `The ${kind} ${externalSystem} ${externalId}${policy} (${product})${days} is in the state ${transaction.state}.${costs(transaction)}`;
}

function costs({ total, billing }: Transaction): string {
  return total === null
    ? ''
    : ` It comes to ${moneyInWords({ amount: total, currency: billing?.currency ?? null })}.`;
}

function awaited({ failure, attention, waitingFor, change }: Transaction): string {
  if (failure !== null) return sentences(`It came to nothing (${failure.code})`, failure.reason);
  if (attention !== null)
    return `It waits for a person since ${momentInWords(attention.since)}, because step ${attention.step} stopped (${attention.cause}).`;
  const until =
    change?.goesOnAt == null ? '' : `It goes on by itself at ${momentInWords(change.goesOnAt)}`;
  return waitingFor === null
    ? sentences('It waits for nobody', until)
    : sentences(`It waits for ${waitingFor}`, until);
}

/** What this command can do about a stop beside running it again. */
function stopInWords({ id, attention }: Transaction): string[] {
  if (attention === null) return [];
  const { field, inDoubt } = attention;
  return [
    ...inDoubt.map(({ write, what, where, made }) =>
      sentences(
        `What may have been written is ${what} (${where}); it is named ${write}`,
        made === null ? '' : `When it is there, --made names ${made}`,
      ),
    ),
    ...(field === null
      ? []
      : [
          `What is at fault is ${field}: ${CALL} correct ${quoted(id)} --set ${field}=… --reason "…"`,
        ]),
  ];
}

async function whyTerm(api: Api, policyNumber: string, termNumber: number): Promise<Answer> {
  const term = await api.ask(termSchema, termPath(policyNumber, termNumber));
  const tasks =
    term.tasks.length === 0 ? [] : await tasksOf(api, policyTermId(policyNumber, termNumber));
  const words = [termInWords(term), ...tasks.map(inWords), ...webUi(term.links)];
  return { found: { term, tasks }, words: joined(words) };
}

function termInWords(term: Term): string {
  const { policyNumber, termNumber, status, waitingFor, nextDeadline } = term;
  return sentences(
    `Term ${String(termNumber)} of policy ${policyNumber} is ${status}`,
    moneyOf(term),
    waitingFor === null ? 'It waits for nobody' : `It waits for ${waitingFor}`,
    nextDeadline === null
      ? ''
      : `What comes next by itself is ${DEADLINES[nextDeadline.what] ?? nextDeadline.what}, at ${momentInWords(nextDeadline.at)}`,
  );
}

const DEADLINES: Readonly<Partial<Record<string, string>>> = {
  notBoundInTime: 'the end of the wait for the bind',
  postdatedDue: 'that postdated money counts',
  paymentDeadline: 'the payment deadline',
  endOfTerm: 'its end',
  renewalStart: 'the start of its renewal',
};

function moneyOf({ isBilled, money, currency }: Term): string {
  if (isBilled === false) return 'No billing system bills it';
  const { threshold, counted } = money;
  if (threshold === null) return '';
  const received = moneyInWords({ amount: counted, currency });
  return `Of ${moneyInWords({ amount: threshold, currency })}, ${received} have been received`;
}

async function whyPolicy(api: Api, policyNumber: string): Promise<Answer> {
  const policy = await api.ask(policySchema, policyPath(policyNumber));
  const { items: tasks } = await listTasks(api, { policyNumber });
  const { open } = policy.transactions;
  const pending = policy.pending.map(({ termNumber, transaction, what, until }) =>
    sentences(
      `${transaction ?? `Term ${String(termNumber ?? '')}`} waits for ${what}`,
      until === null ? '' : `It goes on by itself at ${momentInWords(until)}`,
    ),
  );
  const words = [
    `Policy ${policyNumber} has ${String(policy.terms.length)} terms, and ${String(open.length)} transactions that are under way.`,
    ...(pending.length > 0 ? pending : ['It waits for nothing.']),
    ...tasks.map(inWords),
  ];
  return { found: { policy, tasks }, words: joined(words) };
}

async function whyWork(api: Api, id: string): Promise<Answer> {
  const tasks = await tasksOf(api, id);
  const words = tasks.length > 0 ? tasks.map(inWords) : [`${id} waits for nobody.`];
  return { found: { tasks }, words: joined(words) };
}

async function tasksOf(api: Api, id: string): Promise<readonly Task[]> {
  return (await listTasks(api, { id })).items;
}

function inWords(task: Task): string {
  const { due, money, why: reason, what } = task;
  return [
    sentences(
      `Task ${task.task} is open (${task.cause})`,
      reason,
      what,
      money === null ? '' : `It is about ${moneyInWords(money)}`,
      due === null ? '' : `It is due on ${due}`,
    ),
    `  ${howToSettle(task)}`,
  ].join('\n');
}

/** Links that are no act. */
const NO_ACT = ['self', 'temporalUi'];

function takes(links: Readonly<Record<string, string>>): string {
  const acts = Object.keys(links).filter((name) => !NO_ACT.includes(name));
  return acts.length === 0 ? 'It takes no act now.' : sentence(`It takes ${acts.join(', ')} now`);
}

function webUi({ temporalUi }: Readonly<Record<string, string>>): string[] {
  return temporalUi === undefined ? [] : [`Web UI: ${temporalUi}`];
}

function joined(words: readonly string[]): string {
  return `${words.filter((text) => text !== '').join('\n')}\n`;
}
