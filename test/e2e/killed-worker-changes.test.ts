import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { DEFAULT_BEARER_TOKEN, startBillingSandbox } from '../../sandbox/billing/server.js';
import { startImsSandbox } from '../../sandbox/ims/server.js';
import { connectIms } from '../../src/adapters/ims/ims-policy-system.js';
import { billingAdmin } from '../support/billing-sandbox-admin.js';
import { readTermOf, startChange, type ChangeHandle } from '../support/changes.js';
import { sandboxAdmin } from '../support/ims-sandbox-admin.js';
import { workflowBundle } from '../support/policy-workers.js';
import { temporalAddress, temporalEnvironment } from '../support/temporal.js';
import { startTestProcess } from '../support/test-process.js';
import { expectAgreement } from './agreement.js';
import { requestOf, TOTALS } from './asked-changes.js';
import { billedAs } from './billed-lane.js';
import { writeBusinessFiles } from './business-files.js';
import {
  CHANGE_KINDS,
  kindOfChange,
  operationOf,
  type ChangeOfRound,
  type Round,
} from './change-cases.js';
import { BUSINESS_FILES, checkedExample, type CheckedExample } from './example-submissions.js';
import { withOwnInsured } from './own-insured.js';
import { startExample } from './start-example.js';

/** A call that the worker is killed in, once before and once after it was done. */
interface Stage {
  readonly kind: ChangeOfRound;
  /** `newTerm`: the booking of what a rewrite puts in the place of the term. */
  readonly call: Round['call'] | 'newTerm';
}

/**
 * What is started together, so that no change stops at the call of another. Calls of the same operation are stopped wherever
 * the first arrive.
 */
const WAVES: readonly (readonly Stage[])[] = [
  [
    { kind: 'endorsement', call: 'procedure' },
    { kind: 'cancellation', call: 'procedure' },
    { kind: 'reinstatement', call: 'procedure' },
    { kind: 'rated', call: 'rating' },
  ],
  [{ kind: 'rated', call: 'procedure' }],
  [
    { kind: 'rewrite', call: 'procedure' },
    { kind: 'endorsement', call: 'booking' },
    { kind: 'reinstatement', call: 'booking' },
  ],
  [{ kind: 'cancellation', call: 'booking' }],
  [{ kind: 'rewrite', call: 'booking' }],
  [{ kind: 'rewrite', call: 'newTerm' }],
  [...CHANGE_KINDS, 'rated' as const].map((kind) => ({ kind, call: 'bind' })),
];
const MOMENTS = ['before', 'after'] as const;
const exampleOf = (kind: ChangeOfRound) => (kind === 'rated' ? 'contractors' : 'general-liability');
/** Longer than it takes to bring every change to its call, so that nothing but the kill ends them. */
const CALL_LIMIT_S = 19;
/** Until the first worker says better. */
const STEP_LIMIT_MS = 40_000;
const TEST_LIMIT_MS = 480_000;
const LOGIN = { IMS_USER: 'bindery', IMS_ENCRYPTED_PASSWORD: 'c2FuZGJveC1wYXNzd29yZA==' };

/** Under what the three hold a change; a rewrite cancels the term. */
const BOOKED: Readonly<Record<ChangeOfRound, readonly string[]>> = {
  endorsement: ['endorsement', 'original'],
  rated: ['endorsement', 'original'],
  cancellation: ['cancellation', 'original'],
  reinstatement: ['cancellation', 'original', 'reinstatement'],
  rewrite: ['cancellation', 'original'],
};

it(
  'changes a policy once when the worker died in a call of the change, before or after it was done',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bindery-killed-changes-'));
    const env = await temporalEnvironment();
    const ims = await startImsSandbox({ port: 0, adminPort: 0 });
    const billingSandbox = await startBillingSandbox({ port: 0, adminPort: 0 });
    const [admin, billing] = [sandboxAdmin(ims.adminUrl), billingAdmin(billingSandbox.adminUrl)];
    const baseUrl = `${ims.url}/ims_sandbox`;
    const reader = await connectIms({
      ...BUSINESS_FILES,
      baseUrl,
      userName: LOGIN.IMS_USER,
      encryptedPassword: LOGIN.IMS_ENCRYPTED_PASSWORD,
      context: 'reader',
      maxConcurrentCalls: 4,
      log: () => undefined,
    });
    const settings = {
      ...(await writeBusinessFiles(folder, { installation: { settle: '300ms' } })),
      ...LOGIN,
      WORKFLOW_BUNDLE: workflowBundle().codePath,
      TEMPORAL_ADDRESS: temporalAddress(),
      TEMPORAL_NAMESPACE: env.namespace ?? '',
      IMS_URL: baseUrl,
      IDENTITY_KEY: 'k'.repeat(32),
      IMS_READ_TIMEOUT: `${CALL_LIMIT_S}s`,
      IMS_WRITE_TIMEOUT: `${CALL_LIMIT_S + 1}s`,
      IMS_MAX_CONCURRENT_CALLS: '200',
      BILLING_URL: billingSandbox.url,
      BILLING_TOKEN: DEFAULT_BEARER_TOKEN,
      BILLING_TIMEOUT: `${CALL_LIMIT_S}s`,
      BILLING_MAX_CONCURRENT_CALLS: '200',
    };
    const limits = { callLimitMs: STEP_LIMIT_MS, outagePatienceMs: 600_000 };
    const startWorker = () => startTestProcess('worker', settings, folder);

    async function boundPolicy(kind: ChangeOfRound, id: string): Promise<Policy> {
      const example = withOwnInsured(checkedExample(exampleOf(kind), id), id);
      const handle = await startExample(env, example, { ...limits, ...billedAs(example) });
      const { policyNumber } = await handle.result();
      if (policyNumber === null) throw new Error('the policy was not bound');
      return { policyNumber, example };
    }

    async function change(kind: ChangeOfRound, policy: Policy): Promise<ChangeHandle> {
      return startChange(
        env,
        kindOfChange(kind),
        requestOf(kind, policy.policyNumber, policy.example),
        limits,
      );
    }

    async function heldCalls(): Promise<number> {
      const calls = [...(await admin.calls()), ...(await billing.calls())];
      return calls.filter(({ misbehaviour }) => misbehaviour === 'hold').length;
    }

    const first = await startWorker();
    let second;
    try {
      const planned = await Promise.all(
        WAVES.flatMap((wave, at) =>
          wave.flatMap((stage) =>
            MOMENTS.map(async (when) => {
              const { kind } = stage;
              const policy = await boundPolicy(kind, `KILLED-${stage.kind}-${stage.call}-${when}`);
              if (stage.kind === 'reinstatement') {
                await (await change('cancellation', policy)).result();
              }
              return { at, stage, when, policy };
            }),
          ),
        ),
      );

      const begun: { kind: ChangeOfRound; policy: Policy; handle: ChangeHandle }[] = [];
      for (const at of WAVES.keys()) {
        const wave = planned.filter((one) => one.at === at);
        for (const { stage, when } of wave) {
          const { kind, call } = stage;
          const isOfBilling = call === 'booking' || call === 'newTerm';
          const operation = call === 'newTerm' ? 'rewritePolicyPeriod' : operationOf(call, kind);
          await (isOfBilling ? billing : admin).arm({ operation, kind: 'hold', when });
        }
        for (const { stage, policy } of wave) {
          const handle = await change(stage.kind, policy);
          begun.push({ kind: stage.kind, policy, handle });
        }
        while ((await heldCalls()) < begun.length) await pause(50);
      }
      await first.kill();
      expect(await heldCalls()).toBe(planned.length);
      const struck = [...(await admin.struck()), ...(await billing.struck())];
      expect(struck).toEqual(planned.map(() => 1));
      await admin.disarm();
      await billing.disarm();

      second = await startWorker();
      const books = { env, policySystem: reader, admin, billing };
      for (const { kind, policy, handle } of begun) {
        expect(await handle.result()).toMatchObject({
          state: 'completed',
          attention: null,
          totalCents: TOTALS[kind],
        });
        await expectAgreement(books, policy.policyNumber, BOOKED[kind], exampleOf(kind));
        if (kind !== 'rewrite') continue;
        const { replacedBy } = await readTermOf(env, policy.policyNumber);
        await expectAgreement(books, replacedBy?.replace(/-1$/, '') ?? '', ['original']);
      }
      const rewritten = begun.filter(({ kind }) => kind === 'rewrite').length;
      const { periods } = await billing.state();
      expect(periods).toHaveLength(planned.length + rewritten);
      process.stdout.write(`Killed worker: ${begun.length} changes, each in another call.\n`);
    } finally {
      await first.kill().catch(() => undefined);
      await second?.stop();
      await reader.close();
      await billingSandbox.close();
      await ims.close();
      await env.teardown();
      await rm(folder, { recursive: true, force: true });
    }
  },
  TEST_LIMIT_MS,
);

interface Policy {
  readonly policyNumber: string;
  readonly example: CheckedExample;
}
