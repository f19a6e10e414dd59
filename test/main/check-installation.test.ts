import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { environmentWith, readEnvironment } from '../../src/config/env.js';
import type { CheckLine, CheckOutcome } from '../../src/installation-check/line.js';
import { runCheck } from '../../src/main/check-installation/command.js';
import { DEFAULT_BEARER_TOKEN } from '../../sandbox/billing/server.js';
import { startImsSandbox, type ImsSandbox } from '../../sandbox/ims/server.js';
import { sandboxInstallation } from '../adapters/ims/sandbox-set-up.js';
import { writeBusinessFiles } from '../e2e/business-files.js';
import { openDesk, type Desk } from '../sandbox/billing/desk.js';
import { FROM_SOURCE } from '../../tools/processes/entry-points.js';
import { sandboxAdmin, type SandboxAdmin } from '../support/ims-sandbox-admin.js';

const PASSWORD = 'c2FuZGJveC1wYXNzd29yZA==';

let ims: ImsSandbox;
let admin: SandboxAdmin;
let billing: Desk;
let folder: string;
let example: Record<string, string>;
beforeAll(async () => {
  ims = await startImsSandbox({ port: 0, adminPort: 0 });
  admin = sandboxAdmin(ims.adminUrl);
  billing = await openDesk();
  folder = await mkdtemp(join(tmpdir(), 'check-installation-'));
  example = {
    IMS_URL: `${ims.url}/ims_sandbox`,
    IMS_USER: 'bindery',
    IMS_ENCRYPTED_PASSWORD: PASSWORD,
    BILLING_URL: billing.sandbox.url,
    BILLING_TOKEN: DEFAULT_BEARER_TOKEN,
  };
});
afterAll(async () => {
  await billing.close();
  await ims.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => admin.disarm());

/** What both systems have on file. */
async function books(): Promise<string> {
  const { body } = await billing.admin('GET', '/state');
  return JSON.stringify([await admin.state(), { ...(body as object), now: null }]);
}

interface Checked {
  readonly exitCode: number;
  readonly text: string;
  readonly lines: readonly CheckLine[];
}

/** Runs the command here, with changed settings, and makes sure that it wrote nothing and told no secret. */
async function checked(
  settings: Readonly<Record<string, string>> = {},
  args: readonly string[] = [],
): Promise<Checked> {
  const before = await books();
  const environment = { ...example, ...settings };
  let text = '';
  const output = {
    out: (words: string) => (text += words),
    err: (words: string) => (text += words),
  };
  const exitCode = await runCheck(['--json', ...args], output, readEnvironment(environment));
  expect(await books()).toBe(before);
  for (const secret of [environment['IMS_ENCRYPTED_PASSWORD'], environment['BILLING_TOKEN']]) {
    expect(text).not.toContain(secret);
  }
  const lines = exitCode === 2 ? [] : (JSON.parse(text) as { lines: CheckLine[] }).lines;
  return { exitCode, text, lines };
}

const withOutcome = ({ lines }: Checked, outcome: CheckOutcome) =>
  lines.filter((line) => line.outcome === outcome);
/** What failed, as `check about`. */
const failures = (run: Checked) =>
  withOutcome(run, 'failed').map(({ check, about }) => `${check} ${about}`);
const working = (run: Checked) => new Set(withOutcome(run, 'works').map(({ check }) => check));

let written = 0;
const changedFiles = (changes: Parameters<typeof writeBusinessFiles>[1]) => {
  written += 1;
  return writeBusinessFiles(join(folder, String(written)), changes);
};

/** Runs the command as a person does. */
async function asProcess(settings: Readonly<Record<string, string>>, args: readonly string[] = []) {
  const script = fileURLToPath(new URL('../../src/main/check-installation.ts', import.meta.url));
  const child = spawn(process.execPath, [...FROM_SOURCE, script, ...args], {
    env: environmentWith(settings),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (words: string) => (text += words));
  }
  const [exitCode] = (await once(child, 'close')) as [number];
  return { exitCode, text };
}

describe('npm run check-installation', () => {
  it('finds nothing wrong with the example installation, and says what only a write would prove', async () => {
    const before = await books();
    const { exitCode, text } = await asProcess(example);
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
    expect(await books()).toBe(before);
  });

  it('ends with 1 when the password is wrong, tries nothing that needs the login, and goes on with billing', async () => {
    const wrong = { ...example, IMS_ENCRYPTED_PASSWORD: 'd3JvbmcgcGFzc3dvcmQ=' };
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
    const { exitCode, text } = await asProcess({ ...example, IMS_URL: '', IMS_USER: '' });
    expect(exitCode).toBe(2);
    expect(text).toMatch(/IMS_URL is missing.*IMS_USER is missing/s);

    const files = await checked(await changedFiles({ products: { office: 'moon' } }));
    expect(files.exitCode).toBe(2);
    expect(files.text).toContain('the installation sandbox has no office moon');

    const words = await checked({}, ['--all']);
    expect(words).toMatchObject({ exitCode: 2, text: expect.stringContaining('--json') as string });
  });

  it('needs none of the settings that are for Temporal and its workers alone', async () => {
    expect((await checked({ IDENTITY_KEY: '', TEMPORAL_ADDRESS: '' })).exitCode).toBe(0);
  });

  it('says that IMS is away, and asks billing all the same', async () => {
    const run = await checked({ IMS_URL: 'http://127.0.0.1:9/ims_sandbox' });
    expect(run.exitCode).toBe(1);
    expect(failures(run)).toEqual(['login IMS_USER']);
    expect(withOutcome(run, 'failed')[0]?.says).toContain('no connection');
    expect(working(run)).toContain('billing');
  });

  it('tells the page of a gateway from IMS', async () => {
    await admin.arm({ operation: 'LoginIMSUser', kind: 'gateway', status: 403 });
    const run = await checked();
    expect(run.exitCode).toBe(1);
    expect(failures(run)).toEqual(['login IMS_USER']);
    expect(withOutcome(run, 'failed')[0]).toMatchObject({
      says: expect.stringContaining('answered instead of the service') as string,
      remedy: expect.stringContaining('IMS_URL') as string,
    });
  });

  it('A38: names the procedure that is missing, and goes on with the others', async () => {
    const procedures = { premiumsOfQuote: 'BinderyPremiums' };
    const run = await checked(await changedFiles({ installation: withProcedures(procedures) }));
    expect(run.exitCode).toBe(1);
    expect(failures(run)).toEqual(['procedures premiumsOfQuote = BinderyPremiums']);
    expect(withOutcome(run, 'failed')[0]?.says).toContain('Could not find stored procedure');
    expect(working(run)).toContain('procedures');
    expect(working(run)).toContain('billing');
  });

  it('says that billing is away, does not take the key, or does not have a plan', async () => {
    const away = await checked({ BILLING_URL: 'http://127.0.0.1:9' });
    expect(away.exitCode).toBe(1);
    expect(failures(away)).toEqual(['billing BILLING_URL']);
    expect(withOutcome(away, 'notTried').map(({ about }) => about)).toContain('contractors');
    expect(working(away)).toContain('procedures');

    const refused = await checked({ BILLING_TOKEN: 'some-other-token' });
    expect(refused.exitCode).toBe(1);
    expect(withOutcome(refused, 'failed')[0]?.says).toContain("refused Bindery's credentials");
  });
});

function withProcedures(changes: Readonly<Record<string, string>>) {
  return { procedures: { ...sandboxInstallation().procedures, ...changes } };
}
