import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { boundQuote, openCaller } from './caller.js';

const NOW = Date.parse('2027-01-15T12:00:00Z');

describe('the clock of the policy system sandbox', () => {
  it('dates binds and calls, and stays moved over a restart', async () => {
    const dataPath = await mkdtemp(join(tmpdir(), 'ims-clock-'));
    const first = await openCaller({ dataPath, now: () => NOW });
    expect((await first.admin('GET', '/clock')).body).toEqual({ now: '2027-01-15T12:00:00.000Z' });
    await first.admin('POST', '/clock', { advance: 'P30DT1H' });
    await first.sandbox.close();

    const second = await openCaller({ dataPath, now: () => NOW });
    try {
      const bound = await boundQuote(second);
      const state = (await second.admin('GET', '/state')).body as {
        quotes: { quoteGuid: string; dateBound: string }[];
      };
      const quote = state.quotes.find(({ quoteGuid }) => quoteGuid === bound.quote);
      expect(quote?.dateBound).toBe('2027-02-14T07:00:00.000');
      const [call] = (await second.admin('GET', '/calls')).body as { at: string }[];
      expect(call?.at).toBe('2027-02-14T13:00:00.000Z');
      expect((await second.admin('DELETE', '/clock')).body).toEqual({
        now: '2027-01-15T12:00:00.000Z',
      });
    } finally {
      await second.sandbox.close();
      await rm(dataPath, { recursive: true });
    }
  });

  it('leaves who is logged in logged in', async () => {
    const caller = await openCaller();
    const [quote] = [(await boundQuote(caller)).quote];
    await caller.admin('POST', '/clock', { advanceDays: 400 });
    const [row] = await caller.rows('BinderyQuoteByGuid', 'QuoteGuid', quote);
    expect(row?.['QuoteGuid']?.toLowerCase()).toBe(quote.toLowerCase());
    await caller.sandbox.close();
  });

  it.each([{}, { advance: '30 days' }, { advance: 'P' }, { now: 'tomorrow' }])(
    'is not moved by %o',
    async (body) => {
      const caller = await openCaller({ now: () => NOW });
      expect((await caller.admin('POST', '/clock', body)).status).toBe(400);
      await caller.sandbox.close();
    },
  );
});
