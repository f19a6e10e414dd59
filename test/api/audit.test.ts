import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FolderArchive } from '../../src/adapters/archive/folder-archive.js';
import { policyTermId } from '../../src/domain/workflow-ids.js';
import { startArchive } from '../../src/temporal/start-archive.js';
import { recordPaymentUpdate, settleTaskUpdate } from '../../src/workflows/policy-term/messages.js';
import { forgetWorkflow } from '../support/forget-workflow.js';
import { aSubmission } from '../support/submissions.js';
import { codeOf, KEYS, runApp } from './running-app.js';
import { runChanges, type RunningChanges } from './running-changes.js';

interface Entry {
  readonly who: string;
  readonly what: string;
  readonly why: string | null;
  readonly isTaken: boolean;
  readonly facts: Readonly<Record<string, unknown>>;
}

describe('who did what, when and why', () => {
  let running: RunningChanges;
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'archive-'));
    running = await runChanges('AU', undefined, { archive: new FolderArchive(folder) });
  });
  afterAll(async () => {
    await running[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  const audit = async (path: string): Promise<readonly Entry[]> => {
    const answer = await running.app.send(`${path}/audit`, { key: KEYS.reader });
    expect(answer.status).toBe(200);
    return (answer.json as { readonly items: readonly Entry[] }).items;
  };

  it('says it of a transaction that a person corrected, and still does when Temporal has forgotten it', async () => {
    const { env, app } = running;
    const id = await running.stopAtBind('AU-STOP');
    const path = `/api/transactions/${id}`;
    await expect
      .poll(async () => (await app.send(path)).json['needsAttention'], { timeout: 30_000 })
      .toBe(true);
    const corrected = await app.post(`${path}/correct`, { by: 'olga', reason: 'It has one now' });
    expect(corrected.status).toBe(200);
    await env.client.workflow.getHandle(id).result();

    const known = await audit(path);
    expect(known).toContainEqual(
      expect.objectContaining({ who: 'olga', what: 'correct', why: 'It has one now' }),
    );
    expect(known.at(0)).toMatchObject({ who: 'Bindery', what: 'begun' });
    expect(known.at(-1)).toMatchObject({ who: 'Bindery', what: 'ended' });
    expect(known.map(({ what }) => what)).toContain('bind');
    expect(JSON.stringify(known)).not.toContain(aSubmission().insured.location.address1);

    await startArchive(env.client, { everyMs: 200 });
    const archive = new FolderArchive(folder);
    await expect.poll(async () => (await archive.read(id)).length, { timeout: 30_000 }).toBe(1);
    await forgetWorkflow(env, id);
    expect(await audit(path)).toEqual(known);

    await using bare = await runApp({ serverMs: 5_000 }, env);
    const unknown = await bare.send(`${path}/audit`, { key: KEYS.reader });
    expect([unknown.status, codeOf(unknown)]).toEqual([404, 'unknown-transaction']);
    expect(unknown.text).toContain('ARCHIVE_DIR');
  });

  it('says it of a term: what billing told, and what a person settled', async () => {
    const { env } = running;
    const policyNumber = await running.bind('AU-1');
    const term = env.client.workflow.getHandle(policyTermId(policyNumber, 1));
    const paid = {
      policyNumber,
      termNumber: 1,
      paymentId: 'EUR-1',
      amountCents: 1_000,
      currency: 'EUR',
      receivedAt: '2026-11-01T12:00:00Z',
    };
    await term.executeUpdate(recordPaymentUpdate, { args: [paid] });
    const settled = { task: 'moneyParked:EUR-1', by: 'olga', reason: 'Sent back' };
    await term.executeUpdate(settleTaskUpdate, { args: [settled] });

    const entries = await audit(`/api/policies/${policyNumber}/terms/1`);
    expect(entries).toContainEqual(
      expect.objectContaining({
        who: 'billing',
        what: 'recordPayment',
        facts: expect.objectContaining({ paymentId: 'EUR-1', amountCents: 1_000 }) as unknown,
      }),
    );
    expect(entries).toContainEqual(
      expect.objectContaining({ who: 'olga', what: 'settleTask', why: 'Sent back' }),
    );
  });
});
