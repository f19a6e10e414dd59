import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDesk, POLICY, type Desk } from './desk.js';

describe('a billing sandbox that is told to misbehave', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
    await desk.openTerm();
  });
  afterEach(() => desk.close());

  const look = () => desk.service('GET', `/v1/policies/${POLICY}/terms/1`);
  const confirm = () =>
    desk.service('POST', `/v1/policies/${POLICY}/terms/1/confirmation`, {
      transactionId: 'confirm',
      isTermConfirmed: true,
    });
  const arm = (fault: Readonly<Record<string, unknown>>) => desk.admin('POST', '/faults', fault);
  const periods = async () => (await desk.admin('GET', '/periods')).body;

  it('strikes the calls that are meant, after those that pass, and no more', async () => {
    await arm({ operation: 'getPeriodInfo', kind: 'refuse', skip: 1, count: 2 });
    expect((await desk.service('GET', '/v1/accounts/A-1')).status).toBe(200);
    const statuses = [await look(), await look(), await look(), await look()];
    expect(statuses.map(({ status }) => status)).toEqual([200, 422, 422, 200]);
  });

  it('books what it was asked to before it loses the answer, or does not', async () => {
    await arm({ operation: 'updateTermConfirmed', kind: 'drop', when: 'before' });
    await expect(confirm()).rejects.toThrow();
    expect(await periods()).toMatchObject([{ isTermConfirmed: false }]);

    await arm({ operation: 'updateTermConfirmed', kind: 'drop', when: 'after' });
    await expect(confirm()).rejects.toThrow();
    expect(await periods()).toMatchObject([{ isTermConfirmed: true }]);
  });

  it('refuses in the words that it was given, and books nothing', async () => {
    await arm({ operation: '*', kind: 'refuse', code: 'periodLocked', text: 'Month end.' });
    expect(await confirm()).toMatchObject({
      status: 422,
      body: { code: 'periodLocked', detail: 'Month end.' },
    });
    expect(await periods()).toMatchObject([{ isTermConfirmed: false }]);
    expect((await arm({ operation: '*', kind: 'refuse', when: 'after' })).status).toBe(400);
  });

  it('forgets a token for one call', async () => {
    await arm({ operation: '*', kind: 'unauthorized' });
    expect((await look()).status).toBe(401);
    expect((await look()).status).toBe(200);
  });

  it('answers late', async () => {
    await arm({ operation: '*', kind: 'late', delayMs: 150 });
    const started = performance.now();
    expect((await look()).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThan(140);
  });

  it('meets the same calls with the same misfortunes when the seed is the same', async () => {
    const run = async () => {
      const random = { seed: 7, rate: 0.5, kinds: ['unauthorized', 'refuse'] };
      await desk.admin('POST', '/faults/random', random);
      const statuses: number[] = [];
      for (let n = 0; n < 12; n += 1) statuses.push((await look()).status);
      await desk.admin('DELETE', '/faults');
      return statuses;
    };
    const statuses = await run();
    expect(new Set(statuses)).toEqual(new Set([200, 401, 422]));
    expect(await run()).toEqual(statuses);
  });

  it('lists its calls with what went wrong, and nothing of what was sent', async () => {
    await arm({ operation: 'updateTermConfirmed', kind: 'html', when: 'after' });
    await confirm().catch(() => undefined);
    const { body } = await desk.admin('GET', '/calls?operation=updateTermConfirmed');
    expect(body).toMatchObject([{ outcome: 'html', misbehaviour: 'html', code: 'executed' }]);
    expect(JSON.stringify(body)).not.toContain(POLICY);
  });

  it('lets nobody in without the token', async () => {
    const response = await fetch(`${desk.sandbox.url}/v1/accounts/A-1`);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('says what is wrong with a fault that does not exist', async () => {
    expect(await arm({ operation: '*', kind: 'explode' })).toMatchObject({ status: 400 });
  });
});
