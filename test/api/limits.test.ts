import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aRequest, codeOf, KEYS, type RunningApp, runApp } from './running-app.js';

let app: RunningApp;
beforeEach(async () => {
  app = await runApp();
});
afterEach(async () => {
  await app[Symbol.asyncDispose]();
});

const list = (key: string) => app.send('/api/transactions', { key });

describe('a client', () => {
  it('is told how many requests are left, and refused what is over', async () => {
    const left: (string | null)[] = [];
    for (let n = 0; n < 3; n++) left.push((await list(KEYS.limited)).headers.get('RateLimit'));
    expect(left.map((each) => each?.split(';')[1])).toEqual(['r=2', 'r=1', 'r=0']);
    const answer = await list(KEYS.limited);
    expect([answer.status, codeOf(answer)]).toEqual([429, 'too-many-requests']);
    expect(answer.headers.get('RateLimit-Policy')).toBe('"client";q=3;w=60');
    const retryAfter = Number(answer.headers.get('Retry-After'));
    expect(retryAfter).toBeGreaterThan(0);
    expect(retryAfter).toBeLessThanOrEqual(60);
  });

  it('uses up nothing of another one, and health is free', async () => {
    for (let n = 0; n < 4; n++) await list(KEYS.limited);
    expect((await list(KEYS.everything)).status).toBe(200);
    const health = await app.send('/healthz', { key: KEYS.limited });
    expect([health.status, health.headers.get('RateLimit')]).toEqual([200, null]);
  });

  it('has so many requests open at once, until they are answered', async () => {
    const path = '/api/submissions?wait=60';
    const waiting = app.send(path, { key: KEYS.limited, body: aRequest() });
    await expect.poll(() => app.temporal.queries).toBeGreaterThan(0);
    const refused = await list(KEYS.limited);
    expect([refused.status, codeOf(refused)]).toEqual([429, 'too-many-requests']);
    expect(refused.headers.get('Retry-After')).toBe('1');
    app.closeDoor();
    expect((await waiting).status).toBe(202);
    await expect.poll(() => app.logLines.some(({ facts }) => facts['status'] === 202)).toBe(true);
    expect((await list(KEYS.limited)).status).toBe(200);
  });
});

describe('a key', () => {
  it('that is taken back opens nothing any more, without a restart', async () => {
    expect((await list(KEYS.reader)).status).toBe(200);
    app.takeKeyOf('viewer');
    expect((await list(KEYS.reader)).status).toBe(401);
    expect((await list(KEYS.everything)).status).toBe(200);
  });
});
