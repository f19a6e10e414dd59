import { describe, expect, it } from 'vitest';
import {
  GROUP_MACHINE,
  GROUP_STATES,
  type GroupEvent,
  type GroupState,
} from '../../../src/domain/quote-group/machine.js';

const fits = { isUniform: true, hasRoom: true };
/** Every event with every combination of what is known at that moment. */
const EVENTS: Readonly<Record<string, GroupEvent>> = {
  join: { kind: 'join', ...fits },
  'join, differing': { kind: 'join', isUniform: false, hasRoom: true },
  'join, one too many': { kind: 'join', isUniform: true, hasRoom: false },
  claim: { kind: 'claim', isOwn: false, ...fits },
  'claim, differing': { kind: 'claim', isOwn: false, isUniform: false, hasRoom: true },
  'claim, one too many': { kind: 'claim', isOwn: false, isUniform: true, hasRoom: false },
  'claim, own': { kind: 'claim', isOwn: true, ...fits },
  'claim, own and differing': { kind: 'claim', isOwn: true, isUniform: false, hasRoom: true },
  'give back': { kind: 'giveBack', isOwn: false },
  'give back, own': { kind: 'giveBack', isOwn: true },
  leave: { kind: 'leave', isOwn: false },
  'leave, own': { kind: 'leave', isOwn: true },
  lock: { kind: 'lock' },
  close: { kind: 'close' },
};

/** The next state, or the code of the refusal. */
const TABLE: Readonly<Record<keyof typeof EVENTS, readonly [string, string, string]>> = {
  join: ['free', 'taken', 'groupLocked'],
  'join, differing': ['notUniform', 'notUniform', 'groupLocked'],
  'join, one too many': ['groupFull', 'groupFull', 'groupLocked'],
  claim: ['taken', 'groupTaken', 'groupTaken'],
  'claim, differing': ['notUniform', 'groupTaken', 'groupTaken'],
  'claim, one too many': ['groupFull', 'groupTaken', 'groupTaken'],
  'claim, own': ['taken', 'taken', 'locked'],
  'claim, own and differing': ['notUniform', 'notUniform', 'locked'],
  'give back': ['free', 'taken', 'locked'],
  'give back, own': ['free', 'free', 'locked'],
  leave: ['free', 'taken', 'locked'],
  'leave, own': ['free', 'free', 'locked'],
  lock: ['locked', 'locked', 'locked'],
  close: ['locked', 'notAllowedInState', 'notAllowedInState'],
};

describe.each(Object.entries(EVENTS))('%s', (name, event) => {
  it.each(GROUP_STATES.map((state, at) => [state, TABLE[name]?.[at]] as const))(
    'while the group is %s comes to %s',
    (state: GroupState, expected) => {
      const result = GROUP_MACHINE.apply(state, event);
      const came = result.outcome === 'taken' ? result.state : result.refusal.code;
      expect(came).toBe(expected);
    },
  );
});
