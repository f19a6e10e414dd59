import type { InsuredRecord } from './records.js';

/** What a name search asks for; empty or absent parts do not count. */
export interface ClearanceQuery {
  readonly name: string;
  readonly city: string | null;
  readonly state: string | null;
  readonly zip: string | null;
}

/**
 * Finds insureds by likeness of name and place. The best score wins, and it may belong to another company of a
 * similar name.
 */
export interface Clearance {
  add(insured: InsuredRecord): void;
  clear(): void;
  /** The best-scoring insured from that score on, the oldest of equals; null when nobody reaches it. */
  best(query: ClearanceQuery, threshold: number): string | null;
}

interface Entry {
  readonly insuredGuid: string;
  readonly names: readonly ReadonlySet<string>[];
  readonly city: string;
  readonly state: string;
  readonly zip: string;
}

/** How much of the score each part is worth; parts that the query leaves out do not count. */
const WEIGHTS = { name: 70, zip: 15, city: 10, state: 5 } as const;
/** Words that say nothing about who a company is. */
const LEGAL_FORMS = new Set('inc llc llp corp corporation company co ltd the and'.split(' '));

export function createClearance(): Clearance {
  const byWord = new Map<string, Entry[]>();

  return {
    add: (insured) => {
      const { fields, locations } = insured;
      const place = locations[0];
      const spoken = [
        fields.CorporationName ?? `${fields.FirstName ?? ''} ${fields.LastName ?? ''}`,
        fields.NameOnPolicy ?? '',
      ];
      const wordLists = spoken.map(wordsOf).filter((words) => words.length > 0);
      const entry: Entry = {
        insuredGuid: insured.insuredGuid,
        names: wordLists.map(pairsOf),
        city: plain(place?.City),
        state: plain(place?.State),
        zip: plain(place?.Zip),
      };
      for (const word of new Set(wordLists.flat())) {
        const entries = byWord.get(word);
        if (entries) entries.push(entry);
        else byWord.set(word, [entry]);
      }
    },
    clear: () => {
      byWord.clear();
    },
    best: (query, threshold) => {
      const words = wordsOf(query.name);
      const pairs = pairsOf(words);
      const candidates = new Set(words.flatMap((word) => byWord.get(word) ?? []));
      let best: { readonly entry: Entry; readonly score: number } | null = null;
      for (const entry of candidates) {
        const score = scoreOf(entry, pairs, query);
        if (score >= threshold && score > (best?.score ?? -1)) best = { entry, score };
      }
      return best?.entry.insuredGuid ?? null;
    },
  };
}

function scoreOf(entry: Entry, pairs: ReadonlySet<string>, query: ClearanceQuery): number {
  let reached = WEIGHTS.name * Math.max(0, ...entry.names.map((name) => likeness(name, pairs)));
  let possible: number = WEIGHTS.name;
  for (const part of ['zip', 'city', 'state'] as const) {
    const asked = plain(query[part]);
    if (asked === '') continue;
    possible += WEIGHTS[part];
    if (asked === entry[part]) reached += WEIGHTS[part];
  }
  return (reached / possible) * 100;
}

/** Share of letter pairs that two names have in common (Dice), 0 to 1. */
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size + other.size === 0) return 0;
  let common = 0;
  for (const pair of one) if (other.has(pair)) common += 1;
  return (2 * common) / (one.size + other.size);
}

function pairsOf(words: readonly string[]): Set<string> {
  const text = ` ${words.join(' ')} `;
  return new Set(Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2)));
}

function wordsOf(name: string): string[] {
  const words = plain(name).split(' ').filter(Boolean);
  const telling = words.filter((word) => !LEGAL_FORMS.has(word));
  return telling.length > 0 ? telling : words;
}

/** Lower case, without accents and punctuation. */
function plain(text: string | null | undefined): string {
  return (text ?? '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
