import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectIms } from '../../src/adapters/ims/ims-policy-system.js';
import { startImsSandbox } from '../../sandbox/ims/server.js';
import { sandboxAdmin } from '../support/ims-sandbox-admin.js';
import { workflowBundle } from '../support/policy-workers.js';
import { temporalAddress, temporalEnvironment } from '../support/temporal.js';
import { startTestProcess } from '../support/test-process.js';
import { writeBusinessFiles } from './business-files.js';
import { onFileFor, oneOfEach } from './end-state.js';
import {
  BUSINESS_FILES,
  checkedExample,
  type CheckedExample,
  type Example,
} from './example-submissions.js';
import { withOwnInsured } from './own-insured.js';
import { startExample } from './start-example.js';
import { ROWS } from './matrix.js';

/** Calls that the worker is killed in, once before and once after the policy system has done them. */
interface Stage {
  /** Two transactions for each are started together and stop at them, wherever the first two arrive. */
  readonly operations: readonly string[];
  readonly example: Example;
  readonly insuredOnFile?: boolean;
  /** Calls of the operation that all transactions of the stage make before. */
  readonly skip?: number;
}

/** Steps that only read, and a login, which is made in such a step. */
const READS: readonly Stage[] = [
  { operations: ['ProducerSearch'], example: 'commercial-property' },
  { operations: ['GetProducerContactByLocationCode'], example: 'commercial-property' },
  { operations: ['GetProducerContactInfo'], example: 'general-liability' },
  { operations: ['GetProducerUnderwriter'], example: 'general-liability' },
  { operations: ['ExecuteDataSet'], example: 'contractors' },
  { operations: ['ExecuteDataSet'], example: 'commercial-property', insuredOnFile: true, skip: 2 },
  { operations: ['ExecuteDataSet'], example: 'contractors', skip: 2 },
  {
    operations: ['AutoAddQuoteOptions', 'IssuePolicy', 'GetControlNumber'],
    example: 'general-liability',
  },
];
/** Steps that write, and the reads before a write in the same step. */
const WRITES: readonly Stage[] = [
  { operations: ['ImportExcelRater'], example: 'contractors' },
  { operations: ['GetAvailableInstallmentOptions'], example: 'commercial-property' },
  { operations: ['GetInsured'], example: 'commercial-property', insuredOnFile: true },
  {
    operations: ['GetInsuredPrimaryLocation'],
    example: 'commercial-property',
    insuredOnFile: true,
  },
  {
    operations: [
      'FindInsuredByTaxIDOffice',
      'FindInsuredByName',
      'AddInsuredWithLocation',
      'AddSubmission',
      'AddQuoteWithAutocalculateDetailsQuote',
      'UpdateExternalQuoteId',
      'AddPremium',
      'BindQuoteWithInstallment',
      'CreateBinderDocument',
      'CreatePolicyDocument',
    ],
    example: 'general-liability',
  },
];
const LOGIN: Stage = { operations: ['LoginIMSUser'], example: 'general-liability' };
/** The same code runs it as `BindQuoteWithInstallment`, for an installation that is set up so. */
const NOT_MADE_HERE = new Set(['BindQuote']);

const MOMENTS = ['before', 'after'] as const;
/** Longer than it takes to bring every transaction to its call, so that nothing but the kill ends them. */
const CALL_LIMIT_S = 19;
/** Until the first worker says how long a step may take, which follows from its time-outs. */
const FIRST_LIMIT_MS = 40_000;
const TEST_LIMIT_MS = 240_000;
const LOGIN_OF_SANDBOX = {
  IMS_USER: 'bindery',
  IMS_ENCRYPTED_PASSWORD: 'c2FuZGJveC1wYXNzd29yZA==',
};

describe('a worker that is killed in the middle of a call', () => {
  let folder = '';
  let files: Record<string, string> = {};
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bindery-killed-'));
    files = {
      ...(await writeBusinessFiles(folder, {
        // The services' own searches, each of which somebody dies in, are made where there is no procedure for it.
        installation: {
          settle: '300ms',
          procedures: { ...BUSINESS_FILES.installation.procedures, insuredCandidates: null },
        },
        products: { billing: null, renewal: null },
      })),
      WORKFLOW_BUNDLE: workflowBundle().codePath,
    };
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function killAt(stages: readonly Stage[]): Promise<void> {
    const env = await temporalEnvironment();
    const sandbox = await startImsSandbox({ port: 0, adminPort: 0 });
    const admin = sandboxAdmin(sandbox.adminUrl);
    const imsUrl = `${sandbox.url}/ims_sandbox`;
    const clerk = await connectIms({
      ...BUSINESS_FILES,
      baseUrl: imsUrl,
      userName: LOGIN_OF_SANDBOX.IMS_USER,
      encryptedPassword: LOGIN_OF_SANDBOX.IMS_ENCRYPTED_PASSWORD,
      context: 'clerk',
      maxConcurrentCalls: 32,
      log: () => undefined,
    });
    const settings = {
      ...files,
      ...LOGIN_OF_SANDBOX,
      TEMPORAL_ADDRESS: temporalAddress(),
      TEMPORAL_NAMESPACE: env.namespace ?? '',
      IMS_URL: imsUrl,
      IDENTITY_KEY: 'k'.repeat(32),
      IMS_READ_TIMEOUT: `${CALL_LIMIT_S}s`,
      IMS_WRITE_TIMEOUT: `${CALL_LIMIT_S + 1}s`,
      IMS_MAX_CONCURRENT_CALLS: '200',
    };
    const startWorker = () => startTestProcess('worker', settings, folder);
    const start = (example: CheckedExample) =>
      startExample(env, example, { callLimitMs: FIRST_LIMIT_MS });

    const first = await startWorker();
    let second;
    try {
      const begun: { example: CheckedExample; name: Example; result: Promise<unknown> }[] = [];
      let held = 0;
      for (const [at, stage] of stages.entries()) {
        // All waiting calls of a worker share one login.
        const moments = stage === LOGIN ? (['after'] as const) : MOMENTS;
        if (stage === LOGIN) await admin.expireTokens();
        for (const operation of stage.operations) {
          for (const when of moments) {
            await admin.arm({ operation, kind: 'hold', when, skip: stage.skip ?? 0 });
          }
        }
        const count = stage.operations.length * moments.length;
        for (let one = 0; one < count; one += 1) {
          const id = `KILLED-${at + 1}-${one + 1}`;
          const example = withOwnInsured(checkedExample(stage.example, id), `${at}-${one}`);
          if (stage.insuredOnFile) await clerk.addInsured(example.submission.insured);
          const handle = await start(example);
          begun.push({ example, name: stage.example, result: handle.result() });
        }
        held += count;
        await admin.untilCalled(0, ({ misbehaviour }) => misbehaviour === 'hold');
        while ((await heldCalls()).length < held) {
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      }
      await first.kill();
      expect((await heldCalls()).length).toBe(held);
      expect((await admin.struck()).every((used) => used === 1)).toBe(true);
      await admin.disarm();

      second = await startWorker();
      const records = await Promise.all(begun.map(({ result }) => result));
      const state = await admin.state();
      for (const [at, { example, name }] of begun.entries()) {
        expect(onFileFor(state, example.submission.reference)).toEqual(oneOfEach(name));
        expect(records[at]).toMatchObject({ state: 'completed', attention: null });
      }
      expect(await admin.counts()).toEqual({
        insureds: begun.length,
        submissions: begun.length,
        quotes: begun.length,
        invoices: begun.length,
        documents: begun.length * 2,
        links: begun.length,
      });
      process.stdout.write(`Killed worker: ${begun.length} transactions, each in another call.\n`);
    } finally {
      await first.kill().catch(() => undefined);
      await second?.stop();
      await clerk.close();
      await sandbox.close();
      await env.teardown();
    }

    async function heldCalls() {
      return (await admin.calls()).filter(({ misbehaviour }) => misbehaviour === 'hold');
    }
  }

  it.concurrent(
    'makes everything once when it died in a call that writes',
    () => killAt(WRITES),
    TEST_LIMIT_MS,
  );
  it.concurrent(
    'makes everything once when it died in a call that reads',
    () => killAt([...READS, LOGIN]),
    TEST_LIMIT_MS,
  );

  it('is killed in every call of the matrix', () => {
    const killed = new Set([...READS, ...WRITES, LOGIN].flatMap(({ operations }) => operations));
    const missing = ROWS.filter(
      ({ operation }) => !killed.has(operation) && !NOT_MADE_HERE.has(operation),
    );
    expect(missing).toEqual([]);
  });
});
