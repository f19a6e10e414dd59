import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { DEFAULT_BEARER_TOKEN } from '../../sandbox/billing/server.js';
import { startImsSandbox, type ImsSandbox } from '../../sandbox/ims/server.js';
import { connectIms } from '../../src/adapters/ims/ims-policy-system.js';
import { readEnvironment } from '../../src/config/env.js';
import type { CheckLine, CheckOutcome } from '../../src/installation-check/line.js';
import { runCheck } from '../../src/main/check-installation/command.js';
import { products, sandboxInstallation } from '../adapters/ims/sandbox-set-up.js';
import { writeBusinessFiles } from '../e2e/business-files.js';
import { openDesk } from '../sandbox/billing/desk.js';
import { sandboxAdmin, type SandboxAdmin } from './ims-sandbox-admin.js';
import { putQuoteOnFile } from './policy-on-file.js';
import { aSubmission } from './submissions.js';

const PASSWORD = 'c2FuZGJveC1wYXNzd29yZA==';

const READS = /^(LoginIMSUser|Find\w+|Get\w+|ProducerSearch|ExecuteDataSet)$/;

type Settings = Readonly<Record<string, string>>;

/** What the check said, and how it ended. */
export interface Checked {
  readonly exitCode: number;
  /** All that was printed. */
  readonly text: string;
  readonly lines: readonly CheckLine[];
}

/** Both sandboxes, set up as the files of the repository say. */
export interface ExampleInstallation {
  /** Of the IMS sandbox. */
  readonly admin: SandboxAdmin;
  /** With which a person would check it. */
  readonly settings: Settings;
  /** An unbound quote of general liability, with a reference, an option and a premium. */
  readonly quoteGuid: string;
  /** For files of a test. */
  readonly folder: string;
  /** What both systems have on file. */
  books(): Promise<string>;
  /** Checks with changed settings; a check that writes, or that shows a secret, fails the test. */
  checked(settings?: Settings, args?: readonly string[]): Promise<Checked>;
  /** The files of the repository with changes. @returns the settings that name them */
  changedFiles(changes: Parameters<typeof writeBusinessFiles>[1]): Promise<Settings>;
  close(): Promise<void>;
}

export async function openExampleInstallation(): Promise<ExampleInstallation> {
  const ims = await startImsSandbox({ port: 0, adminPort: 0 });
  const admin = sandboxAdmin(ims.adminUrl);
  const billing = await openDesk();
  const folder = await mkdtemp(join(tmpdir(), 'check-installation-'));
  const example: Settings = {
    IMS_URL: `${ims.url}/ims_sandbox`,
    IMS_USER: 'bindery',
    IMS_ENCRYPTED_PASSWORD: PASSWORD,
    BILLING_URL: billing.sandbox.url,
    BILLING_TOKEN: DEFAULT_BEARER_TOKEN,
  };
  let written = 0;

  async function books(): Promise<string> {
    const { body } = await billing.admin('GET', '/state');
    return JSON.stringify([await admin.state(), { ...(body as object), now: null }]);
  }

  return {
    admin,
    settings: example,
    quoteGuid: await putExampleOnFile(ims),
    folder,
    books,
    async checked(settings = {}, args = []) {
      const before = await books();
      const lastCall = await admin.lastCall();
      const environment: Settings = { ...example, ...settings };
      let text = '';
      const print = (words: string) => (text += words);
      const exitCode = await runCheck(
        ['--json', ...args],
        { out: print, err: print },
        readEnvironment(environment),
      );
      expect(await books()).toBe(before);
      const called = (await admin.calls(lastCall)).map(({ operation }) => operation);
      expect(called.filter((operation) => !READS.test(operation))).toEqual([]);
      for (const secret of ['IMS_ENCRYPTED_PASSWORD', 'BILLING_TOKEN']) {
        expect(text).not.toContain(environment[secret]);
      }
      const lines = exitCode === 2 ? [] : (JSON.parse(text) as { lines: CheckLine[] }).lines;
      return { exitCode, text, lines };
    },
    changedFiles(changes) {
      written += 1;
      return writeBusinessFiles(join(folder, String(written)), changes);
    },
    async close() {
      await billing.close();
      await ims.close();
      await rm(folder, { recursive: true });
    },
  };
}

export function withOutcome({ lines }: Checked, outcome: CheckOutcome): readonly CheckLine[] {
  return lines.filter((line) => line.outcome === outcome);
}

/** What failed, as `check about`. */
export function failures(run: Checked): readonly string[] {
  return withOutcome(run, 'failed').map(({ check, about }) => `${check} ${about}`);
}

/** The kinds of lines of which one at least works. */
export function working(run: Checked): ReadonlySet<string> {
  return new Set(withOutcome(run, 'works').map(({ check }) => check));
}

/** @returns its GUID */
async function putExampleOnFile(ims: ImsSandbox): Promise<string> {
  const policySystem = await connectIms({
    baseUrl: `${ims.url}/ims_sandbox`,
    userName: 'bindery',
    encryptedPassword: PASSWORD,
    context: 'tests',
    maxConcurrentCalls: 1,
    installation: sandboxInstallation(),
    products: products(),
    log: () => undefined,
  });
  const quoteGuid = await putQuoteOnFile(policySystem, aSubmission());
  await policySystem.close();
  return quoteGuid;
}
