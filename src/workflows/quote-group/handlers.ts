import { setHandler } from '@temporalio/workflow';
import type { GroupWord } from '../../domain/quote-group/group.js';
import { readFreeOrder, readWord } from './inbox.js';
import {
  freeUpdate,
  groupQuery,
  groupUpdate,
  moveOnSignal,
  nextInputQuery,
  type FreeOrder,
} from './messages.js';
import type { OpenGroup } from './open-group.js';

const WORDS: Readonly<Record<GroupWord['kind'], string>> = {
  join: 'A quote is one of the group.',
  claim: 'A quote wants to be the one that comes further.',
  giveBack: 'The quote that has the group comes no further.',
  leave: 'A quote is over.',
  lock: 'A quote is issued.',
};

/** Lets a group hear its quotes, and answer. Call it before the first await. */
export function answerQuotes(group: OpenGroup): void {
  setHandler(groupQuery, () => group.record);
  setHandler(nextInputQuery, () => group.nextInput);
  setHandler(moveOnSignal, () => undefined);
  for (const kind of Object.keys(WORDS) as GroupWord['kind'][]) {
    setHandler(groupUpdate(kind), (message) => group.hear(readWord(kind, message)), {
      description: WORDS[kind],
      validator: (message: unknown) => {
        readWord(kind, message);
      },
    });
  }
  setHandler(
    freeUpdate,
    (order: FreeOrder) => {
      group.free(readFreeOrder(order));
      return group.record;
    },
    {
      description: 'Take a quote out whose workflow was ended in Temporal.',
      validator: (order: FreeOrder) => {
        readFreeOrder(order);
      },
    },
  );
}
