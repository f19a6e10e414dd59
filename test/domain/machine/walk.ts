import { describe, expect, it } from 'vitest';
import type { Machine } from '../../../src/domain/machine/machine.js';
import { machines } from '../vectors.js';

interface Event {
  readonly kind: string;
}

/** How a row of the reference is made to apply, and what is to be done then. */
export interface RowCase<E extends Event, F> {
  /** Of each of its events that needs something to hold; the others are taken as they are. */
  readonly met?: E | readonly E[];
  /** In this order; where they depend on the state, by state. */
  readonly effects: readonly F[] | Readonly<Record<string, readonly F[]>>;
  /** What fails it, with the code of the reference that refuses then. */
  readonly unmet?: readonly (readonly [event: E, code: string])[];
  /** What fails it by a ruling, with a code that the reference does not have there. */
  readonly ruled?: readonly (readonly [ruling: string, event: E, code: string])[];
  /** What is to be done where it is refused. */
  readonly refusedEffects?: readonly F[];
}

/** What is taken beyond the reference, by the number of the ruling; of kinds that the reference knows, or of others. */
export interface Beyond<E extends Event, F> {
  readonly ruling: string;
  readonly states: readonly string[];
  readonly event: E;
  /** Unchanged unless said. */
  readonly next?: string;
  readonly effects: readonly F[];
}

/** D30: of a bind and of billing, what comes after its state was left. The same for all that bind a change. */
export const LATE_RESULTS = [
  {
    ruling: 'D30',
    states: ['bound', 'completed'],
    event: { kind: 'bindResult', isDone: true },
    effects: ['noteDropped'],
  },
  {
    ruling: 'D30',
    states: ['withdrawn'],
    event: { kind: 'bindResult', isDone: false },
    effects: ['noteDropped'],
  },
  {
    ruling: 'D30',
    states: ['withdrawn'],
    event: { kind: 'bindResult', isDone: true },
    effects: ['askPerson'],
  },
  { ruling: 'D30', states: ['completed'], event: { kind: 'billed' }, effects: ['noteDropped'] },
] as const;

interface Walk<S extends string, E extends Event, F> {
  /** As in the reference. */
  readonly name: string;
  readonly machine: Machine<S, E, F>;
  readonly states: readonly string[];
  /** Of each kind one event that is taken where nothing is against it. */
  readonly events: Readonly<Record<string, E>>;
  /** One entry a row, in the order of the reference; rows that always refuse say when. */
  readonly cases: Readonly<Record<string, RowCase<E, F>>>;
  readonly beyond: readonly Beyond<E, F>[];
}

function isList<F>(effects: RowCase<Event, F>['effects']): effects is readonly F[] {
  return Array.isArray(effects);
}

function isMany<E>(met: E | readonly E[]): met is readonly E[] {
  return Array.isArray(met);
}

/** Walks a machine whole: each row of the reference, each state with each event, and each code that refuses. */
export function walk<S extends string, E extends Event, F extends string>(
  asked: Walk<S, E, F>,
): void {
  const { name, states, events, cases, beyond } = asked;
  const machine = {
    apply: (state: string, event: E) => asked.machine.apply(state as S, event),
    allowed: (state: string) => asked.machine.allowed(state as S),
  };
  const reference = machines[name] ?? { states: [], terminal: [], events: [], rows: [] };
  const all = ['new', ...reference.states];
  const isOpen = (state: string) => state !== 'new' && !reference.terminal.includes(state);
  const pairs = reference.rows.flatMap((row) =>
    all
      .filter(
        (state) => row.states.includes(state) || (row.states.includes('any') && isOpen(state)),
      )
      .flatMap((state) =>
        row.events.map((kind) => ({ title: `${row.id} ${kind} while ${state}`, row, state, kind })),
      ),
  );
  const eventOf = (id: string, kind: string): E => {
    const { met = [] } = cases[id] ?? {};
    const all: readonly E[] = isMany(met) ? met : [met];
    const event = all.find((one) => one.kind === kind) ?? events[kind];
    if (!event) throw new Error(`no event ${kind}`);
    return event;
  };
  const effectsOf = (id: string, state: string): readonly F[] => {
    const effects = cases[id]?.effects ?? [];
    return isList(effects) ? effects : (effects[state] ?? []);
  };
  const taken = pairs.filter(({ row }) => !row.guard.endsWith('never'));
  const never = pairs.filter((pair) => !taken.includes(pair));
  const refusable = taken.flatMap((pair) => {
    const { unmet = [], ruled = [] } = cases[pair.row.id] ?? {};
    const codes = [...unmet, ...ruled.map(([, event, code]) => [event, code] as const)];
    return codes
      .filter(([event]) => event.kind === pair.kind)
      .map(([event, code]) => ({ ...pair, event, code }));
  });
  const isListed = (state: string, kind: string) =>
    pairs.some((pair) => pair.state === state && pair.kind === kind) ||
    beyond.some(({ states: in_, event }) => in_.includes(state) && event.kind === kind);
  const unlisted = all.flatMap((state) =>
    reference.events.filter((kind) => !isListed(state, kind)).map((kind) => ({ state, kind })),
  );

  describe(`the table of the ${name}`, () => {
    it('has the states and events of the reference, and a case for each of its rows', () => {
      expect(states).toEqual(reference.states);
      expect(Object.keys(events)).toEqual(reference.events);
      expect(Object.keys(cases)).toEqual(reference.rows.map(({ id }) => id));
      for (const { id, refusal } of reference.rows) {
        const codes = (cases[id]?.unmet ?? []).map(([, code]) => code);
        if (taken.some(({ row }) => row.id === id)) expect(codes, id).toEqual(refusal);
      }
    });

    it(`is walked whole: ${reference.rows.length} rows, ${all.length} states, ${reference.events.length} events`, () => {
      const walked = [...pairs, ...unlisted].map(({ state, kind }) => `${state} ${kind}`);
      const ruled = beyond
        .filter(({ event }) => reference.events.includes(event.kind))
        .flatMap(({ states: in_, event }) => in_.map((state) => `${state} ${event.kind}`));
      expect(new Set([...walked, ...ruled]).size).toBe(all.length * reference.events.length);
    });

    it.each(taken)('$title: goes on where its condition holds', ({ row, state, kind }) => {
      expect(machine.apply(state, eventOf(row.id, kind))).toEqual({
        outcome: 'taken',
        row: row.id,
        state: row.next === '=' ? state : row.next,
        effects: effectsOf(row.id, state),
      });
    });

    it.each(refusable)('$title: is refused with $code where it fails', (refused) => {
      const { row, state, event, code } = refused;
      const result = machine.apply(state, event);
      expect(result).toMatchObject({
        outcome: 'refused',
        refusal: { code },
        effects: cases[row.id]?.refusedEffects ?? [],
      });
      if (result.outcome !== 'refused') return;
      const { field, found, allowed } = result.refusal;
      expect([field, found, allowed]).not.toContain('');
    });

    it.each(never)('$title: is always refused, with a better code', ({ row, state, kind }) => {
      expect(machine.apply(state, eventOf(row.id, kind))).toMatchObject({
        outcome: 'refused',
        refusal: { code: row.refusal[0], found: expect.stringContaining(state) as string },
        effects: effectsOf(row.id, state),
      });
    });

    it.each(unlisted)('refuses $kind while $state, and says what is allowed', (pair) => {
      const { state, kind } = pair;
      expect(machine.apply(state, eventOf('', kind))).toMatchObject({
        outcome: 'refused',
        refusal: {
          code: 'notAllowedInState',
          found: expect.stringContaining(`${kind} while`) as string,
          allowed: machine.allowed(state).join(', ') || 'nothing',
        },
        effects: [],
      });
    });

    const ruled = beyond.flatMap(({ states: in_, ...one }) =>
      in_.map((state) => ({ ...one, state, title: `${one.event.kind} while ${state}` })),
    );
    it.each(ruled)('$ruling: takes $title', ({ ruling, state, event, next, effects }) => {
      expect(machine.apply(state, event)).toEqual({
        outcome: 'taken',
        row: ruling,
        state: next ?? state,
        effects,
      });
    });

    it('names as allowed what is taken, and nothing that is always refused', () => {
      for (const state of all) {
        const kinds = [
          ...taken.filter((pair) => pair.state === state).map(({ kind }) => kind),
          ...ruled.filter((one) => one.state === state).map(({ event }) => event.kind),
        ];
        expect(new Set(machine.allowed(state)), state).toEqual(new Set(kinds));
      }
    });
  });
}
