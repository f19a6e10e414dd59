/** Chance that a seed decides: the same seed, the same choices in the same order. */
export interface Random {
  /** A whole number, both ends included. */
  between(from: number, to: number): number;
  isSo(probability: number): boolean;
  pick<T>(choices: readonly [T, ...T[]]): T;
  /** Chance of its own, that what others draw does not move. */
  of(name: string): Random;
}

/** Mulberry32, which is short and good enough to decide who is killed. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  /** From 0 to below 1. */
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    isSo: (probability) => next() < probability,
    pick: (choices) => choices[Math.floor(next() * choices.length)] ?? choices[0],
    of: (name) => randomOf(seedOf(`${String(seed)} ${name}`)),
  };
}

/** FNV-1a. */
function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
