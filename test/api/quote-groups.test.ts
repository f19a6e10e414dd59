import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf, errorsOf, aRequest, KEYS, type Answer } from './running-app.js';
import { type RunningChanges, runChanges } from './running-changes.js';

type Json = Readonly<Record<string, unknown>>;

describe('a group of quotes over the API', () => {
  let changes: RunningChanges;
  let last = 0;
  beforeAll(async () => {
    changes = await runChanges('GRP');
  });
  afterAll(() => changes[Symbol.asyncDispose]());

  const newGroup = async (more: Json = {}): Promise<string> => {
    const externalId = `OPP-${++last}`;
    const answer = await changes.app.post('/api/quote-groups', {
      externalSystem: 'portal',
      externalId,
      ...more,
    });
    expect([answer.status, answer.json['state'], answer.json['quotes']]).toEqual([200, 'free', []]);
    return externalId;
  };
  const post = (group: string, more: Json = {}): Promise<Answer> =>
    changes.app.post(
      '/api/quotes',
      aRequest({
        externalSystem: 'portal',
        externalId: `GROUPED-${++last}`,
        group: { externalSystem: 'portal', externalId: group },
        ...more,
      }),
    );
  const quoteIn = async (group: string, more: Json = {}): Promise<string> => {
    const answer = await post(group, more);
    expect([answer.status, answer.json['quote']]).toEqual([
      200,
      expect.objectContaining({ group: `quote-group:portal:${group}` }),
    ]);
    return String(answer.json['id']);
  };
  const act = (quote: string, what: string, body: Json = {}) =>
    changes.app.post(`/api/quotes/${quote}/${what}`, body);
  const to = async (quote: string, ...steps: readonly string[]): Promise<Answer> => {
    let answer = await changes.app.send(`/api/quotes/${quote}`);
    for (const step of steps) answer = await act(quote, step);
    return answer;
  };
  const edit = async (quote: string, patch: Json): Promise<Answer> => {
    const { headers } = await to(quote);
    return changes.app.send(`/api/quotes/${quote}`, {
      method: 'PATCH',
      body: patch,
      headers: { 'If-Match': headers.get('ETag') ?? '' },
    });
  };
  const WAY = ['validate', 'price', 'underwrite'] as const;
  const advance = (quote: string, advanceTo: string) =>
    changes.app.post(`/api/transactions/${quote}/advance?wait=20`, { advanceTo });
  const look = async (group: string): Promise<Json> =>
    (await changes.app.send(`/api/quote-groups/quote-group:portal:${group}`)).json;
  const findingsOf = ({ json }: Answer) =>
    (json['quote'] as { findings: readonly Json[] }).findings;

  it('is one group, however often it is posted, and refuses other rules', async () => {
    const group = await newGroup({ uniform: ['state', 'insured'] });
    const again = await changes.app.post('/api/quote-groups', {
      externalSystem: 'portal',
      externalId: group,
      uniform: ['insured', 'state'],
    });
    expect(again.json).toMatchObject({ uniform: ['insured', 'state'], uniqueState: 'accepted' });
    const other = await changes.app.post('/api/quote-groups', {
      externalSystem: 'portal',
      externalId: group,
      uniqueState: 'issued',
    });
    expect(codeOf(other)).toBe('different-request');
    const wrong = await changes.app.post('/api/quote-groups', {
      externalSystem: 'portal',
      externalId: group,
      uniform: ['insured.ssn'],
    });
    expect(errorsOf(wrong)[0]).toMatchObject({ field: 'uniform[0]', code: 'unknown' });
  });

  it('has one accepted quote: another is told whose it is, and comes after it is refused', async () => {
    const group = await newGroup();
    const [one, other] = [await quoteIn(group), await quoteIn(group)];
    await to(one, ...WAY);
    await to(other, ...WAY);
    expect((await act(one, 'accept')).json).toMatchObject({ quoteState: 'accepted' });
    const refused = await act(other, 'accept');
    expect([refused.status, codeOf(refused)]).toEqual([409, 'change-refused']);
    expect(refused.json['refusals']).toMatchObject([
      { code: 'groupTaken', found: expect.stringContaining(one) as string },
    ]);
    expect(await look(group)).toMatchObject({
      state: 'taken',
      winner: one,
      quotes: [
        { id: one, isIn: true },
        { id: other, isIn: true },
      ],
    });
    expect((await act(one, 'refuse', { reason: 'too dear' })).json['quoteState']).toBe('refused');
    expect(await look(group)).toMatchObject({ state: 'free', winner: null });
    expect((await act(other, 'accept')).json['quoteState']).toBe('accepted');
    expect((await act(other, 'issue')).json['quoteState']).toBe('issued');
    await to(one, 'validate');
    const locked = await look(group);
    expect(locked).toMatchObject({ state: 'locked', winner: other });
    const late = await post(group);
    expect([late.status, codeOf(late)]).toEqual([409, 'change-refused']);
    expect(late.json['refusals']).toMatchObject([{ code: 'groupLocked' }]);
  });

  it('gives one of two that are accepted at the same instant what both want', async () => {
    for (let round = 0; round < 3; round += 1) {
      const group = await newGroup();
      const quotes = [await quoteIn(group), await quoteIn(group)];
      await Promise.all(quotes.map((quote) => to(quote, ...WAY)));
      const answers = await Promise.all(quotes.map((quote) => act(quote, 'accept')));
      const won = answers.findIndex(({ status }) => status === 200);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(answers[1 - won]?.json['refusals']).toMatchObject([{ code: 'groupTaken' }]);
      expect(await look(group)).toMatchObject({ state: 'taken', winner: quotes[won] });
      const states = await Promise.all(
        quotes.map(async (quote) => (await to(quote)).json['quoteState']),
      );
      expect(states.sort()).toEqual(['accepted', 'underwritten']);
    }
  });

  it('has whoever was on its way rest before the state, with a finding that names the winner', async () => {
    const group = await newGroup();
    const [one, other] = [await quoteIn(group), await quoteIn(group)];
    expect((await advance(one, 'accepted')).json['quoteState']).toBe('accepted');
    expect((await advance(other, 'issued')).json).toMatchObject({
      quoteState: 'underwritten',
      heldAt: 'underwritten',
    });
    expect(findingsOf(await to(other))).toMatchObject([
      { field: 'group', code: 'groupTaken', reason: expect.stringContaining(one) as string },
    ]);
    await act(one, 'refuse', { reason: 'no' });
    const issued = (await advance(other, 'issued')).json;
    expect(issued).toMatchObject({ quoteState: 'issued', quote: { findings: [] } });
    // What was refused is told so when it comes back, too.
    await act(one, 'reset', { reason: 'again' });
    const late = await act(one, 'validate');
    expect(late.json['quoteState']).toBe('draft');
    expect(findingsOf(late)).toMatchObject([{ field: 'group', code: 'groupTaken' }]);
  });

  it('has several accepted where one may be issued, and binds one of them', async () => {
    const group = await newGroup({ uniqueState: 'issued' });
    const quotes = [await quoteIn(group), await quoteIn(group)];
    for (const quote of quotes) {
      expect((await to(quote, ...WAY, 'accept')).json['quoteState']).toBe('accepted');
    }
    expect(await look(group)).toMatchObject({ state: 'free' });
    const before = changes.policySystem.book.policies;
    const answers = await Promise.all(quotes.map((quote) => act(quote, 'issue')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(changes.policySystem.book.policies).toBe(before + 1);
    expect(await look(group)).toMatchObject({ state: 'locked' });
  });

  it('refuses a quote that does not agree with the others, and says in what', async () => {
    const group = await newGroup({ uniform: ['state', 'effectiveDate', 'insured.location'] });
    await quoteIn(group);
    const differing = await post(group, { effectiveDate: '2027-03-01', paymentPlan: 1 });
    expect([differing.status, codeOf(differing)]).toEqual([422, 'invalid-request']);
    expect(errorsOf(differing)).toMatchObject([{ field: 'effectiveDate', code: 'contradicts' }]);
    expect((await look(group))['quotes']).toHaveLength(1);
  });

  it('compares an edited draft with the others, and is changed by its only quote', async () => {
    const group = await newGroup({ uniform: ['effectiveDate'] });
    const one = await quoteIn(group);
    const moveTo = (quote: string, effectiveDate: string) =>
      edit(quote, { effectiveDate, expirationDate: '2028-03-01' });
    await moveTo(one, '2027-03-01');
    expect((await act(one, 'validate')).json['quoteState']).toBe('validated');
    expect(errorsOf(await post(group))).toMatchObject([{ field: 'effectiveDate' }]);
    const days = { effectiveDate: '2027-03-01', expirationDate: '2028-03-01' };
    const other = await quoteIn(group, days);
    await moveTo(other, '2027-04-01');
    const checked = await act(other, 'validate');
    expect(checked.json['quoteState']).toBe('draft');
    expect(findingsOf(checked)).toMatchObject([{ field: 'effectiveDate', code: 'contradicts' }]);
    await changes.app.send(`/api/quotes/${one}`, { method: 'DELETE' });
    expect((await act(other, 'validate')).json['quoteState']).toBe('validated');
  });

  it('is not passed by a correction of a quote that waits', async () => {
    const group = await newGroup({ uniform: ['effectiveDate'] });
    await quoteIn(group);
    const other = await quoteIn(group);
    await to(other, ...WAY);
    await changes.app.post(`/api/transactions/${other}/correct`, {
      by: 'olga',
      reason: 'another day',
      changes: { effectiveDate: '2027-03-01', expirationDate: '2028-03-01' },
    });
    await expect
      .poll(async () => (await to(other)).json['heldAt'], { timeout: 20_000 })
      .toBe('underwritten');
    const refused = await act(other, 'accept');
    expect(refused.json['refusals']).toMatchObject([
      { code: 'notUniform', field: 'effectiveDate' },
    ]);
  });

  it('has its quote gone when that is discarded', async () => {
    const group = await newGroup();
    const quote = await quoteIn(group);
    await to(quote, ...WAY, 'accept');
    await act(quote, 'refuse', { reason: 'no' });
    await changes.app.send(`/api/quotes/${quote}`, { method: 'DELETE' });
    expect(await look(group)).toMatchObject({
      state: 'free',
      quotes: [{ id: quote, isIn: false }],
    });
  });

  it('A128: is freed by a person where its quote was ended in Temporal, and not before', async () => {
    const group = await newGroup();
    const [one, other] = [await quoteIn(group), await quoteIn(group)];
    await to(one, ...WAY, 'accept');
    await to(other, ...WAY);
    const free = (quote: string, key: string = KEYS.everything) =>
      changes.app.send(`/api/quote-groups/quote-group:portal:${group}/free`, {
        body: { quote, by: 'olga', reason: 'terminated by mistake' },
        key,
      });
    expect((await free(one, KEYS.reader)).status).toBe(403);
    expect(codeOf(await free(one))).toBe('group-in-use');
    await changes.env.client.workflow.getHandle(one).terminate('for a test');
    expect((await act(other, 'accept')).status).toBe(409);
    expect((await free(one)).json).toMatchObject({
      state: 'free',
      winner: null,
      freed: [{ quote: one, by: 'olga', reason: 'terminated by mistake' }],
    });
    expect((await act(other, 'accept')).json['quoteState']).toBe('accepted');
    expect(codeOf(await free('new-business:portal:NEVER'))).toBe('group-in-use');
  });

  it('is given back by a quote that was ended in Temporal and is posted again', async () => {
    const group = await newGroup();
    const sent = { externalId: `AGAIN-${++last}` };
    const quote = await quoteIn(group, sent);
    await to(quote, ...WAY, 'accept');
    await changes.env.client.workflow.getHandle(quote).terminate('for a test');
    expect(await look(group)).toMatchObject({ state: 'taken', winner: quote });
    expect((await post(group, sent)).json).toMatchObject({ id: quote, quoteState: 'draft' });
    expect(await look(group)).toMatchObject({ state: 'free', quotes: [{ id: quote, isIn: true }] });
  });

  it('is given back by an accepted quote that is corrected', async () => {
    const group = await newGroup();
    const quote = await quoteIn(group);
    await to(quote, ...WAY, 'accept');
    await changes.app.post(`/api/transactions/${quote}/correct`, {
      by: 'olga',
      reason: 'another day',
      changes: { effectiveDate: '2027-03-01', expirationDate: '2028-03-01' },
    });
    await expect
      .poll(async () => (await to(quote)).json['heldAt'], { timeout: 20_000 })
      .toBe('underwritten');
    expect(await look(group)).toMatchObject({ state: 'free', winner: null });
  });

  it('goes on with what it knew where it was itself ended in Temporal', async () => {
    const group = await newGroup();
    const [one, other] = [await quoteIn(group), await quoteIn(group)];
    await to(one, ...WAY, 'accept');
    await to(other, ...WAY);
    const handle = changes.env.client.workflow.getHandle(`quote-group:portal:${group}`);
    await handle.terminate('for a test');
    expect(await look(group)).toMatchObject({ state: 'taken', winner: one });
    expect((await act(other, 'accept')).status).toBe(409);
    expect((await handle.describe()).status.name).toBe('RUNNING');
    expect((await act(one, 'issue')).json['quoteState']).toBe('issued');
    expect(await look(group)).toMatchObject({ state: 'locked', winner: one });
  });

  it('is over when it is locked and no other quote is in it, and is answered still', async () => {
    const group = await newGroup();
    const quote = await quoteIn(group);
    expect((await advance(quote, 'issued')).json['quoteState']).toBe('issued');
    const handle = changes.env.client.workflow.getHandle(`quote-group:portal:${group}`);
    await handle.result();
    expect(await look(group)).toMatchObject({ state: 'locked', winner: quote });
    expect((await post(group)).json['refusals']).toMatchObject([{ code: 'groupLocked' }]);
    expect((await to(quote)).json).toMatchObject({ quoteState: 'issued' });
  });

  it('has its quotes listed, page by page and with every other filter', async () => {
    const group = await newGroup();
    const id = `quote-group:portal:${group}`;
    const [draft, validated, gone] = [
      await quoteIn(group),
      await quoteIn(group),
      await quoteIn(group),
    ];
    await quoteIn(await newGroup());
    await act(validated, 'validate');
    await changes.app.send(`/api/quotes/${gone}`, { method: 'DELETE' });
    const list = async (query: string) => {
      const { json } = await changes.app.send(`/api/quotes?group=${id}${query}`);
      const ids = (json['items'] as readonly Json[]).map((one) => String(one['id']));
      return { ids, next: json['nextCursor'] as string | null };
    };
    await expect.poll(async () => (await list('&quoteState=discarded')).ids).toEqual([gone]);
    await expect.poll(async () => (await list('&quoteState=validated')).ids).toEqual([validated]);
    const first = await list('&pageSize=1');
    const second = await list(`&pageSize=1&cursor=${first.next ?? ''}`);
    expect([...first.ids, ...second.ids]).toEqual([validated, draft]);
    const others = await changes.app.send(`/api/quotes?pageSize=1&cursor=${first.next ?? ''}`);
    expect(errorsOf(others)).toMatchObject([{ field: 'cursor', code: 'malformed' }]);
    expect((await list('&externalSystem=elsewhere')).ids).toEqual([]);
    expect((await list('&needsAttention=true')).ids).toEqual([]);
    expect(errorsOf(await changes.app.send('/api/quotes?group=OPP-17'))).toMatchObject([
      { field: 'group', code: 'malformed' },
    ]);
  });

  it('must be there before a quote is posted to it, and is for good', async () => {
    const unknown = await post('NEVER-MADE');
    expect([unknown.status, codeOf(unknown)]).toEqual([422, 'invalid-request']);
    expect(errorsOf(unknown)).toMatchObject([{ field: 'group', code: 'unknown' }]);
    const wrong = await changes.app.post('/api/quotes', aRequest({ group: { id: 'X' } }));
    expect(errorsOf(wrong).map(({ field }) => field)).toEqual(
      expect.arrayContaining(['group.externalSystem', 'group.externalId', 'group.id']),
    );
    const group = await newGroup();
    const quote = await quoteIn(group);
    const moved = await edit(quote, { group: { externalSystem: 'portal', externalId: 'OTHER' } });
    expect([moved.status, errorsOf(moved)[0]?.field]).toEqual([422, 'group']);
    expect(codeOf(await changes.app.send('/api/quote-groups/quote-group:portal:NEVER'))).toBe(
      'unknown-group',
    );
  });
});
