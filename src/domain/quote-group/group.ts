import type { Instant } from '../calendar/instant.js';
import { refusalOf, type Refusal } from '../machine/refusals.js';
import { GROUP_MACHINE, type GroupEvent, type GroupState } from './machine.js';
import type { FieldDigests, GroupRules, UniformField } from './rules.js';

/** Quotes that are in a group at once, at most. */
export const MOST_QUOTES = 50;
/** Quotes of which something is known, those that left included. */
const KEPT_QUOTES = 200;
const KEPT_FREED = 50;

/** A quote of a group. */
export interface GroupedQuote {
  /** Id of the quote. */
  readonly quote: string;
  readonly digests: FieldDigests;
  /** False once it is over, or was taken out by a person. */
  readonly isIn: boolean;
  /** Of the newest word of it; what comes later and was said before counts no more. Milliseconds since 1970. */
  readonly saidAtMs: number;
}

/** A person took a quote out of the group that could not leave by itself. */
export interface FreedQuote {
  readonly at: Instant;
  readonly quote: string;
  readonly by: string;
  readonly reason: string;
}

/** The quotes of one opportunity, and which of them has the group. */
export interface QuoteGroup {
  readonly state: GroupState;
  /** Which quote has it; null while it is free, and where it was closed because no quote was in it. */
  readonly winner: string | null;
  /** In the order in which they came. */
  readonly quotes: readonly GroupedQuote[];
  readonly freed: readonly FreedQuote[];
  /** When it was begun, and when anything of it has changed last; absent where an older version has left that unsaid. */
  readonly createdAt?: Instant;
  readonly updatedAt?: Instant;
}

export const NEW_GROUP: QuoteGroup = { state: 'free', winner: null, quotes: [], freed: [] };

/** A group that begins. */
export function begunGroup(at: Instant): QuoteGroup {
  return { ...NEW_GROUP, createdAt: at, updatedAt: at };
}

interface Said {
  readonly quote: string;
  /** When its quote said it, the same for every repeat; each thing that it says is later than the one before. */
  readonly saidAtMs: number;
}

/** What a quote says to its group. May come twice, and late. */
export type GroupWord = Said &
  (
    | { readonly kind: 'join' | 'claim'; readonly digests: FieldDigests }
    | { readonly kind: 'giveBack' | 'leave' | 'lock' }
  );
export type GroupWordOf<K extends GroupWord['kind']> = Extract<GroupWord, { readonly kind: K }>;

/** What a group answers. */
export type GroupReply =
  | { readonly outcome: 'taken' }
  | {
      readonly outcome: 'refused';
      readonly refusal: Refusal;
      /** Those in which it differs from the other quotes. */
      readonly fields: readonly UniformField[];
      readonly winner: string | null;
    };

/** A group hears what a quote says: the group as it is then, and its answer. */
export function hear(
  rules: GroupRules,
  group: QuoteGroup,
  word: GroupWord,
): { readonly group: QuoteGroup; readonly reply: GroupReply } {
  const known = group.quotes.find(({ quote }) => quote === word.quote);
  // What is issued is issued, whenever that is heard.
  const isLate = known !== undefined && word.saidAtMs < known.saidAtMs && word.kind !== 'lock';
  if (isLate) return late(group, word);
  const fields = isOfMember(word) ? differing(rules, group, word) : [];
  const result = GROUP_MACHINE.apply(group.state, eventOf(group, word, fields));
  if (result.outcome === 'refused') {
    const { winner } = group;
    return { group, reply: { outcome: 'refused', refusal: result.refusal, fields, winner } };
  }
  const { state } = result;
  return {
    group: { ...group, state, winner: winnerOf(group, word, state), quotes: quotesOf(group, word) },
    reply: { outcome: 'taken' },
  };
}

/** Takes a quote out that cannot leave by itself, and frees the group where that one had it. */
export function freed(group: QuoteGroup, { at, ...one }: FreedQuote): QuoteGroup {
  const { quote } = one;
  const isOwn = group.winner === quote;
  const result = GROUP_MACHINE.apply(group.state, { kind: 'leave', isOwn });
  if (result.outcome === 'refused' || group.state === 'locked') return group;
  const saidAtMs = Date.parse(at);
  return {
    ...group,
    state: result.state,
    winner: isOwn ? null : group.winner,
    quotes: group.quotes.map((member) =>
      member.quote === quote ? { ...member, isIn: false, saidAtMs } : member,
    ),
    freed: [...group.freed, { at, ...one }].slice(-KEPT_FREED),
  };
}

/** No quote was in it for long: none joins any more. */
export function closed(group: QuoteGroup): QuoteGroup {
  const result = GROUP_MACHINE.apply(group.state, { kind: 'close' });
  return result.outcome === 'taken' ? { ...group, state: result.state } : group;
}

/** Whether no quote is in it, but for the one that locked it. */
export function isEmpty({ quotes, winner, state }: QuoteGroup): boolean {
  return !quotes.some(({ isIn, quote }) => isIn && !(state === 'locked' && quote === winner));
}

/** Whether its quote is one of the group from then on. */
function isOfMember(word: GroupWord): word is GroupWordOf<'join' | 'claim'> {
  return word.kind === 'join' || word.kind === 'claim';
}

/** What was said before what is known of the quote. */
function late(group: QuoteGroup, { kind }: GroupWord): ReturnType<typeof hear> {
  if (kind === 'giveBack' || kind === 'leave') return { group, reply: { outcome: 'taken' } };
  const refusal = refusalOf('notAllowedInState', {
    field: 'saidAtMs',
    found: `${kind} after the quote has said something newer`,
    allowed: 'the newest word of a quote',
  });
  return { group, reply: { outcome: 'refused', refusal, fields: [], winner: group.winner } };
}

function eventOf(
  { quotes, winner }: QuoteGroup,
  { kind, quote }: GroupWord,
  fields: readonly UniformField[],
): GroupEvent {
  const isOwn = winner === quote;
  if (kind === 'giveBack' || kind === 'leave') return { kind, isOwn };
  if (kind === 'lock') return { kind };
  const others = othersIn(quotes, quote);
  const event = { isUniform: fields.length === 0, hasRoom: others.length < MOST_QUOTES };
  return kind === 'join' ? { kind, ...event } : { kind, ...event, isOwn };
}

/** The only quote of a group says what the group's fields are. */
function differing(
  { uniform }: GroupRules,
  { quotes }: QuoteGroup,
  { quote, digests }: GroupWordOf<'join' | 'claim'>,
): readonly UniformField[] {
  const others = othersIn(quotes, quote);
  return uniform.filter((field) => others.some((one) => one.digests[field] !== digests[field]));
}

function othersIn(quotes: readonly GroupedQuote[], quote: string): readonly GroupedQuote[] {
  return quotes.filter((one) => one.isIn && one.quote !== quote);
}

function winnerOf(group: QuoteGroup, { kind, quote }: GroupWord, state: GroupState): string | null {
  if (state === 'free') return null;
  const isNew = kind === 'claim' || (kind === 'lock' && group.state !== 'locked');
  return isNew ? quote : group.winner;
}

function quotesOf({ quotes }: QuoteGroup, word: GroupWord): readonly GroupedQuote[] {
  const { quote, saidAtMs } = word;
  const known = quotes.find((one) => one.quote === quote);
  if (isOfMember(word)) {
    const entry = { quote, digests: word.digests, isIn: true, saidAtMs };
    if (known === undefined) return withRoom([...quotes, entry]);
    return quotes.map((one) => (one === known ? entry : one));
  }
  return quotes.map((one) =>
    one === known
      ? {
          ...one,
          saidAtMs: Math.max(saidAtMs, one.saidAtMs),
          isIn: one.isIn && word.kind !== 'leave',
        }
      : one,
  );
}

/** Those that left are forgotten where there are too many, the earliest first. */
function withRoom(quotes: readonly GroupedQuote[]): readonly GroupedQuote[] {
  if (quotes.length <= KEPT_QUOTES) return quotes;
  const gone = quotes.find(({ isIn }) => !isIn);
  return quotes.filter((one) => one !== gone);
}
