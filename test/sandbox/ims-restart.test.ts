import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { boundQuote, callerOf, openCaller } from './caller.js';

const SERVER = new URL('../../sandbox/ims/server.ts', import.meta.url).href;

describe('a policy system sandbox that is killed', () => {
  it('has everything that it answered when it starts again on the same folder', async () => {
    const dataPath = await mkdtemp(join(tmpdir(), 'ims-restart-'));
    const script =
      `import { startImsSandbox } from ${JSON.stringify(SERVER)};` +
      `const { url, adminUrl } = await startImsSandbox({ port: 0, adminPort: 0, dataPath: ${JSON.stringify(dataPath)} });` +
      'console.log(JSON.stringify({ url, adminUrl }));';
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '-e', script],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const address = JSON.parse(line.toString()) as { url: string; adminUrl: string };
    const first = callerOf({ ...address, close: () => Promise.resolve() });
    const bound = await boundQuote(first);
    child.kill('SIGKILL');
    await once(child, 'exit');

    const second = await openCaller({ dataPath });
    try {
      const [row] = await second.rows('BinderyQuoteByGuid', 'QuoteGuid', bound.quote);
      expect(row?.['PolicyNumber']).toBe(bound.policyNumber);
      const next = await boundQuote(second);
      expect(next.policyNumber).toBe('CGL-2027-000002');
      const found = await second.call(
        'InsuredFunctions',
        'FindInsuredByName',
        ['insuredName', 'ABC Corporation'],
        ['zip', '75201'],
      );
      expect(found.value('FindInsuredByNameResult')).toBe(bound.insured);
    } finally {
      await second.sandbox.close();
      await rm(dataPath, { recursive: true });
    }
  });
});
