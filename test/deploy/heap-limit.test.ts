import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { heapLimitMib } from '../../tools/processes/heap-limit.js';

describe('the memory of a worker', () => {
  it.each([
    { cached: undefined, mib: 378 },
    { cached: '100', mib: 178 },
    { cached: '10000', mib: 5_128 },
    // The worker itself refuses it in words.
    { cached: 'many', mib: 378 },
  ])('has room for the transactions that it keeps ($cached)', ({ cached, mib }) => {
    expect(heapLimitMib(cached)).toBe(mib);
  });

  it('is limited in the image as npm start limits it', () => {
    const image = readFileSync(new URL('../../Dockerfile', import.meta.url), 'utf8');
    expect(image).toContain(`NODE_OPTIONS=--max-old-space-size=${heapLimitMib(undefined)} `);
  });
});
