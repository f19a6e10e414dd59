import { done, isStale } from './conditions.js';

/*
 * D30: a result that comes after its state was left is dropped, with a note. A write that was given up and happened all the same is
 * not: a person has to know. These rows are the same in the table of every change of a term.
 */

const dropped = { id: 'D30', then: '=', effects: ['noteDropped'] } as const;

/** Results of a kind in states that do not wait for them any more. */
export function droppedIn<State, Kind extends string>(on: Kind, states: readonly State[]) {
  return { ...dropped, in: states, on };
}

/** A quote of an earlier revision, where one of now is awaited. */
export function staleQuoteIn<State>(state: State) {
  return { ...dropped, in: [state], on: 'quoteResult', if: [isStale] } as const;
}

/** What comes of a write after it was given up. */
export function givenUp<Kind extends string>(on: Kind) {
  return [
    { ...dropped, in: ['withdrawn'], on, if: [done(false)] },
    { ...dropped, in: ['withdrawn'], on, if: [done(true)], effects: ['askPerson'] },
  ] as const;
}
