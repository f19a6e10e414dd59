import { refusalOf, type Refusal, type RefusalCode } from './refusals.js';

/** A condition of a row. It is decided by what is known together with the event, so that a machine keeps its state alone. */
interface Guard<Event> {
  readonly holds: (event: Event) => boolean;
  /** What is asked for, and what was found instead, as they stand in a refusal. */
  readonly allowed: string;
  readonly found: string;
  /** Refuses with this code; absent where another row takes what this one does not. */
  readonly else?: RefusalCode;
}

interface RowBase<State> {
  /** As the table of the trade numbers it. */
  readonly id: string;
  readonly in: readonly State[];
  /** The next state; `=` leaves it as it is; a refusal for a pair that stands in the table only for its better code. */
  readonly then: State | '=' | { readonly never: RefusalCode; readonly allowed: string };
}

type EventOf<Event, Kind> = Extract<Event, { readonly kind: Kind }>;

/** One row of a table of states: for one kind of event with its conditions, or for several without any. */
export type Row<State, Event extends { readonly kind: string }> =
  | {
      [Kind in Event['kind']]: RowBase<State> & {
        readonly on: Kind;
        readonly if: readonly Guard<EventOf<Event, Kind>>[];
      };
    }[Event['kind']]
  | (RowBase<State> & {
      readonly on: Event['kind'] | readonly Event['kind'][];
      readonly if?: undefined;
    });

/** What an event came to. A refusal has changed nothing. */
export type Outcome<State> =
  | { readonly outcome: 'taken'; readonly row: string; readonly state: State }
  | { readonly outcome: 'refused'; readonly refusal: Refusal };

/** A table of states at work. Pure: the same state and event always come to the same. */
export interface Machine<State, Event extends { readonly kind: string }> {
  readonly apply: (state: State, event: Event) => Outcome<State>;
  /** The kinds of events that a state takes, in the order of the rows. */
  readonly allowed: (state: State) => readonly Event['kind'][];
}

/**
 * A machine whose rows are data. A row applies when all its conditions hold; where no row does, the first condition that
 * has a code refuses. A pair of state and event that does not stand in the table is refused with `notAllowedInState`.
 *
 * @param subject what has the states, as it stands in a sentence
 * @param field name of the state among the members of an answer
 */
export function machine<State extends string, Event extends { readonly kind: string }>(
  subject: string,
  field: string,
  rows: readonly Row<State, Event>[],
): Machine<State, Event> {
  /** Rows are chosen by the event's kind, so that their conditions are about it. */
  const guardsOf = (row: { readonly if?: unknown }) => (row.if ?? []) as readonly Guard<Event>[];
  const rowsOf = (state: State, kind: string) =>
    rows.filter((row) => row.in.includes(state) && [row.on].flat().includes(kind));

  const allowed = (state: State): readonly Event['kind'][] => {
    const taking = rows.filter(({ in: states, then }) => states.includes(state) && !isNever(then));
    return [...new Set(taking.flatMap(({ on }) => on))];
  };

  const apply = (state: State, event: Event): Outcome<State> => {
    const candidates = rowsOf(state, event.kind);
    const found = `${event.kind} while ${subject} is ${state}`;
    for (const { id, then, ...row } of candidates) {
      if (!guardsOf(row).every(({ holds }) => holds(event))) continue;
      return isNever(then)
        ? refused(then.never, { field, found, allowed: then.allowed })
        : { outcome: 'taken', row: id, state: then === '=' ? state : then };
    }
    const failed = candidates
      .flatMap((row) => guardsOf(row))
      .find((guard) => guard.else && !guard.holds(event));
    return failed?.else
      ? refused(failed.else, { field: event.kind, found: failed.found, allowed: failed.allowed })
      : refused('notAllowedInState', {
          field,
          found,
          allowed: allowed(state).join(', ') || 'nothing',
        });
  };

  return { apply, allowed };
}

function isNever<State>(then: RowBase<State>['then']): then is {
  readonly never: RefusalCode;
  readonly allowed: string;
} {
  return typeof then === 'object' && then !== null;
}

function refused(
  code: RefusalCode,
  facts: Parameters<typeof refusalOf>[1],
): { readonly outcome: 'refused'; readonly refusal: Refusal } {
  return { outcome: 'refused', refusal: refusalOf(code, facts) };
}
