/** Which part of a list is looked at. */
export interface PageAsked {
  /** Those after so many of the list. */
  readonly after: number;
  readonly limit: number;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** `after` of the next page; null at the end. */
  readonly next: number | null;
}

/** A page of a list, in its order. @param read null: not one of those that are wanted */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  { after, limit }: PageAsked,
  read: (row: Row, index: number) => Item | null,
): Page<Item> {
  const items: Item[] = [];
  let index = Math.max(0, after);
  for (const row of rows.slice(index)) {
    if (items.length === limit) break;
    const item = read(row, index);
    if (item !== null) items.push(item);
    index += 1;
  }
  return { items, next: index < rows.length ? index : null };
}
