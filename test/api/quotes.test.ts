import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { QUOTE_MACHINE } from '../../src/domain/quote/machine.js';
import { QUOTE_STATES, type QuoteEvent, type QuoteState } from '../../src/domain/quote/quote.js';
import { rulesByTotal } from '../support/underwriting.js';
import { codeOf, errorsOf, aRequest, KEYS, type Answer } from './running-app.js';
import { type RunningChanges, runChanges } from './running-changes.js';

type Json = Readonly<Record<string, unknown>>;
type Act = Exclude<QuoteEvent['kind'], 'create' | 'expire' | 'abandon' | 'correct'>;

/** What lets an event pass where its state takes it. */
const EVENTS: Readonly<Record<Act, QuoteEvent>> = {
  edit: { kind: 'edit', isAsRead: true, isSameProduct: true },
  validate: { kind: 'validate', hasFindings: false },
  price: { kind: 'price', hasFindings: false },
  underwrite: { kind: 'underwrite', flags: [] },
  decide: { kind: 'decide', decision: 'approve' },
  accept: { kind: 'accept', isGroupFree: true },
  issue: { kind: 'issue', isDone: true },
  refuse: { kind: 'refuse', isBound: false },
  reset: { kind: 'reset' },
  discard: { kind: 'discard' },
};
const ACTS = Object.keys(EVENTS) as Act[];

/** How a quote comes to a state: what it costs, and what is done to it. */
const WAYS: Readonly<Record<QuoteState, readonly [total: string, ...acts: Act[]]>> = {
  draft: ['5000.00'],
  validated: ['5000.00', 'validate'],
  priced: ['5000.00', 'validate', 'price'],
  underwritten: ['5000.00', 'validate', 'price', 'underwrite'],
  accepted: ['5000.00', 'validate', 'price', 'underwrite', 'accept'],
  issued: ['5000.00', 'validate', 'price', 'underwrite', 'accept', 'issue'],
  underwritingBlocked: ['10000.00', 'validate', 'price', 'underwrite'],
  declined: ['20000.00', 'validate', 'price', 'underwrite'],
  rejected: ['30000.00', 'validate', 'price', 'underwrite'],
  refused: ['5000.00', 'validate', 'price', 'underwrite', 'accept', 'refuse'],
  discarded: ['5000.00', 'discard'],
};

describe('a quote over the API', () => {
  let changes: RunningChanges;
  let last = 0;
  beforeAll(async () => {
    changes = await runChanges('QTE', undefined, {
      productChanges: { underwriting: rulesByTotal() },
    });
  });
  afterAll(() => changes[Symbol.asyncDispose]());

  const body = (total = '5000.00', more: Json = {}): Json =>
    aRequest({
      externalSystem: 'portal',
      externalId: `QUOTE-${++last}`,
      premium: [{ charge: 'premium', state: 'TX', amount: total }],
      ...more,
    });
  const post = (sent: Json) => changes.app.post('/api/quotes', sent);
  const draft = async (total?: string): Promise<Answer> => {
    const answer = await post(body(total));
    expect([answer.status, answer.json['quoteState']]).toEqual([200, 'draft']);
    return answer;
  };
  const addressOf = ({ json }: Answer) => `/api/quotes/${String(json['id'])}`;
  const look = (quote: Answer) => changes.app.send(addressOf(quote));

  const edit = (quote: Answer, patch: Json, etag: string | null = quote.headers.get('ETag')) =>
    changes.app.send(addressOf(quote), {
      method: 'PATCH',
      body: patch,
      headers: etag === null ? {} : { 'If-Match': etag },
    });

  const act = async (quote: Answer, what: Act): Promise<Answer> => {
    const address = addressOf(quote);
    if (what === 'edit') return edit(await look(quote), { paymentPlan: -1 });
    if (what === 'discard') return changes.app.send(address, { method: 'DELETE' });
    if (what === 'decide')
      return changes.app.post(`${address}/underwriting-decision`, {
        by: 'ursula',
        reason: 'seen',
        decision: 'approve',
      });
    const givesUp = what === 'refuse' || what === 'reset';
    return changes.app.post(`${address}/${what}`, givesUp ? { reason: 'not wanted' } : {});
  };

  const inState = async (state: QuoteState): Promise<Answer> => {
    const [total, ...acts] = WAYS[state];
    let quote = await draft(total);
    for (const what of acts) quote = await act(quote, what);
    expect(quote.json['quoteState']).toBe(state);
    return quote;
  };

  describe.each(QUOTE_STATES)('that is %s', (state) => {
    const outcomeOf = (what: Act) => QUOTE_MACHINE.apply(state, EVENTS[what]);
    const refused = ACTS.filter((what) => outcomeOf(what).outcome === 'refused');
    const taken = ACTS.filter((what) => outcomeOf(what).outcome === 'taken');

    it(`refuses ${refused.join(', ') || 'nothing'}, by the table and with what is allowed`, async () => {
      const quote = await inState(state);
      for (const what of refused) {
        const answer = await act(quote, what);
        const outcome = outcomeOf(what);
        if (outcome.outcome !== 'refused') throw new Error('it is taken');
        expect([what, answer.status, codeOf(answer)]).toEqual([what, 409, 'change-refused']);
        expect(answer.json['refusals']).toMatchObject([
          { code: outcome.refusal.code, allowed: outcome.refusal.allowed },
        ]);
      }
      expect((await look(quote)).json).toMatchObject({
        quoteState: state,
        allowed: taken,
      });
    });

    it.each(taken)('takes %s', async (what) => {
      const quote = await inState(state);
      const answer = await act(quote, what);
      const outcome = outcomeOf(what);
      if (outcome.outcome !== 'taken') throw new Error('it is refused');
      // The rules look at the same price again.
      const next = what === 'underwrite' && state !== 'priced' ? stays(state) : outcome.state;
      expect([answer.status, answer.json['quoteState'] ?? answer.text]).toEqual([200, next]);
    });
  });

  /** What the rules say of a quote that costs what it did when they spoke before. */
  const stays = (state: QuoteState): QuoteState => state;

  it('answers what was asked for, without what nobody needs to see again', async () => {
    const quote = await post(
      body('5000.00', {
        insured: {
          businessType: 'individual',
          firstName: 'Ada',
          lastName: 'Miller',
          ssn: '123-45-6789',
          location: (aRequest()['insured'] as { location: Json }).location,
        },
      }),
    );
    const { request } = quote.json as { request: { insured: Json; premium: unknown } };
    expect(request.insured).toMatchObject({ lastName: 'Miller', ssn: '*****6789' });
    expect(request).toMatchObject({ timeZone: 'America/Chicago', currency: 'USD' });
    expect(request.premium).toMatchObject([{ charge: 'premium', amount: '5000.00' }]);
    expect(quote.text).not.toContain('123456789');
  });

  it('is one quote, however often it is posted, and refuses another under its reference', async () => {
    const sent = body();
    const first = await post(sent);
    await edit(first, { paymentPlan: 1 });
    const again = await post(sent);
    expect([again.status, again.json['revision']]).toEqual([200, 1]);
    expect(codeOf(await post({ ...sent, state: 'CA' }))).toBe('different-request');
  });

  it('takes what a product does not accept for a draft, and says all of it when it is validated', async () => {
    const quote = await post(body('5000.00', { state: 'NY', paymentPlan: 77 }));
    expect([quote.status, quote.json['quoteState']]).toEqual([200, 'draft']);
    const answer = await act(quote, 'validate');
    expect([answer.status, answer.json['quoteState']]).toEqual([200, 'draft']);
    const { findings } = answer.json['quote'] as { findings: readonly Json[] };
    expect(findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ field: 'paymentPlan', code: expect.any(String) as string }),
      ]),
    );
  });

  it('refuses what cannot be read, and keeps nothing', async () => {
    const answer = await post({ product: 'general-liability', state: 7, premium: 'much' });
    expect([answer.status, codeOf(answer)]).toEqual([422, 'invalid-request']);
    expect(errorsOf(answer).map(({ field }) => field)).toEqual(
      expect.arrayContaining(['externalSystem', 'externalId', 'state', 'premium', 'insured']),
    );
  });

  it('is edited by whoever has read it last, and by nobody else', async () => {
    const quote = await draft();
    expect(codeOf(await edit(quote, { paymentPlan: 1 }, null))).toBe('version-needed');
    const [one, other] = await Promise.all([
      edit(quote, { paymentPlan: 1 }),
      edit(quote, { premium: [{ charge: 'premium', state: 'TX', amount: '7000.00' }] }),
    ]);
    const statuses = [one.status, other.status].sort();
    expect(statuses).toEqual([200, 412]);
    const lost = one.status === 412 ? one : other;
    expect(lost.json).toMatchObject({ refusals: [{ code: 'staleVersion' }] });
    expect(codeOf(await edit(quote, { paymentPlan: 1 }, '"yesterday"'))).toBe('stale-version');
    const now = await look(quote);
    expect(now.json['revision']).toBe(1);
    expect(now.headers.get('ETag')).toMatch(/^"1-[0-9a-f]{12}"$/);
  });

  it('never changes its product, nor what it is known by', async () => {
    const quote = await draft();
    const other = await edit(quote, { product: 'commercial-property' });
    expect(other.json).toMatchObject({ refusals: [{ code: 'productFixed' }] });
    const renamed = await edit(quote, { externalId: 'ANOTHER' });
    expect([renamed.status, errorsOf(renamed)[0]?.field]).toEqual([422, 'externalId']);
  });

  it('goes as far as it is asked in one step, and says where it has stopped and why', async () => {
    const quote = await draft('10000.00');
    const answer = await changes.app.post(
      `/api/transactions/${String(quote.json['id'])}/advance?wait=20`,
      { advanceTo: 'issued' },
    );
    expect(answer.json).toMatchObject({
      quoteState: 'underwritingBlocked',
      quote: { underwriting: [{ flags: [{ rule: 'total-1000000', flag: 'block' }] }] },
      needsAttention: true,
    });
    await expect
      .poll(async () => (await changes.app.send('/api/tasks?pageSize=200')).json['items'])
      .toContainEqual(
        expect.objectContaining({
          id: quote.json['id'],
          task: 'underwriting',
          why: expect.stringContaining('blocked by total-1000000') as string,
          due: expect.any(String) as string,
          links: expect.objectContaining({
            settle: `${addressOf(quote)}/underwriting-decision`,
          }) as unknown,
        }),
      );
    const decided = await act(quote, 'decide');
    expect(decided.json).toMatchObject({ state: 'completed', quoteState: 'issued' });
  });

  it('goes nowhere by being asked to, where it was refused or rejected', async () => {
    for (const state of ['refused', 'rejected'] as const) {
      const quote = await inState(state);
      const path = `/api/transactions/${String(quote.json['id'])}/advance`;
      const answer = await changes.app.post(path, { advanceTo: 'issued' });
      expect([answer.status, codeOf(answer)]).toEqual([409, 'change-refused']);
      const back = await changes.app.post(path, { advanceTo: 'validated' });
      expect([back.status, back.json['quoteState']]).toEqual([202, state]);
    }
  });

  it('is not passed off as checked by an edit that meets its validation', async () => {
    const quote = await draft();
    const [edited] = await Promise.all([edit(quote, { paymentPlan: 77 }), act(quote, 'validate')]);
    const now = await look(quote);
    if (edited.status === 200) expect(now.json['quoteState']).toBe('draft');
    else expect(now.json).toMatchObject({ quoteState: 'validated', revision: 0 });
  });

  it('is listed by where it waits, and vanishes when it is discarded', async () => {
    const [kept, gone] = [await inState('priced'), await draft()];
    await act(gone, 'discard');
    const list = async (query: string): Promise<readonly unknown[]> => {
      const { json } = await changes.app.send(`/api/quotes?pageSize=200${query}`);
      return (json['items'] as readonly Json[]).map(({ id }) => id);
    };
    await expect
      .poll(() => list('&quoteState=priced'), { timeout: 10_000 })
      .toContain(kept.json['id']);
    await expect
      .poll(() => list('&quoteState=discarded'), { timeout: 10_000 })
      .toContain(gone.json['id']);
    expect(await list('')).not.toContain(gone.json['id']);
    expect(await list('&quoteState=draft')).not.toContain(kept.json['id']);
    expect((await look(gone)).json).toMatchObject({
      quoteState: 'discarded',
      failure: { code: 'discarded' },
    });
  });

  const terminate = (quote: Answer) =>
    changes.env.client.workflow.getHandle(String(quote.json['id'])).terminate('lost');

  it('is a draft again where its run was terminated, and leaves nothing open when it is discarded', async () => {
    const sent = body();
    const quote = await post(sent);
    await act(quote, 'validate');
    const priced = await act(quote, 'price');
    const { quoteGuid } = priced.json['ids'] as { quoteGuid: string };
    await terminate(quote);
    const again = await post(sent);
    expect(again.json).toMatchObject({ quoteState: 'draft', heldAt: 'draft' });
    expect(changes.policySystem.openQuotes()).toContain(quoteGuid);
    // What the dead run may still be writing has to arrive first.
    await expect
      .poll(async () => (await act(again, 'discard')).json, { timeout: 90_000, interval: 2_000 })
      .toMatchObject({ quoteState: 'discarded', state: 'failed' });
    expect(changes.policySystem.openQuotes()).not.toContain(quoteGuid);
  });

  it('is not overwritten by whoever read it before its run was terminated', async () => {
    const sent = body();
    const first = await post(sent);
    const before = await edit(first, { paymentPlan: 1 });
    await terminate(first);
    const again = await post(sent);
    const mine = await edit(again, { state: 'CA' });
    expect([mine.status, mine.json['revision']]).toEqual([200, before.json['revision']]);
    const late = await edit(again, { paymentPlan: 1 }, before.headers.get('ETag'));
    expect([late.status, codeOf(late)]).toEqual([412, 'stale-version']);
    const path = `${addressOf(again)}/validate`;
    const headers = { 'If-Match': before.headers.get('ETag') ?? '' };
    expect(codeOf(await changes.app.send(path, { body: {}, headers }))).toBe('stale-version');
    expect((await look(again)).json['request']).toMatchObject({ state: 'CA' });
  });

  it('goes on as it was read, or not at all', async () => {
    const quote = await draft();
    await edit(quote, { paymentPlan: 1 });
    const validate = async (read: Answer) =>
      changes.app.send(`${addressOf(quote)}/validate`, {
        body: {},
        headers: { 'If-Match': read.headers.get('ETag') ?? '' },
      });
    expect(codeOf(await validate(quote))).toBe('stale-revision');
    expect((await validate(await look(quote))).json['quoteState']).toBe('validated');
  });

  it('is a draft again where it had been reset before its run was terminated', async () => {
    const sent = body();
    const quote = await post(sent);
    for (const what of ['validate', 'price', 'reset'] as const) await act(quote, what);
    await terminate(quote);
    expect((await post(sent)).json).toMatchObject({ quoteState: 'draft', heldAt: 'draft' });
    expect((await act(quote, 'validate')).json).toMatchObject({
      quoteState: 'validated',
      heldAt: 'validated',
      failure: null,
    });
  });

  it('is left alone by whoever may only read', async () => {
    const quote = await draft();
    const answer = await changes.app.send(`${addressOf(quote)}/validate`, {
      body: {},
      key: KEYS.reader,
    });
    expect(answer.status).toBe(403);
  });

  it('is unknown where it was never made, and where the transaction is no quote', async () => {
    expect(codeOf(await changes.app.send('/api/quotes/new-business:portal:NONE'))).toBe(
      'unknown-transaction',
    );
  });
});
