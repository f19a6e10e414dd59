/**
 * What is known by id, as plain JSON that survives continue-as-new.
 *
 * A fixed number of drawers, each sorted by id: adding one of many thousand ids copies one drawer and not the whole,
 * and the same content is the same JSON in whatever order it arrived. Ids are data and never become property names.
 */
export type IdMap<V> = readonly Drawer<V>[];
type Drawer<V> = readonly (readonly [id: string, value: V])[];

/** Part of stored state: another number would not find what was stored before. */
const DRAWERS = 256;

// Globals of a workflow are looked up through a proxy: once, and not for each character.
const { imul } = Math;

/** Nothing known yet. */
export const EMPTY_ID_MAP: IdMap<never> = [];

/** FNV-1a over UTF-16 units: spreads ids evenly, and is the same on every machine. */
function drawerOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index++)
    hash = imul(hash ^ id.charCodeAt(index), 0x01000193);
  return (hash >>> 0) % DRAWERS;
}

/** What is known by this id, or undefined. */
export function lookUp<V>(map: IdMap<V>, id: string): V | undefined {
  return map[drawerOf(id)]?.find(([known]) => known === id)?.[1];
}

/** The map with this id added, or its value replaced. The map given stays as it was. */
export function withId<V>(map: IdMap<V>, id: string, value: V): IdMap<V> {
  const target = drawerOf(id);
  const others = (map[target] ?? []).filter(([known]) => known !== id);
  const position = others.findIndex(([known]) => known > id);
  const drawer = others.toSpliced(position < 0 ? others.length : position, 0, [id, value]);
  return Array.from({ length: DRAWERS }, (_, index) =>
    index === target ? drawer : (map[index] ?? []),
  );
}

/** The map without this id. The map given stays as it was. */
export function withoutId<V>(map: IdMap<V>, id: string): IdMap<V> {
  const target = drawerOf(id);
  return map.map((drawer, index) =>
    index === target ? drawer.filter(([known]) => known !== id) : drawer,
  );
}

/** Everything that is known, in no order that means anything. Walks the whole map. */
export function entriesOf<V>(map: IdMap<V>): readonly (readonly [id: string, value: V])[] {
  return map.flat();
}

/** Every value put through a change. Walks the whole map. */
export function mapValues<V>(map: IdMap<V>, change: (value: V, id: string) => V): IdMap<V> {
  return map.map((drawer) => drawer.map(([id, value]) => [id, change(value, id)] as const));
}
