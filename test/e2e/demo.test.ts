import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { environmentWith } from '../../src/config/env.js';
import type { DemoReport, DemoStep } from '../../tools/demo/report.js';
import { centsOf } from '../../tools/demo/money.js';
import { FROM_SOURCE } from '../../tools/processes/entry-points.js';

const DEMO = fileURLToPath(new URL('../../tools/demo.ts', import.meta.url));

/** One run for all: it starts every process that there is. */
describe('npm run demo', () => {
  let folder: string;
  let report: DemoReport;
  let progress: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'demo-test-'));
    // A setting of whoever runs it says nothing about servers that the demo starts for itself.
    const env = environmentWith({ TMPDIR: folder, LOG_LEVEL: 'silent', API_PORT: '1' });
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      [...FROM_SOURCE, DEMO, '--json'],
      { env },
    );
    report = JSON.parse(stdout) as DemoReport;
    progress = stderr;
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  function step(name: string): DemoStep {
    const found = report.steps.find((one) => one.name === name);
    if (!found) throw new Error(`the demo has no step ${name}`);
    return found;
  }
  const moved = (name: string) => step(name).money.map(({ what }) => what);
  const amount = (name: string) => centsOf(step(name).money[0]?.amount ?? '0.00');
  const writes = (name: string) =>
    step(name)
      .calls.ims.filter(({ isWrite }) => isWrite)
      .map(({ operation, procedure }) => procedure ?? operation);

  it('tells a life of a policy in its order', () => {
    expect(report.steps.map(({ name }) => name)).toEqual([
      'submission',
      'payment',
      'confirmation',
      'endorsementPreview',
      'endorsement',
      'cancellationPreview',
      'nonPayment',
      'rescind',
      'cancellation',
      'reinstatement',
    ]);
    for (const { title } of report.steps) expect(progress).toContain(title);
  });

  it('proves that IMS, billing and the term agree to the cent', () => {
    const { proof } = report;
    expect(proof.agrees).toBe(true);
    expect(proof.transactions.map(({ what }) => what)).toEqual([
      'new business',
      'endorsement',
      'cancellation',
      'reinstatement',
    ]);
    expect(proof.charges).toHaveLength(2);
    expect(proof.standing.term).toBe('in force');
    const booked = amount('submission') + amount('endorsement');
    expect(centsOf(proof.total.ims)).toBe(booked);
    const paid = amount('payment') + amount('confirmation') + amount('rescind');
    expect(centsOf(proof.paid.billing)).toBe(paid);
  });

  it('writes nothing by looking, and books what was looked at', () => {
    for (const name of ['endorsementPreview', 'cancellationPreview']) {
      expect(step(name).calls).toEqual({ ims: [], billing: [], fromBilling: [] });
    }
    expect(moved('endorsementPreview')).toEqual(['would be charged']);
    expect(moved('endorsement')).toEqual(['charged']);
    expect(step('endorsement').money[0]?.rows).toEqual(step('endorsementPreview').money[0]?.rows);
  });

  it('says what each step called', () => {
    expect(writes('submission')).toContain('BindQuoteWithInstallment');
    expect(step('confirmation').calls.fromBilling).toContain('confirmTerm');
    expect(step('confirmation').calls.billing).toContain('updateTermConfirmed');
    expect(writes('endorsement')).toContain('BinderyEndorse');
    expect(writes('nonPayment')).toEqual([]);
    expect(writes('rescind')).toEqual([]);
    expect(writes('cancellation')).toContain('BinderyCancel');
    expect(step('cancellation').calls.billing).toContain('cancelPolicyPeriod');
    expect(writes('reinstatement')).toContain('BinderyReinstate');
    expect(step('reinstatement').calls.billing).toContain('issueReinstatement');
  });

  it('gives back with the reinstatement exactly what the cancellation took', () => {
    expect(moved('cancellation')).toEqual(['returned']);
    expect(amount('cancellation') + amount('reinstatement')).toBe(0);
  });

  it('leaves nothing behind', async () => {
    const left = await readdir(folder);
    expect(left.filter((name) => name.startsWith('bindery-'))).toEqual([]);
  });
});
