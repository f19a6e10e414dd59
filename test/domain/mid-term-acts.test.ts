import { describe, expect, it } from 'vitest';
import { CANCELLATION_MACHINE } from '../../src/domain/cancellation/machine.js';
import { ENDORSEMENT_MACHINE } from '../../src/domain/endorsement/machine.js';
import { REINSTATEMENT_MACHINE } from '../../src/domain/reinstatement/machine.js';
import { REWRITE_MACHINE } from '../../src/domain/rewrite/machine.js';
import { KINDS } from '../../src/domain/transaction/kinds.js';

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
