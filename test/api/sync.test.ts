import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anInstallation, aProduct } from '../support/submissions.js';
import { codeOf, KEYS } from './running-app.js';
import { runChanges, type RunningChanges } from './running-changes.js';

describe('POST /api/policies/:policyNumber/terms/:termNumber/sync', () => {
  let running: RunningChanges;
  beforeAll(async () => {
    running = await runChanges('SY');
  });
  afterAll(() => running[Symbol.asyncDispose]());

  it('tells the term of a cancellation by hand, says so, and does it once', async () => {
    const { app, policySystem } = running;
    const policyNumber = await running.bind('SY-1');
    const { quoteGuid } = await policySystem.cancel({
      requestId: 'typed',
      policyNumber,
      effectiveDate: '2027-08-01',
      reason: 'insuredRequest',
      charges: [
        {
          lineGuid: aProduct().lines[0].lineGuid.toLowerCase(),
          chargeCode: anInstallation().charges[0]?.code ?? 0,
          amountCents: -252_055,
        },
      ],
    });
    await policySystem.bindChange(quoteGuid);
    const path = `/api/policies/${policyNumber}/terms/1`;

    const sync = () => app.send(`${path}/sync`, { method: 'POST', key: KEYS.everything });
    const first = await sync();
    expect(first.status).toBe(200);
    expect(first.json).toMatchObject({
      found: [{ quoteGuid, kind: 'cancellation', effectiveDate: '2027-08-01', amount: '-2520.55' }],
    });
    expect((await app.send(path, { key: KEYS.everything })).json).toMatchObject({
      status: 'cancelled',
      cancelledOn: '2027-08-01',
      turn: { holder: null, queue: [] },
    });
    expect(await sync()).toMatchObject({ status: 200, json: { found: [] } });
  });

  it('answers 404 for a term that nobody knows', async () => {
    const path = '/api/policies/SY-NONE/terms/1/sync';
    const answer = await running.app.send(path, { method: 'POST', key: KEYS.everything });
    expect([answer.status, codeOf(answer)]).toEqual([404, 'unknown-term']);
  });

  it('is for who operates: a key that only reads is refused', async () => {
    const path = '/api/policies/SY-NONE/terms/1/sync';
    const answer = await running.app.send(path, { method: 'POST', key: KEYS.reader });
    expect(answer.status).toBe(403);
  });
});
