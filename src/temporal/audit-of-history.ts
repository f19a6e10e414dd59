import type { Client } from '@temporalio/client';
import type { AuditEntry } from '../domain/audit/audit.js';
import { instantOf, readMemo } from './executions.js';

type History = Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['fetchHistory']>>;
type HistoryEvent = NonNullable<History['events']>[number];

/** Of all that comes with a message these are kept: names, amounts and choices, and nothing about people. */
const KEPT_FACTS = [
  'requestId',
  'transactionId',
  'transaction',
  'paymentId',
  'task',
  'decision',
  'direction',
  'advanceTo',
  'revision',
  'policyNumber',
  'termNumber',
  'amountCents',
  'currency',
  'receivedAt',
  'effectiveDate',
  'quote',
  'sequence',
] as const;

/** Messages of billing; whoever else says nothing of who it is, is a workflow. */
const OF_BILLING = [
  'confirmTerm',
  'recordPayment',
  'reversePayment',
  'paymentReceived',
  'paymentReversed',
  'recordOfferPayment',
];

const OWN = 'Bindery';

/** Types of which people's acts alone are told: what they do by themselves, run after run, is counted in thousands. */
const OF_PEOPLE_ALONE = ['webhook', 'reconciliation'];

/** Who did what in a run, when and why, from its history: messages, steps, and what became of it. */
export async function auditOfHistory(
  client: Pick<Client, 'options'>,
  type: string,
  { events }: History,
): Promise<readonly AuditEntry[]> {
  const isOfPeopleAlone = OF_PEOPLE_ALONE.includes(type);
  const all = (events ?? []).filter((event) => !isOfPeopleAlone || !isOwnDoing(event));
  const stepOf = new Map(
    all.flatMap(({ eventId, activityTaskScheduledEventAttributes: scheduled }) =>
      scheduled ? [[String(eventId), scheduled.activityType?.name ?? '']] : [],
    ),
  );
  const refused = new Set(
    all.flatMap(({ workflowExecutionUpdateCompletedEventAttributes: completed }) =>
      completed?.outcome?.failure ? [String(completed.acceptedEventId)] : [],
    ),
  );
  const entries = await Promise.all(
    all.map(async (event) => {
      const isTaken = !refused.has(String(event.eventId));
      const said = await messageOf(client, event);
      if (said !== null) {
        if (isOfPeopleAlone && isSignal(event) && said.who === OWN) return null;
        return { at: instantOf(event.eventTime), isTaken, ...said };
      }
      const what = happenedBy(event, stepOf);
      return what === null
        ? null
        : { at: instantOf(event.eventTime), isTaken: true, facts: {}, ...what };
    }),
  );
  return entries.filter((entry) => entry !== null);
}

/** A step, or a run that only goes on. */
function isOwnDoing(event: HistoryEvent): boolean {
  const { workflowExecutionStartedEventAttributes: started } = event;
  return (
    event.activityTaskCompletedEventAttributes != null || Boolean(started?.continuedExecutionRunId)
  );
}

/** Of a person where it says by whom, else of another workflow. */
function isSignal(event: HistoryEvent): boolean {
  return event.workflowExecutionSignaledEventAttributes != null;
}

type Said = Pick<AuditEntry, 'who' | 'what' | 'why'>;

async function messageOf(
  client: Pick<Client, 'options'>,
  event: HistoryEvent,
): Promise<(Said & Pick<AuditEntry, 'facts'>) | null> {
  const update = event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.input;
  const signal = event.workflowExecutionSignaledEventAttributes;
  const what = update?.name ?? signal?.signalName;
  if (!what) return null;
  const [payload] = (update?.args ?? signal?.input)?.payloads ?? [];
  const content = await contentOf(client, payload);
  const { by, reason } = content;
  return {
    what,
    who: typeof by === 'string' && by !== '' ? by : OF_BILLING.includes(what) ? 'billing' : OWN,
    why: typeof reason === 'string' ? reason : null,
    facts: factsOf(content),
  };
}

async function contentOf(
  client: Pick<Client, 'options'>,
  payload: unknown,
): Promise<Readonly<Record<string, unknown>>> {
  if (!payload) return {};
  const { content } = await readMemo(client, { content: payload });
  return typeof content === 'object' && content !== null ? { ...content } : {};
}

function factsOf(content: Readonly<Record<string, unknown>>): AuditEntry['facts'] {
  const { changes } = content;
  const facts = KEPT_FACTS.flatMap((name) => {
    const value = content[name];
    const isPlain = ['string', 'number', 'boolean'].includes(typeof value);
    return isPlain ? [[name, value as string | number | boolean] as const] : [];
  });
  const changed = typeof changes === 'object' && changes !== null ? Object.keys(changes) : [];
  return {
    ...Object.fromEntries(facts),
    // What they were changed to may say something about people.
    ...(changed.length === 0 ? {} : { changed: changed.join(', ') }),
  };
}

function happenedBy(event: HistoryEvent, stepOf: ReadonlyMap<string, string>): Said | null {
  const own = (what: string): Said => ({ who: OWN, what, why: null });
  const step = event.activityTaskCompletedEventAttributes;
  if (step) return own(stepOf.get(String(step.scheduledEventId)) ?? '');
  if (event.workflowExecutionStartedEventAttributes) return own('begun');
  if (event.workflowExecutionCompletedEventAttributes) return own('ended');
  if (event.workflowExecutionFailedEventAttributes) return own('failed');
  if (event.workflowExecutionTimedOutEventAttributes) return own('timedOut');
  const { workflowExecutionTerminatedEventAttributes: terminated } = event;
  if (terminated)
    return {
      who: terminated.identity ?? OWN,
      what: 'terminatedInTemporal',
      why: terminated.reason ?? null,
    };
  const { workflowExecutionCancelRequestedEventAttributes: cancelled } = event;
  if (cancelled)
    return {
      who: cancelled.identity ?? OWN,
      what: 'cancelRequestedInTemporal',
      why: cancelled.cause ?? null,
    };
  return null;
}
