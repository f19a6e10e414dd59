import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectIms } from '../../../src/adapters/ims/ims-policy-system.js';
import type { SiteProcedures } from '../../../src/domain/product/installation.js';
import { startImsSandbox, type ImsSandbox } from '../../../sandbox/ims/server.js';
import { products, sandboxInstallation } from './sandbox-set-up.js';

describe('asking the procedures of a site', () => {
  let sandbox: ImsSandbox;
  beforeAll(async () => {
    sandbox = await startImsSandbox({ port: 0, adminPort: 0 });
  });
  afterAll(() => sandbox.close());

  async function ask(change: Partial<SiteProcedures>, baseUrl = `${sandbox.url}/ims_sandbox`) {
    const installation = sandboxInstallation();
    const ims = await connectIms({
      baseUrl,
      userName: 'bindery',
      encryptedPassword: 'c2FuZGJveC1wYXNzd29yZA==',
      context: 'tests',
      maxConcurrentCalls: 8,
      installation: { ...installation, procedures: { ...installation.procedures, ...change } },
      products: products(),
      log: () => undefined,
    });
    try {
      return await ims.askProcedures();
    } finally {
      await ims.close();
    }
  }

  it('finds that all of them work, and asks none that the installation file does not name', async () => {
    const asked = await ask({ documentsOfQuote: null });
    expect(asked.map(({ outcome, problem }) => [outcome, problem])).toEqual(
      Array(10).fill(['works', null]),
    );
  });

  it('A38: says in words which one is missing, and which one takes other parameters', async () => {
    const broken = (
      await ask({ quotesByReference: 'BinderyQuoteByRef', insuredCandidates: 'BinderyQuoteByGuid' })
    ).filter(({ outcome }) => outcome !== 'works');
    expect(broken).toEqual([
      {
        lookup: 'quotesByReference',
        procedure: 'BinderyQuoteByRef',
        outcome: 'broken',
        problem: expect.stringContaining('Could not find stored procedure') as string,
        remedy: expect.any(String) as string,
      },
      {
        lookup: 'insuredCandidates',
        procedure: 'BinderyQuoteByGuid',
        outcome: 'broken',
        problem: expect.stringContaining('is not a parameter') as string,
        remedy: expect.any(String) as string,
      },
    ]);
  });

  it('says nothing about a procedure while the policy system is away', async () => {
    const asked = await ask({}, 'http://127.0.0.1:9/ims_sandbox');
    expect(new Set(asked.map(({ outcome }) => outcome))).toEqual(new Set(['away']));
  });
});
