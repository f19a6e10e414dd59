import { contentDigest } from '../machine/content-digest.js';
import type { TermName } from '../workflow-ids.js';
import type { Difference, Repair } from './difference.js';

/** Something that is looked at again within the same comparison. */
export interface Again {
  readonly term: TermName;
  /** Milliseconds since 1970. */
  readonly dueMs: number;
  /** How often it was looked at. */
  readonly looks: number;
  /** Digest of what differed then; null where nothing was seen. */
  readonly seen: string | null;
  /** What was repaired meanwhile, as it differed before. */
  readonly tried: readonly Tried[];
}

export interface Tried {
  readonly difference: Difference;
  /** What was done, in a sentence. */
  readonly text: string;
}

/** What came of one look at a term. */
export type Look =
  | { readonly kind: 'agrees' }
  | { readonly kind: 'differs'; readonly differences: readonly Difference[] }
  | { readonly kind: 'underWay' | 'unread'; readonly reason: string };

/** What follows from a look. */
export type Next =
  /** It is settled as it is now. */
  | { readonly kind: 'settled' }
  | { readonly kind: 'again'; readonly seen: string | null }
  | { readonly kind: 'repair'; readonly difference: Difference; readonly repair: Repair };

/** How often a term is looked at in one comparison; each repair adds looks of its own. */
const MOST_LOOKS = 4;

/**
 * What follows from a look: a difference counts when it was there twice, with the same on both sides, so that what is on its way from
 * one system to another is none. One that has a safe repair is repaired, each once; after that it is looked at again.
 */
export function nextAfter(look: Look, before: Again | null, repairs: boolean): Next {
  const { looks = 0, seen = null, tried = [] } = before ?? {};
  const isLast = looks + 1 >= MOST_LOOKS * (tried.length + 1);
  if (look.kind === 'agrees') return { kind: 'settled' };
  if (look.kind !== 'differs') return isLast ? { kind: 'settled' } : { kind: 'again', seen: null };
  const digest = contentDigest(look.differences);
  if (digest !== seen && !isLast) return { kind: 'again', seen: digest };
  const untried = look.differences.find(
    ({ code, repair }) =>
      repairs && repair !== null && !tried.some(({ difference }) => difference.code === code),
  );
  return untried?.repair
    ? { kind: 'repair', difference: untried, repair: untried.repair }
    : { kind: 'settled' };
}
