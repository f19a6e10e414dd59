/** Where a plan contradicts itself, and how. */
export interface Contradiction {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** The same places, seen from further out. */
export function at(
  outer: Contradiction['path'],
  found: readonly Contradiction[],
): readonly Contradiction[] {
  return found.map(({ path, message }) => ({ path: [...outer, ...path], message }));
}
