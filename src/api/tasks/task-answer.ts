import { z } from 'zod';
import { TRANSACTION_KINDS } from '../../domain/transaction/kinds.js';
import type { KnownRecord } from '../../temporal/visible-transactions.js';
import type { TermRecord } from '../../workflows/policy-term/messages.js';
import { termPath } from '../terms/term-answer.js';
import {
  quotePath,
  transactionPath,
  type TemporalUi,
  workflowUrl,
} from '../transactions/answer-of-record.js';

const KINDS_WITH_TASKS = [...TRANSACTION_KINDS, 'policyTerm'] as const;

/** Something that waits for a person, wherever it is. */
export const listedTaskSchema = z
  .strictObject({
    of: z.enum(KINDS_WITH_TASKS).meta({ description: 'The kind of transaction, or the term.' }),
    id: z.string().meta({ description: 'Of the transaction, or of the workflow of the term.' }),
    policyNumber: z.string().nullable(),
    termNumber: z.int().nullable(),
    task: z.string().meta({
      description: 'Names it where it is settled: the step that stopped, or the id of the task.',
    }),
    text: z.string().meta({ description: 'What is wrong, or asked, and what to do.' }),
    since: z.string().nullable().meta({ format: 'date-time' }),
    due: z.string().nullable().meta({ format: 'date' }),
    links: z.strictObject({
      self: z.string(),
      settle: z.string().meta({ description: 'POST here when it is done.' }),
      temporalUi: z.string().optional(),
    }),
  })
  .meta({ id: 'Task' });
export type ListedTask = z.infer<typeof listedTaskSchema>;

/** The deadlines first, the oldest of them before the others; what has none by how long it waits. */
export function byUrgency(one: ListedTask, other: ListedTask): number {
  const [mine, theirs] = [one.due ?? NEVER, other.due ?? NEVER];
  if (mine !== theirs) return mine < theirs ? -1 : 1;
  return (one.since ?? NEVER) < (other.since ?? NEVER) ? -1 : 1;
}

const NEVER = '9999-12-31';

/** What a transaction asks of people: the step that stopped, and the tasks beside its steps. */
export function tasksOfTransaction(
  record: KnownRecord,
  ui: TemporalUi | undefined,
): readonly ListedTask[] {
  const { id, kind, policyNumber, attention, change, quote, waitingFor } = record;
  const self = transactionPath(id);
  const common = {
    of: kind,
    id,
    policyNumber,
    termNumber: change?.termNumber ?? null,
    due: null,
  };
  const links = { self, ...(ui ? { temporalUi: workflowUrl(ui, id) } : {}) };
  const stopped =
    attention === null
      ? []
      : [
          {
            ...common,
            task: attention.step,
            text: `${attention.reason} ${attention.remedy}`,
            since: attention.since,
            links: { ...links, settle: `${self}/correct` },
          },
        ];
  const beside = (change?.renewal?.tasks ?? []).map(({ key, text, since }) => ({
    ...common,
    task: key,
    text,
    since,
    links: { ...links, settle: `${self}/settle` },
  }));
  const decision = quote?.decisionDue
    ? [
        {
          ...common,
          task: 'underwriting',
          text: `It waits for ${waitingFor ?? 'an underwriter.'}`,
          since: quote.underwriting.at(-1)?.at ?? null,
          due: quote.decisionDue.slice(0, DAY_LENGTH),
          links: { ...links, settle: `${quotePath(id)}/underwriting-decision` },
        },
      ]
    : [];
  return [...stopped, ...beside, ...decision];
}

const DAY_LENGTH = '2027-06-10'.length;

/** What a term asks of people. */
export function tasksOfTerm(
  { policyNumber, termNumber, tasks }: TermRecord,
  id: string,
  ui: TemporalUi | undefined,
): readonly ListedTask[] {
  const self = termPath(policyNumber, termNumber);
  return tasks.map(({ key, text, since, due }) => ({
    of: 'policyTerm' as const,
    id,
    policyNumber,
    termNumber,
    task: key,
    text,
    since,
    due,
    links: {
      self,
      settle: `${self}/settle`,
      ...(ui ? { temporalUi: workflowUrl(ui, id) } : {}),
    },
  }));
}

/** Somebody is asked, and nobody can say for what: no worker answers, or its code fails. */
export function unknownTask(
  { of, id }: Pick<ListedTask, 'of' | 'id'>,
  self: string,
  ui: TemporalUi | undefined,
): ListedTask {
  return {
    of,
    id,
    policyNumber: null,
    termNumber: null,
    task: 'unknown',
    text: 'It waits for a person, and cannot say for what now: no worker answers, or its code fails. Look at it in the Temporal Web UI.',
    since: null,
    due: null,
    links: { self, settle: self, ...(ui ? { temporalUi: workflowUrl(ui, id) } : {}) },
  };
}
