import { machine, type Row } from '../machine/machine.js';

/** Whether one of its quotes has a group: none, one that may still give it back, or one that is issued. */
export const GROUP_STATES = ['free', 'taken', 'locked'] as const;
export type GroupState = (typeof GROUP_STATES)[number];

/** What a quote says to its group, with what is known at that moment. */
export type GroupEvent =
  /** It is one of the group. `isUniform`: it agrees with the others in what the rules name. */
  | { readonly kind: 'join'; readonly isUniform: boolean; readonly hasRoom: boolean }
  /** It wants to be the one that comes further. `isOwn`: it is that already. */
  | {
      readonly kind: 'claim';
      readonly isUniform: boolean;
      readonly hasRoom: boolean;
      readonly isOwn: boolean;
    }
  /** It comes no further after all. */
  | { readonly kind: 'giveBack'; readonly isOwn: boolean }
  /** It is over. */
  | { readonly kind: 'leave'; readonly isOwn: boolean }
  /** It is issued. */
  | { readonly kind: 'lock' }
  /** For a long time no quote was in it. */
  | { readonly kind: 'close' };

const uniform = {
  holds: ({ isUniform }: { readonly isUniform: boolean }) => isUniform,
  allowed: 'what the other quotes of the group hold',
  found: 'something else',
  else: 'notUniform',
} as const;

const room = {
  holds: ({ hasRoom }: { readonly hasRoom: boolean }) => hasRoom,
  allowed: 'as many quotes as a group takes',
  found: 'one more',
  else: 'groupFull',
} as const;

const own = {
  holds: ({ isOwn }: { readonly isOwn: boolean }) => isOwn,
  allowed: 'the quote that has the group',
  found: 'another quote that has it',
  else: 'groupTaken',
} as const;

/** What the quote says is no news to the group, or none of its concern. */
const notOwn = {
  holds: ({ isOwn }: { readonly isOwn: boolean }) => !isOwn,
  allowed: '',
  found: '',
};

const isOwn = { ...notOwn, holds: own.holds };

const ROWS: readonly Row<GroupState, GroupEvent>[] = [
  { id: 'g1', in: ['free', 'taken'], on: 'join', if: [uniform, room], then: '=' },
  { id: 'g2', in: ['free'], on: 'claim', if: [uniform, room], then: 'taken' },
  { id: 'g3', in: ['taken'], on: 'claim', if: [own, uniform], then: '=' },
  { id: 'g4', in: ['taken'], on: 'giveBack', if: [isOwn], then: 'free' },
  { id: 'g5', in: ['taken'], on: 'giveBack', if: [notOwn], then: '=' },
  { id: 'g6', in: ['taken'], on: 'leave', if: [isOwn], then: 'free' },
  { id: 'g7', in: ['taken'], on: 'leave', if: [notOwn], then: '=' },
  { id: 'g8', in: ['free', 'locked'], on: ['giveBack', 'leave'], then: '=' },
  // What is issued is issued, whatever the group thought of it.
  { id: 'g9', in: ['free', 'taken'], on: 'lock', then: 'locked' },
  { id: 'g10', in: ['free'], on: 'close', then: 'locked' },
  {
    id: 'g11',
    in: ['locked'],
    on: 'join',
    then: { never: 'groupLocked', allowed: 'a group that is not locked' },
  },
  { id: 'g12', in: ['locked'], on: 'claim', if: [own], then: '=' },
  { id: 'g13', in: ['locked'], on: 'lock', then: '=' },
];

/** The life of a group of quotes. */
export const GROUP_MACHINE = machine<GroupState, GroupEvent>('the group', 'group', ROWS);
