import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { environmentWith } from '../../src/config/env.js';
import { FROM_SOURCE } from '../../tools/processes/entry-points.js';
import {
  failures,
  openExampleInstallation,
  withOutcome,
  working,
  type ExampleInstallation,
} from '../support/example-installation.js';

const BILLED = {
  currency: 'USD',
  method: 'directBill',
  paymentPlan: 'NINE',
  invoicingPlan: 'TERM_DAY',
  confirmation: { kind: 'firstInvoice' },
  paymentDeadlineDays: 30,
  cancelsForNonPayment: false,
};

let example: ExampleInstallation;
beforeAll(async () => {
  example = await openExampleInstallation();
});
afterAll(() => example.close());
beforeEach(() => example.admin.disarm());

/** Runs the command as a person does. */
async function asProcess(
  settings: Readonly<Record<string, string>>,
  args: readonly string[] = [],
  meanwhile: (pid: number) => Promise<unknown> = () => Promise.resolve(),
) {
  const script = fileURLToPath(new URL('../../src/main/check-installation.ts', import.meta.url));
  const child = spawn(process.execPath, [...FROM_SOURCE, script, ...args], {
    env: environmentWith(settings),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (words: string) => (text += words));
  }
  const ended = once(child, 'close');
  await meanwhile(child.pid ?? 0);
  const [exitCode] = (await ended) as [number];
  return { exitCode, text };
}

describe('npm run check-installation', () => {
  it('finds nothing wrong with the example installation, and says what only a write would prove', async () => {
    const before = await example.books();
    const { exitCode, text } = await asProcess(example.settings);
    expect(text).toMatch(
      /^ok +files sandbox: .*commercial-property, contractors, general-liability/,
    );
    expect(text).toMatch(/^ok +login IMS_USER/m);
    expect(text).toMatch(/^ok +procedures quoteByGuid = BinderyQuoteByGuid/m);
    expect(text).toMatch(/^ok +billing contractors: .*FULL.*TERM_DAY.*USD/m);
    expect(text).toMatch(
      /^not proved +raters contractors: rater 4001 cannot be asked without writing/m,
    );
    expect(text).toMatch(/^not proved +links linksReferences: .*spAddExternalQuoteLink/m);
    expect(text).toMatch(/, 0 failed, 0 not tried, \d+ not proved\. Nothing was written\.$/m);
    expect(exitCode).toBe(0);
    expect(await example.books()).toBe(before);
  });

  it('ends with 1 when the password is wrong, tries nothing that needs the login, and goes on with billing', async () => {
    const wrong = { ...example.settings, IMS_ENCRYPTED_PASSWORD: 'd3JvbmcgcGFzc3dvcmQ=' };
    const { exitCode, text } = await asProcess(wrong);
    expect(exitCode).toBe(1);
    expect(text).toMatch(
      /^FAILED +login IMS_USER: the user name or the password is wrong\n +What to do: verify the user name and the encrypted password/m,
    );
    expect(text).toMatch(/^not tried +procedures .*: the login failed$/m);
    expect(text).toMatch(/^ok +billing general-liability/m);
    expect(text).not.toContain(wrong.IMS_ENCRYPTED_PASSWORD);
  });

  it('ends with 2 when the settings, the files or its arguments cannot be used', async () => {
    const { exitCode, text } = await asProcess({ ...example.settings, IMS_URL: '', IMS_USER: '' });
    expect(exitCode).toBe(2);
    expect(text).toMatch(/IMS_URL is missing.*IMS_USER is missing/s);

    const files = await example.checked(
      await example.changedFiles({ products: { office: 'moon' } }),
    );
    expect(files.exitCode).toBe(2);
    expect(files.text).toContain('the installation sandbox has no office moon');

    const words = await example.checked({}, ['--all']);
    expect(words).toMatchObject({ exitCode: 2, text: expect.stringContaining('--json') as string });
  });

  it('needs none of the settings that are for Temporal and its workers alone', async () => {
    expect((await example.checked({ IDENTITY_KEY: '', TEMPORAL_ADDRESS: '' })).exitCode).toBe(0);
  });

  it('refuses a submission that would be refused, without repeating it', async () => {
    const file = join(example.folder, 'submission.json');
    await writeFile(
      file,
      JSON.stringify({ product: 'general-liability', state: 'Nowhere at all' }),
    );
    const run = await example.checked({}, ['--submission', file]);
    expect(run.exitCode).toBe(2);
    expect(run.text).toMatch(/would be refused as a submission:[^]* - insured /);
    expect(run.text).not.toContain('Nowhere at all');
  });

  it('says that IMS is away, and asks billing all the same', async () => {
    const run = await example.checked({ IMS_URL: 'http://127.0.0.1:9/ims_sandbox' });
    expect(run.exitCode).toBe(1);
    expect(failures(run)).toEqual(['login IMS_USER']);
    expect(withOutcome(run, 'failed')[0]?.says).toContain('no connection');
    expect(working(run)).toContain('billing');
  });

  it('tells the page of a gateway from IMS', async () => {
    await example.admin.arm({ operation: 'LoginIMSUser', kind: 'gateway', status: 403 });
    const run = await example.checked();
    expect(run.exitCode).toBe(1);
    expect(failures(run)).toEqual(['login IMS_USER']);
    expect(withOutcome(run, 'failed')[0]).toMatchObject({
      says: expect.stringContaining('answered instead of the service') as string,
      remedy: expect.stringContaining('IMS_URL') as string,
    });
  });

  it('shows no password that a fault of IMS repeats', async () => {
    const text = `Login failed for bindery with ${example.settings['IMS_ENCRYPTED_PASSWORD'] ?? ''}.`;
    await example.admin.arm({ operation: 'LoginIMSUser', kind: 'fault', text });
    const run = await example.checked();
    expect(run.exitCode).toBe(1);
    expect(failures(run)).toEqual(['login IMS_USER']);
  });

  it('ends at once when its user has seen enough', async () => {
    await example.admin.arm({ operation: 'LoginIMSUser', kind: 'hold' });
    const before = await example.admin.lastCall();
    const run = asProcess(example.settings, [], (pid) =>
      example.admin
        .untilCalled(before, ({ operation }) => operation === 'LoginIMSUser')
        .then(() => process.kill(pid, 'SIGINT')),
    );
    expect((await run).exitCode).toBe(130);
  });

  it('says that billing is away, does not take the key, or does not have a plan', async () => {
    const away = await example.checked({ BILLING_URL: 'http://127.0.0.1:9' });
    expect(away.exitCode).toBe(1);
    expect(failures(away)).toEqual(['billing BILLING_URL']);
    expect(withOutcome(away, 'notTried').map(({ about }) => about)).toContain('contractors');
    expect(working(away)).toContain('procedures');

    const planless = await example.checked(
      await example.changedFiles({ products: { billing: BILLED } }),
    );
    expect(planless.exitCode).toBe(1);
    expect(withOutcome(planless, 'failed')[0]?.says).toMatch(
      /billing does not offer the payment plan NINE \(it offers .*TEN/,
    );

    const refused = await example.checked({ BILLING_TOKEN: 'some-other-token' });
    expect(refused.exitCode).toBe(1);
    expect(withOutcome(refused, 'failed')[0]?.says).toContain("refused Bindery's credentials");
  });
});
