import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type {
  FreedQuote,
  GroupReply,
  GroupWord,
  GroupWordOf,
  QuoteGroup,
} from '../../domain/quote-group/group.js';
import type { GroupRules } from '../../domain/quote-group/rules.js';

/** Input of the `quoteGroup` workflow; its id names the group. */
export interface QuoteGroupInput extends GroupRules {
  /** What the caller calls the opportunity. */
  readonly system: string;
  readonly id: string;
  readonly requestedBy: string;
  /** How long a group in which no quote is stays open, 90 days unless said. Milliseconds. */
  readonly emptyMs?: number;
  /** Messages after which it continues as new; 500 unless said. */
  readonly messagesPerRun?: number;
  /** What the run before left; absent of a group that begins. */
  readonly carried?: SealedGroup;
}

/** A group as one run leaves it to the next, with a seal by which that knows that a group left it. */
export interface SealedGroup {
  readonly group: QuoteGroup;
  readonly seal: string;
}

/** A group as it stands, for whoever asks. */
export interface GroupRecord extends QuoteGroup, GroupRules {
  readonly system: string;
  readonly id: string;
}

/** Who takes a quote out that cannot leave by itself. */
export type FreeOrder = Pick<FreedQuote, 'quote' | 'by' | 'reason'>;

export const groupQuery = defineQuery<GroupRecord>('group');
/** What the next run would be begun with: how a group that was ended in Temporal still leaves something. */
export const nextInputQuery = defineQuery<QuoteGroupInput>('nextInput');

/** From a quote of the group; may come twice, and late. Refused by failure (`invalidInput`) is only what cannot be read. */
export const groupUpdate = <K extends GroupWord['kind']>(kind: K) =>
  defineUpdate<GroupReply, [GroupWordOf<K>]>(kind);
/** Refused (`ApplicationFailure`): `invalidInput`. A quote that is not in it changes nothing. */
export const freeUpdate = defineUpdate<GroupRecord, [FreeOrder]>('free');

/** From whoever brings newer code, for a group to which nothing happens: that it comes is enough to move the group on. */
export const moveOnSignal = defineSignal('moveOn');
