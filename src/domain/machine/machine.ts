import { refusalOf, type Refusal, type RefusalCode } from './refusals.js';

/** A condition of a row. It is decided by what is known together with the event, so that a machine keeps its state alone. */
type Guard<Event> = PlainGuard<Event> | CheckingGuard<Event>;

interface PlainGuard<Event> {
  readonly holds: (event: Event) => boolean;
  /** What is asked for, and what was found instead, as they stand in a refusal. */
  readonly allowed: string;
  readonly found: string;
  /** Refuses with this code; absent where another row takes what this one does not. */
  readonly else?: RefusalCode;
}

/** A condition that says itself why it does not hold. */
interface CheckingGuard<Event> {
  readonly check: (event: Event) => Refusal | null;
}

interface RowBase<State, Effect> {
  /** As the table of the trade numbers it; rows that differ in what they do alone share it. */
  readonly id: string;
  readonly in: readonly State[];
  /** The next state; `=` leaves it as it is; a refusal for a pair that stands in the table only for its better code. */
  readonly then: State | '=' | { readonly never: RefusalCode; readonly allowed: string };
  /** What shall be done outside, in this order. */
  readonly effects?: readonly Effect[];
  /** What shall be done where one of its conditions refuses. */
  readonly refusedEffects?: readonly Effect[];
}

type EventOf<Event, Kind> = Extract<Event, { readonly kind: Kind }>;

/** One row of a table of states: for one kind of event with its conditions, or for several without any. */
export type Row<State, Event extends { readonly kind: string }, Effect = never> =
  | {
      [Kind in Event['kind']]: RowBase<State, Effect> & {
        readonly on: Kind;
        readonly if: readonly Guard<EventOf<Event, Kind>>[];
      };
    }[Event['kind']]
  | (RowBase<State, Effect> & {
      readonly on: Event['kind'] | readonly Event['kind'][];
      readonly if?: undefined;
    });

/** What an event came to. A refusal has changed nothing. */
export type Outcome<State, Effect = never> =
  | {
      readonly outcome: 'taken';
      readonly row: string;
      readonly state: State;
      readonly effects: readonly Effect[];
    }
  | {
      readonly outcome: 'refused';
      readonly refusal: Refusal;
      readonly effects: readonly Effect[];
    };

/** A table of states at work. Pure: the same state and event always come to the same. */
export interface Machine<State, Event extends { readonly kind: string }, Effect = never> {
  readonly apply: (state: State, event: Event) => Outcome<State, Effect>;
  /** The kinds of events that a state takes, in the order of the rows. */
  readonly allowed: (state: State) => readonly Event['kind'][];
}

/**
 * A machine whose rows are data. A row applies when all its conditions hold; where no row does, the first condition that
 * refuses does. A pair of state and event that does not stand in the table is refused with `notAllowedInState`.
 *
 * @param subject what has the states, as it stands in a sentence
 * @param field name of the state among the members of an answer
 */
export function machine<
  State extends string,
  Event extends { readonly kind: string },
  Effect = never,
>(
  subject: string,
  field: string,
  rows: readonly Row<State, Event, Effect>[],
): Machine<State, Event, Effect> {
  /** Rows are chosen by the event's kind, so that their conditions are about it. */
  const guardsOf = (row: { readonly if?: unknown }) => (row.if ?? []) as readonly Guard<Event>[];
  const rowsOf = (state: State, kind: string) =>
    rows.filter((row) => row.in.includes(state) && [row.on].flat().includes(kind));

  const allowed = (state: State): readonly Event['kind'][] => {
    const taking = rows.filter(({ in: states, then }) => states.includes(state) && !isNever(then));
    return [...new Set(taking.flatMap(({ on }) => on))];
  };

  const apply = (state: State, event: Event): Outcome<State, Effect> => {
    const candidates = rowsOf(state, event.kind);
    const found = `${event.kind} while ${subject} is ${state}`;
    for (const { id, then, effects = [], ...row } of candidates) {
      if (!guardsOf(row).every((guard) => holds(guard, event))) continue;
      return isNever(then)
        ? refused(refusalOf(then.never, { field, found, allowed: then.allowed }), effects)
        : { outcome: 'taken', row: id, state: then === '=' ? state : then, effects };
    }
    for (const { refusedEffects = [], ...row } of candidates) {
      const refusal = guardsOf(row).map((guard) => refusalBy(guard, event));
      const [first] = refusal.flatMap((one) => one ?? []);
      if (first) return refused(first, refusedEffects);
    }
    const taken = allowed(state).join(', ') || 'nothing';
    return refused(refusalOf('notAllowedInState', { field, found, allowed: taken }), []);
  };

  return { apply, allowed };
}

function holds<Event>(guard: Guard<Event>, event: Event): boolean {
  return 'check' in guard ? guard.check(event) === null : guard.holds(event);
}

/** Why a condition refuses the event; null where it holds, or leaves the event to another row. */
function refusalBy<Event extends { readonly kind: string }>(
  guard: Guard<Event>,
  event: Event,
): Refusal | null {
  if ('check' in guard) return guard.check(event);
  if (!guard.else || guard.holds(event)) return null;
  return refusalOf(guard.else, { field: event.kind, found: guard.found, allowed: guard.allowed });
}

function isNever<State>(then: RowBase<State, never>['then']): then is {
  readonly never: RefusalCode;
  readonly allowed: string;
} {
  return typeof then === 'object' && then !== null;
}

function refused<Effect>(refusal: Refusal, effects: readonly Effect[]) {
  return { outcome: 'refused', refusal, effects } as const;
}
