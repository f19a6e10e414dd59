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
      'renewal',
      'wrongFlow',
      'renewalBound',
      'renewalConfirmed',
      'offerSubmission',
      'offer',
      'offerShort',
      'offerPaid',
    ]);
    for (const { title } of report.steps) expect(progress).toContain(title);
  });

  it('proves that IMS, billing and the terms agree to the cent', () => {
    expect(report.agrees).toBe(true);
    const booked = report.terms.map(({ termNumber, proof }) => ({
      termNumber,
      by: proof.transactions.map(({ what }) => what),
      total: centsOf(proof.total.ims),
      paid: centsOf(proof.paid.billing),
      standing: proof.standing.term,
    }));
    expect(booked).toEqual([
      {
        termNumber: 1,
        by: ['new business', 'endorsement', 'cancellation', 'reinstatement'],
        total: amount('submission') + amount('endorsement'),
        paid: amount('payment') + amount('confirmation') + amount('rescind'),
        standing: 'in force',
      },
      {
        termNumber: 2,
        by: ['renewal'],
        total: amount('renewal'),
        paid: amount('wrongFlow') + amount('renewalConfirmed'),
        standing: 'in force',
      },
      {
        termNumber: 1,
        by: ['new business'],
        total: amount('offerSubmission'),
        paid: 0,
        standing: 'in force',
      },
      {
        termNumber: 2,
        by: ['renewal'],
        total: amount('offer'),
        paid: amount('offerShort') + centsOf(step('offerPaid').money[1]?.amount ?? '0.00'),
        standing: 'in force',
      },
    ]);
    expect(report.terms.map(({ proof }) => proof.charges.length)).toEqual([2, 2, 2, 2]);
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

  it('makes the next term as new business, by its day or by its offer', () => {
    for (const name of ['renewal', 'offer']) {
      expect(writes(name)).toContain('AddQuoteWithAutocalculateDetailsQuote');
      expect(writes(name)).not.toContain('BindQuoteWithInstallment');
      expect(moved(name)).toEqual(['would be charged']);
    }
    for (const name of ['renewalBound', 'offerPaid']) {
      expect(writes(name)).toContain('BindQuoteWithInstallment');
      expect(step(name).calls.billing).toContain('renewPolicyPeriod');
    }
    expect(step('renewalConfirmed').calls).toMatchObject({
      fromBilling: ['paymentReceived', 'confirmTerm'],
      billing: ['updateTermConfirmed'],
    });
  });

  it('binds nothing by money that pays for no offer', () => {
    for (const name of ['wrongFlow', 'offerShort']) {
      expect(step(name).calls.fromBilling).toEqual(['renewalOfferPaid']);
      expect(writes(name)).toEqual([]);
      expect(moved(name)).toEqual(['paid']);
    }
  });

  it('leaves nothing behind', async () => {
    const left = await readdir(folder);
    expect(left.filter((name) => name.startsWith('bindery-'))).toEqual([]);
  });
});
