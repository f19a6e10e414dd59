import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { brunoCollection } from './bruno-collection.js';

const folder = fileURLToPath(new URL('../../bruno/', import.meta.url));

/** When the API has changed, `npx vitest run --project unit test/api/bruno.test.ts -u` writes the files anew. */
describe('the Bruno collection', () => {
  const files = brunoCollection();

  it('has every operation of the document as it is, with its example', async () => {
    for (const [name, text] of files) await expect(text).toMatchFileSnapshot(`${folder}${name}`);
  });

  it('has nothing else', () => {
    const there = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    expect(there.filter((name) => /\.\w+$/.test(name)).sort()).toEqual([...files.keys()].sort());
  });
});
