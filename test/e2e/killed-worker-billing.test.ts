import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { DEFAULT_BEARER_TOKEN, startBillingSandbox } from '../../sandbox/billing/server.js';
import { startImsSandbox } from '../../sandbox/ims/server.js';
import { billingAdmin } from '../support/billing-sandbox-admin.js';
import { sandboxAdmin } from '../support/ims-sandbox-admin.js';
import { workflowBundle } from '../support/policy-workers.js';
import { temporalAddress, temporalEnvironment } from '../support/temporal.js';
import { startTestProcess } from '../support/test-process.js';
import { billedAs } from './billed-lane.js';
import { writeBusinessFiles } from './business-files.js';
import { onFileFor, oneOfEach } from './end-state.js';
import { checkedExample } from './example-submissions.js';
import { withOwnInsured } from './own-insured.js';
import { startExample } from './start-example.js';

const BOOKINGS = ['createAccount', 'createPolicyPeriod'] as const;
const MOMENTS = ['before', 'after'] as const;
const NAME = 'general-liability';
/** Longer than it takes to bring every transaction to its call, so that nothing but the kill ends them. */
const CALL_LIMIT_S = 12;
/** Until the first worker says better. */
const STEP_LIMIT_MS = 30_000;

it('bills once when the worker died in a booking, before or after billing had made it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bindery-killed-billing-'));
  const env = await temporalEnvironment();
  const ims = await startImsSandbox({ port: 0, adminPort: 0 });
  const billing = await startBillingSandbox({ port: 0, adminPort: 0 });
  const admin = billingAdmin(billing.adminUrl);
  const settings = {
    ...(await writeBusinessFiles(folder, { installation: { settle: '300ms' } })),
    WORKFLOW_BUNDLE: workflowBundle().codePath,
    TEMPORAL_ADDRESS: temporalAddress(),
    TEMPORAL_NAMESPACE: env.namespace ?? '',
    IMS_URL: `${ims.url}/ims_sandbox`,
    IMS_USER: 'bindery',
    IMS_ENCRYPTED_PASSWORD: 'c2FuZGJveC1wYXNzd29yZA==',
    IDENTITY_KEY: 'k'.repeat(32),
    IMS_READ_TIMEOUT: '5s',
    IMS_WRITE_TIMEOUT: '6s',
    BILLING_URL: billing.url,
    BILLING_TOKEN: DEFAULT_BEARER_TOKEN,
    BILLING_TIMEOUT: `${CALL_LIMIT_S}s`,
  };
  const first = await startTestProcess('worker', settings, folder);
  let second;
  try {
    const begun = [];
    for (const operation of BOOKINGS) {
      for (const when of MOMENTS) {
        await admin.arm({ operation, kind: 'hold', when });
        const id = `KILLED-${operation}-${when}`;
        const example = withOwnInsured(checkedExample(NAME, id), id);
        const handle = await startExample(env, example, {
          callLimitMs: STEP_LIMIT_MS,
          ...billedAs(example),
        });
        begun.push({ reference: example.submission.reference, result: handle.result() });
      }
    }
    const held = async () =>
      (await admin.calls()).filter(({ misbehaviour }) => misbehaviour === 'hold').length;
    while ((await held()) < begun.length) await pause(50);
    await first.kill();
    expect(await admin.struck()).toEqual(begun.map(() => 1));
    await admin.disarm();

    second = await startTestProcess('worker', settings, folder);
    const books = sandboxAdmin(ims.adminUrl);
    for (const { reference, result } of begun) {
      expect(await result).toMatchObject({ state: 'completed', attention: null });
      expect(onFileFor(await books.state(), reference)).toEqual(oneOfEach(NAME));
    }
    const { accounts, streams, periods, bookings } = await admin.state();
    for (const made of [accounts, streams, periods]) expect(made).toHaveLength(begun.length);
    expect(bookings).toHaveLength(2 * begun.length);
    expect(periods.map(({ charged }) => charged)).toEqual(begun.map(() => '5000.00'));
  } finally {
    await first.kill().catch(() => undefined);
    await second?.stop();
    await billing.close();
    await ims.close();
    await env.teardown();
    await rm(folder, { recursive: true, force: true });
  }
}, 120_000);
