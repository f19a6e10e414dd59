/** Does the work for each of the items, in their order, so many at the same time. */
export async function eachAtOnce<Item>(
  width: number,
  items: readonly Item[],
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  const left = items.values();
  const oneByOne = async (): Promise<void> => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: width }, oneByOne));
}
