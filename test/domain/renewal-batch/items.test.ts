import { describe, expect, it } from 'vitest';
import { Items, resultsPage, type Item } from '../../../src/domain/renewal-batch/items.js';

const FAILED: Item = { outcome: 'failed', termMade: 12, reason: 'Temporal was away.' };

describe('what became of the policies of a batch', () => {
  it('is the same after it was packed', () => {
    const all: readonly Item[] = [
      { outcome: 'started', termMade: 2, reason: null },
      { outcome: 'known', termMade: 3, reason: null },
      { outcome: 'unknown', termMade: null, reason: null },
      { outcome: 'refused', termMade: null, reason: 'Cancelled: 2027-01-01' },
      FAILED,
    ];
    const items = new Items();
    for (const item of all) items.add(item);
    const again = new Items(items.packed());
    expect(all.map((_, index) => again.at(index))).toEqual(all);
    expect(items.packed().rows).toEqual(['s2', 'k3', 'u', 'r:0', 'f12:1']);
  });

  it('of ten thousand policies with reasons of their own fits through Temporal', () => {
    const items = new Items();
    const numbers = Array.from({ length: 10_000 }, (_, index) => `P-${index}`.padEnd(60, '0'));
    for (const number of numbers) {
      items.add({ ...FAILED, outcome: 'started', reason: null });
      items.change(items.length - 1, { ...FAILED, reason: `${number} `.repeat(10) });
    }
    const { length } = JSON.stringify([numbers, items.packed()]);
    expect(length).toBeLessThan(1_500_000);
    expect(items.at(0)?.reason).toHaveLength(300);
    expect(items.at(9_999)?.reason).toMatch(/keeps no more reasons/);
  });

  it('is read page by page, also by outcome', () => {
    const numbers = ['A', 'B', 'C', 'D'];
    const packed = { rows: ['s2', 'u', 's2'], reasons: [] };
    const first = resultsPage(numbers, packed, { after: 0, limit: 2 });
    expect(first).toMatchObject({ items: [{ policyNumber: 'A' }, { policyNumber: 'B' }], next: 2 });
    const rest = resultsPage(numbers, packed, { after: 2, limit: 2 });
    expect(rest.items).toEqual([
      { policyNumber: 'C', outcome: 'started', renewal: 'renewal:C:2', reason: null },
    ]);
    // What is still to be done has no result yet.
    expect(rest.next).toBeNull();
    const unknown = resultsPage(numbers, packed, { outcome: 'unknown', after: 0, limit: 5 });
    expect(unknown).toMatchObject({ items: [{ policyNumber: 'B' }], next: null });
  });
});
