import { describe, expect, it } from 'vitest';
import { CANCELLATION_MACHINE } from '../../src/domain/cancellation/machine.js';
import { ENDORSEMENT_MACHINE } from '../../src/domain/endorsement/machine.js';
import { REINSTATEMENT_MACHINE } from '../../src/domain/reinstatement/machine.js';
import { REWRITE_MACHINE } from '../../src/domain/rewrite/machine.js';
import type { ChangeAct, LateAct } from '../../src/domain/transaction/change-acts.js';
import { KINDS, TRANSACTION_KINDS } from '../../src/domain/transaction/kinds.js';
import { done } from '../../src/workflows/mid-term/acts.js';

type Allowed = (state: never) => readonly string[];

const TABLES: readonly (readonly [keyof typeof KINDS, Allowed])[] = [
  ['cancellation', CANCELLATION_MACHINE.allowed],
  ['endorsement', ENDORSEMENT_MACHINE.allowed],
  ['reinstatement', REINSTATEMENT_MACHINE.allowed],
  ['rewrite', REWRITE_MACHINE.allowed],
];

describe.each(TABLES)('the acts of the kind %s', (kind, allowed) => {
  it('are taken by its table in the states in which they are offered', () => {
    const offered = Object.entries<readonly string[]>(KINDS[kind].acts);
    expect(offered).not.toEqual([]);
    for (const [state, acts] of offered) {
      expect(allowed(state as never), state).toEqual(expect.arrayContaining([...acts]));
    }
  });

  it('are answered after its end where it has ended', () => {
    const stages: Readonly<Record<string, string>> = KINDS[kind].states;
    for (const state of Object.keys(KINDS[kind].lateActs)) expect(stages[state]).toBe('ended');
  });
});

type Ended = Parameters<typeof done>[0]['record'];

/** What a workflow says of an act that comes when it has ended and is still on its way out. */
function saidOnTheWayOut(kind: string, state: string, act: ChangeAct): unknown {
  const record = { kind, state } as Ended;
  const nothing = () => {
    throw new Error('nothing is to be done any more');
  };
  try {
    return done({ record, knowChange: nothing }, act, { by: 'olga' }, nothing);
  } catch (error) {
    return error;
  }
}

const LATE = TRANSACTION_KINDS.flatMap((kind) =>
  Object.entries<Readonly<Partial<Record<ChangeAct, LateAct>>>>(KINDS[kind].lateActs).flatMap(
    ([state, acts]) =>
      Object.entries(acts).map(([act, late]) => [kind, state, act as ChangeAct, late] as const),
  ),
);

describe('an act that comes after the end', () => {
  it.each(LATE)('%s, %s: %s is told so by the workflow too', (kind, state, act, late) => {
    const said = saidOnTheWayOut(kind, state, act);
    if (late === 'done') expect(said).toEqual({ kind, state });
    else {
      const { never: code, allowed } = late;
      expect(said).toMatchObject({ type: 'refused', details: [{ code, allowed }] });
    }
  });
});
