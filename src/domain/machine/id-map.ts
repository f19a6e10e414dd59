import { Map as PersistentMap } from 'immutable';

/**
 * What is known by id. A change gives another map, shares with the one before what did not change, and leaves that as it
 * was: the ten-thousandth payment costs no more than the first. Ids are data and never become property names. The order in
 * which a map is walked means nothing.
 */
export type IdMap<V> = PersistentMap<string, V>;

/** Known by these ids; nothing unless given. */
export function idMap<V>(entries: Iterable<[id: string, value: V]> = []): IdMap<V> {
  return PersistentMap(entries);
}
