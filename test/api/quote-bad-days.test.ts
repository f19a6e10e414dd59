import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SystemUnavailable } from '../../src/ports/call-errors.js';
import { rulesByTotal } from '../support/underwriting.js';
import { type Answer, aRequest } from './running-app.js';
import { type RunningChanges, runChanges } from './running-changes.js';

type Json = Readonly<Record<string, unknown>>;

describe('a quote on a bad day', () => {
  let changes: RunningChanges;
  let last = 0;
  beforeAll(async () => {
    changes = await runChanges('BAD');
  });
  afterAll(() => changes[Symbol.asyncDispose]());

  const premium = (amount: string) => ({ premium: [{ charge: 'premium', state: 'TX', amount }] });
  const draft = (amount = '5000.00', to = changes): Promise<Answer> =>
    to.app.post('/api/quotes', aRequest({ externalId: `BAD-${(last += 1)}`, ...premium(amount) }));
  const addressOf = ({ json }: Answer) => `/api/quotes/${String(json['id'])}`;
  const act = (quote: Answer, what: string, body: Json = {}, to = changes) =>
    to.app.post(`${addressOf(quote)}/${what}`, body);
  const go = async (quote: Answer, ...steps: readonly string[]): Promise<Answer> => {
    let answer = quote;
    for (const step of steps) answer = await act(quote, step);
    return answer;
  };
  const look = (quote: Answer) => changes.app.send(addressOf(quote));
  const edit = async (quote: Answer, patch: Json): Promise<Answer> => {
    const { headers } = await look(quote);
    return changes.app.send(addressOf(quote), {
      method: 'PATCH',
      body: patch,
      headers: { 'If-Match': headers.get('ETag') ?? '' },
    });
  };
  const reset = (quote: Answer) => act(quote, 'reset', { reason: 'another price' });
  const refusalOf = ({ json }: Answer) => (json['refusals'] as readonly Json[])[0]?.['code'];

  it('is priced at what an edit in the same second says, or the edit is refused', async () => {
    const quote = await draft();
    const advance = `/api/transactions/${String(quote.json['id'])}/advance?wait=20`;
    const [edited] = await Promise.all([
      edit(quote, premium('7000.00')),
      changes.app.post(advance, { advanceTo: 'priced' }),
    ]);
    if (edited.status !== 200) expect(refusalOf(edited)).toBe('notAllowedInState');
    // A draft that was edited under way is validated anew, and what is priced says so to whoever asks again.
    const settled = await act(quote, 'price');
    if (settled.status !== 200) expect(refusalOf(settled)).toBe('notAllowedInState');
    const isPriced = (await look(quote)).json['quoteState'] === 'priced';
    const priced = isPriced ? await look(quote) : await go(quote, 'validate', 'price');
    expect(priced.json).toMatchObject({
      quoteState: 'priced',
      total: edited.status === 200 ? '7000.00' : '5000.00',
    });
  });

  it('is not reset while IMS rates it, and is right after', async () => {
    const quote = await go(await draft(), 'validate');
    const away = new SystemUnavailable({ system: 'policySystem', operation: 'AddPremium' }, 'away');
    for (let attempt = 0; attempt < 3; attempt += 1)
      changes.policySystem.failNext('addPremium', away, 'before');
    const pricing = act(quote, 'price');
    await expect
      .poll(async () => (await look(quote)).json['state'], { interval: 50 })
      .toBe('quote_created');
    const busy = await reset(quote);
    expect([busy.status, refusalOf(busy)]).toEqual([409, 'notAllowedInState']);
    expect((await pricing).json['quoteState']).toBe('priced');
    const again = await reset(quote);
    expect(again.json).toMatchObject({ quoteState: 'draft', total: null });
  });

  it('is decided about, or discarded meanwhile, and never both', async () => {
    await using ruled = await runChanges('BDR', undefined, {
      productChanges: { underwriting: rulesByTotal() },
    });
    const quote = await draft('10000.00', ruled);
    for (const step of ['validate', 'price', 'underwrite']) await act(quote, step, {}, ruled);
    const [discarded, decided] = await Promise.all([
      ruled.app.send(addressOf(quote), { method: 'DELETE' }),
      act(quote, 'underwriting-decision', { reason: 'seen', decision: 'approve' }, ruled),
    ]);
    expect(discarded.json['quoteState']).toBe('discarded');
    const late = await act(
      quote,
      'underwriting-decision',
      { reason: 'seen', decision: 'approve' },
      ruled,
    );
    expect([late.status, refusalOf(late)]).toEqual([409, 'notAllowedInState']);
    expect([200, 409]).toContain(decided.status);
    expect(ruled.policySystem.openQuotes()).toEqual([]);
    expect(ruled.policySystem.book.policies).toBe(0);
  });

  it.each(['0.01', '10.00', '99999999.99'])(
    'costs %s, and is issued and billed at that',
    async (amount) => {
      const quote = await draft(amount);
      const priced = await go(quote, 'validate', 'price');
      expect(priced.json).toMatchObject({ quoteState: 'priced', attention: null });
      const issued = await go(quote, 'underwrite', 'accept', 'issue');
      expect(issued.json).toMatchObject({ quoteState: 'issued', total: amount, attention: null });
      const { policyNumber } = issued.json;
      const term = await changes.app.send(`/api/policies/${String(policyNumber)}/terms/1`);
      expect(term.text).toContain(`"${amount}"`);
    },
  );

  it('has one submission, one bound quote and closed ones, whatever was done to it before', async () => {
    const before = { ...changes.policySystem.book };
    const quote = await draft('100.00');
    await edit(quote, premium('200.00'));
    await go(quote, 'validate', 'price');
    await reset(quote);
    await edit(quote, premium('300.00'));
    await go(quote, 'validate', 'price', 'underwrite', 'accept');
    await act(quote, 'refuse', { reason: 'too dear' });
    await reset(quote);
    await edit(quote, premium('312.34'));
    const issued = await go(quote, 'validate', 'price', 'underwrite', 'accept', 'issue');
    expect(issued.json).toMatchObject({ quoteState: 'issued', total: '312.34' });
    const { book } = changes.policySystem;
    expect(book.submissions - before.submissions).toBe(1);
    const found = await changes.policySystem.findQuotesByReference({
      system: String(issued.json['externalSystem']),
      id: String(issued.json['externalId']),
    });
    expect(found.map(({ status }) => status).sort()).toEqual(['closed', 'closed', 'issued']);
    const { quoteGuid } = issued.json['ids'] as { quoteGuid: string };
    const rows = await changes.policySystem.listPremiums(quoteGuid);
    expect(rows.map(({ amountCents }) => amountCents)).toEqual([31_234]);
  });
});
