import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { apiTypes } from './api-types.js';

const file = fileURLToPath(new URL('../../packages/client/src/api.ts', import.meta.url));

/** When the API has changed, `npx vitest run --project unit test/client/api-types.test.ts -u` writes the file anew. */
it('has the types of the client as the OpenAPI document says', async () => {
  await expect(await apiTypes()).toMatchFileSnapshot(file);
});
