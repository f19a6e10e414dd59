import { termId } from '../answers.js';
import type { Desk } from '../desk.js';
import type { Lived } from '../life.js';
import type { OracleTerm } from '../oracle.js';

/** An event as `GET /api/events` has it, as far as the proof looks. */
interface CloudEvent {
  readonly id: string;
  readonly type: string;
  readonly sequence: string;
  readonly time: string;
  readonly subject?: string;
  readonly data: {
    readonly id: string;
    readonly transaction?: string | null;
    readonly payment?: { readonly paymentId: string } | null;
  };
}

export interface EventsProof {
  readonly events: number;
  readonly pages: number;
  readonly byType: Readonly<Record<string, number>>;
  readonly faults: readonly string[];
}

const PAGE = 200;
const CHANGED: Readonly<Record<string, string>> = {
  endorsement: 'bindery.term.endorsed',
  cancellation: 'bindery.term.cancelled',
  reinstatement: 'bindery.term.reinstated',
};

/** That everything which happened was told once, and in the order in which it happened. */
export async function proveEvents(desk: Desk, lives: readonly Lived[]): Promise<EventsProof> {
  const { events, pages } = await allEvents(desk);
  const byType: Record<string, number> = {};
  for (const { type } of events) byType[type] = (byType[type] ?? 0) + 1;
  return {
    events: events.length,
    pages,
    byType,
    faults: [
      ...orderOfAll(events),
      ...orderOfEach(events),
      ...lives.flatMap(({ transactions }) =>
        transactions.flatMap((id) => toldOfChange(events, id)),
      ),
      ...lives.flatMap(({ terms }) => terms.flatMap((term) => toldOfTerm(events, term))),
      ...lives.flatMap(({ offersPaid }) =>
        [...offersPaid].flatMap(([id, times]) => toldOfOffer(events, id, times)),
      ),
    ],
  };
}

async function allEvents(
  desk: Desk,
): Promise<{ readonly events: readonly CloudEvent[]; readonly pages: number }> {
  const events: CloudEvent[] = [];
  let after = '';
  for (let pages = 1; ; pages += 1) {
    const { status, body } = await desk.get<{
      readonly events: readonly CloudEvent[];
      readonly next: string;
      readonly hasMore: boolean;
    }>(`/api/events?limit=${String(PAGE)}${after}`);
    if (status !== 200) throw new Error(`the events are answered ${String(status)}`);
    events.push(...body.events);
    if (!body.hasMore) return { events, pages };
    after = `&after=${encodeURIComponent(body.next)}`;
  }
}

/** One order, without a gap, and no event in it twice. */
function orderOfAll(events: readonly CloudEvent[]): readonly string[] {
  const ids = new Set<string>();
  return events.flatMap(({ id, sequence, type, data }, at) => {
    const faults: string[] = [];
    if (ids.has(id)) faults.push(`${type} of ${data.id} is told twice (${id})`);
    ids.add(id);
    const before = events[at - 1]?.sequence;
    if (before !== undefined && Number(sequence) !== Number(before) + 1)
      faults.push(`after event ${before} comes ${sequence}`);
    return faults;
  });
}

/** What happens in one workflow is told in the order of its clock. */
function orderOfEach(events: readonly CloudEvent[]): readonly string[] {
  const last = new Map<string, CloudEvent>();
  return events.flatMap((event) => {
    const before = last.get(event.data.id);
    last.set(event.data.id, event);
    if (before === undefined || Date.parse(before.time) <= Date.parse(event.time)) return [];
    return [`${event.type} of ${event.data.id} is told after ${before.type}, which was later`];
  });
}

function toldOfChange(events: readonly CloudEvent[], id: string): readonly string[] {
  const types = events.filter(({ data }) => data.id === id).map(({ type }) => type);
  const count = (type: string) => types.filter((one) => one === type).length;
  const [bound, ended] = [count('bindery.transaction.bound'), count('bindery.transaction.ended')];
  const isOfBooking = /^(new-business|endorsement|reinstatement):/.test(id);
  return [
    ...(ended === 1 ? [] : [`${id} has ended ${String(ended)} times`]),
    ...(bound === 1 || (bound === 0 && !isOfBooking)
      ? []
      : [`${id} is bound ${String(bound)} times`]),
    ...(bound === 1 &&
    types.lastIndexOf('bindery.transaction.bound') > types.lastIndexOf('bindery.transaction.ended')
      ? [`${id} is told bound after its end`]
      : []),
  ];
}

function toldOfOffer(events: readonly CloudEvent[], id: string, times: number): readonly string[] {
  const told = events.filter(({ data, type }) => data.id === id && type === 'bindery.renewal.paid');
  return told.length === times
    ? []
    : [`money for ${id} is told ${String(told.length)} times, must be ${String(times)}`];
}

function toldOfTerm(events: readonly CloudEvent[], term: OracleTerm): readonly string[] {
  const id = termId(term);
  const own = events.filter(({ data, type }) => data.id === id && type.startsWith('bindery.term.'));
  const told = (type: string) => own.filter((event) => event.type === `bindery.term.${type}`);
  const must = (what: string, is: unknown, wanted: unknown): readonly string[] =>
    JSON.stringify(is) === JSON.stringify(wanted)
      ? []
      : [`${id}: ${what} told is ${JSON.stringify(is)}, must be ${JSON.stringify(wanted)}`];
  const changes = own.filter(({ type }) => Object.values(CHANGED).includes(type));
  const payments = told('paymentRecorded').map(({ data }) => data.payment?.paymentId ?? '');
  return [
    ...must('bound', told('bound').length, term.timesBound),
    ...must('confirmed', told('confirmed').length, term.isConfirmed ? 1 : 0),
    ...must(
      'changes',
      changes.map(({ type }) => type),
      term.entries.flatMap(({ kind }) => CHANGED[kind] ?? []),
    ),
    ...must('payments', payments.sort(), [...term.told].sort()),
    ...must(
      'order',
      own.findIndex(({ type }) => type === 'bindery.term.bound'),
      firstOf(own),
    ),
  ];
}

/** Money may be told before the bind, and nothing else. */
function firstOf(own: readonly CloudEvent[]): number {
  return own.findIndex(({ type }) => !type.endsWith('.paymentRecorded'));
}
