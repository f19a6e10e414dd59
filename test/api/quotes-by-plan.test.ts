import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anInstallation } from '../support/submissions.js';
import { RULES } from '../support/renewals.js';
import { smallProperty } from '../support/rate-plans.js';
import { aRequest, codeOf, errorsOf, type Answer } from './running-app.js';
import { type RunningChanges, runChanges } from './running-changes.js';

type Json = Readonly<Record<string, unknown>>;

const RISK = {
  sumInsured: 100_000,
  construction: 'frame',
  territory: 'inland',
  deductible: '1000',
};

describe('new business that a rate plan prices', () => {
  let changes: RunningChanges;
  let last = 0;
  beforeAll(async () => {
    const { charges } = anInstallation();
    const inspected = { charge: 'inspection-fee', state: 'TX', code: 121 };
    changes = await runChanges('PLN', undefined, {
      installation: anInstallation({ charges: [...charges, inspected] }),
      productChanges: {
        rating: { method: 'ratePlan', plan: smallProperty.key },
        billing: null,
        renewal: { ...RULES, startsByItself: false },
      },
    });
  });
  afterAll(() => changes[Symbol.asyncDispose]());

  const body = (more: Json = {}): Json => {
    const rest = aRequest({ premium: undefined });
    return { ...rest, externalId: `PLAN-${++last}`, risk: RISK, ...more };
  };
  const post = (sent: Json) => changes.app.post('/api/quotes', sent);
  const addressOf = ({ json }: Answer) => `/api/quotes/${String(json['id'])}`;
  const act = (quote: Answer, what: string, sent: Json = {}) =>
    changes.app.post(`${addressOf(quote)}/${what}`, sent);
  const steps = async (quote: Answer, ...all: string[]): Promise<Answer> => {
    let answer = quote;
    for (const what of all) answer = await act(quote, what);
    return answer;
  };
  const ratingOf = ({ json }: Answer) =>
    (json['quote'] as { rating: readonly Json[] | null } | null)?.rating ?? null;

  it('has the premium that the plan comes to, explained line by line, and books it', async () => {
    const quote = await steps(await post(body()), 'validate', 'price');
    // 100,000 of frame at 0.48 a hundred is 480.00, 518.40 in Texas; the inspection is a fee of the plan.
    expect(ratingOf(quote)).toMatchObject([
      {
        code: 'BUILDING',
        amount: '480.00',
        working: { by: 'rate', of: 'sumInsured 100000 per 100' },
      },
      { code: 'STATE', amount: '38.40', references: [1] },
      { code: 'TERRITORY', amount: '0.00' },
      { code: 'SIZE', percentage: '0%', amount: '0.00' },
      { code: 'DEDUCTIBLE', amount: '0.00' },
      { code: 'MINIMUM', amount: '0.00' },
      { code: 'INSPECTION' },
    ]);
    expect(quote.json['request']).not.toHaveProperty('premium');
    const total = (ratingOf(quote) ?? []).reduce((sum, line) => sum + Number(line['amount']), 0);
    expect(quote.json['total']).toBe(total.toFixed(2));
    const issued = await steps(quote, 'underwrite', 'accept', 'issue');
    expect(issued.json).toMatchObject({ quoteState: 'issued', total: quote.json['total'] });
  });

  it('is priced as its risk is after an edit, to the cent, with the earlier quote closed', async () => {
    const quote = await steps(await post(body()), 'validate', 'price');
    const reset = await act(quote, 'reset', { reason: 'The building is larger' });
    expect([ratingOf(reset), reset.json['total']]).toEqual([null, null]);
    const edited = await changes.app.send(addressOf(quote), {
      method: 'PATCH',
      body: { risk: { sumInsured: 200_000, territory: 'coast' } },
      headers: { 'If-Match': reset.headers.get('ETag') ?? '' },
    });
    expect(edited.json['request']).toMatchObject({
      risk: { ...RISK, sumInsured: 200_000, territory: 'coast' },
    });
    const again = await steps(quote, 'validate', 'price');
    // 960.00, 1,036.80 in Texas, 1,658.88 at the coast.
    expect(ratingOf(again)?.slice(0, 3)).toMatchObject([
      { amount: '960.00' },
      { amount: '76.80' },
      { amount: '622.08' },
    ]);
    expect(changes.policySystem.openQuotes()).toContain(
      (again.json['ids'] as { quoteGuid: string }).quoteGuid,
    );
    expect(changes.policySystem.openQuotes()).not.toContain(
      (quote.json['ids'] as { quoteGuid: string }).quoteGuid,
    );
  });

  it('says all that the plan cannot rate before anything is priced', async () => {
    const quote = await post(
      body({ risk: { sumInsured: 0, construction: 'straw', colour: 'red' }, addOns: ['MOAT'] }),
    );
    const { quote: details, quoteState } = (await act(quote, 'validate')).json as {
      quoteState: string;
      quote: { findings: readonly { field: string; code: string }[] };
    };
    expect(quoteState).toBe('draft');
    expect(details.findings.map(({ field, code }) => [field, code])).toEqual(
      expect.arrayContaining([
        ['risk.sumInsured', 'outOfRange'],
        ['risk.construction', 'outOfRange'],
        ['risk.territory', 'missing'],
        ['risk.deductible', 'missing'],
        ['risk.colour', 'unknownField'],
        ['addOns', 'unknown'],
      ]),
    );
  });

  it('goes straight through as a submission, and is refused where its risk cannot be rated', async () => {
    const through = await changes.app.post('/api/submissions?wait=20', body());
    expect(through.json).toMatchObject({ state: 'completed', quoteState: 'issued' });
    const refused = await changes.app.post(
      '/api/submissions',
      body({ risk: { ...RISK, sumInsured: '1e9' } }),
    );
    expect([refused.status, codeOf(refused)]).toEqual([422, 'invalid-request']);
    expect(errorsOf(refused)[0]?.field).toBe('risk.sumInsured');
  });

  it('takes no premium that somebody gives, and a given premium takes no risk', async () => {
    const premium = [{ charge: 'premium', state: 'TX', amount: '1.00' }];
    const refused = await changes.app.post('/api/submissions', body({ premium }));
    expect(errorsOf(refused)).toMatchObject([{ field: 'premium', code: 'notUsed' }]);
    // A draft holds much that is wrong. What it held besides its risk would pass for what the plan has come to.
    const quoted = await post(body({ premium }));
    expect([quoted.status, errorsOf(quoted)]).toMatchObject([
      422,
      [{ field: 'premium', code: 'notUsed' }],
    ]);
    const draft = await post(body());
    const edited = await changes.app.send(addressOf(draft), {
      method: 'PATCH',
      body: { premium },
      headers: { 'If-Match': draft.headers.get('ETag') ?? '' },
    });
    expect(errorsOf(edited)).toMatchObject([{ field: 'premium', code: 'notUsed' }]);
    const priced = await steps(draft, 'validate', 'price');
    expect([priced.json['total'], ratingOf(priced)]).toEqual(['718.40', expect.any(Array)]);
  });

  it('has no price for a term that the plan is not for', async () => {
    const half = body({ expirationDate: undefined, termDuration: 6 });
    const refused = await changes.app.post('/api/submissions', half);
    expect(errorsOf(refused)).toMatchObject([{ field: 'expirationDate', code: 'outOfRange' }]);
    const draft = await act(await post(half), 'validate');
    expect(draft.json).toMatchObject({
      quoteState: 'draft',
      quote: {
        findings: [{ field: 'expirationDate', remedy: 'Give 2028-02-01, or leave it out.' }],
      },
    });
  });

  it('is not rated anew by a correction that changes nothing it is rated by', async () => {
    const quote = await steps(await post(body()), 'validate', 'price');
    const guid = (quote.json['ids'] as { quoteGuid: string }).quoteGuid;
    const rated = ratingOf(quote);
    expect(rated).not.toBeNull();
    const corrected = await changes.app.post(
      `/api/transactions/${String(quote.json['id'])}/correct`,
      { by: 'olga', reason: 'Another plan', changes: { paymentPlan: 1 } },
    );
    expect(corrected.status).toBe(200);
    await expect
      .poll(async () => (await changes.app.send(addressOf(quote))).json)
      .toMatchObject({
        quoteState: 'priced',
        heldAt: 'priced',
        total: quote.json['total'],
        ids: { quoteGuid: guid },
      });
  });

  it('is endorsed by the risk as it shall be, at what its preview says', async () => {
    const bound = await changes.app.post('/api/submissions?wait=20', body());
    const policyNumber = String(bound.json['policyNumber']);
    const { effectiveDate } = bound.json;
    const asked = {
      effectiveDate,
      risk: { ...RISK, sumInsured: 200_000 },
    };
    const seen = await changes.app.post('/api/previews/endorsement', { policyNumber, ...asked });
    // From the first day: 518.40 more for another 100,000.
    expect(seen.json).toMatchObject({ refusals: [], amounts: { total: '518.40' } });
    const done = await changes.app.post(`/api/policies/${policyNumber}/endorsements?wait=20`, {
      requestId: 'E-1',
      advanceTo: 'completed',
      digest: seen.json['digest'],
      ...asked,
    });
    expect(done.json).toMatchObject({ state: 'completed', total: '518.40' });
    // Edited while it waits to be accepted: back to the first risk.
    const another = { ...asked, requestId: 'E-4', risk: { ...RISK, sumInsured: 300_000 } };
    const path = `/api/policies/${policyNumber}/endorsements?wait=20`;
    const waiting = await changes.app.post(path, { ...another, advanceTo: 'quoted' });
    expect(waiting.json).toMatchObject({ state: 'quoted', total: '518.40' });
    const edit = `/api/transactions/endorsement:${policyNumber}:E-4/edit?wait=20`;
    const by = { by: 'uwe', reason: 'As it was' };
    expect((await changes.app.post(edit, { ...by, risk: RISK })).json).toMatchObject({
      state: 'quoted',
      revision: 1,
      total: '-518.40',
    });
    const wrong = { requestId: 'E-2', effectiveDate, risk: { ...RISK, construction: 'straw' } };
    const refused = await changes.app.post(`/api/policies/${policyNumber}/endorsements`, wrong);
    expect(errorsOf(refused)).toMatchObject([{ field: 'risk.construction', code: 'outOfRange' }]);
    const figures = {
      requestId: 'E-3',
      effectiveDate,
      fullTerm: [{ line: 'general-liability', charge: 'premium', state: 'TX', amount: '1.00' }],
    };
    const given = await changes.app.post(`/api/policies/${policyNumber}/endorsements`, figures);
    expect(errorsOf(given)).toMatchObject([{ field: 'fullTerm', code: 'notUsed' }]);
  });

  it('is rewritten by the risk of the new term, for what is left of the old one at that part of its price', async () => {
    const bound = await changes.app.post('/api/submissions?wait=20', body());
    const policyNumber = String(bound.json['policyNumber']);
    const { product, state, insured, producer } = body();
    const risk = { ...RISK, sumInsured: 200_000 };
    const quoted = await changes.app.post(`/api/policies/${policyNumber}/rewrites?wait=20`, {
      ...{ requestId: 'W-1', kind: 'remainder', cancelledOn: '2027-08-01' },
      newTerm: { product, state, insured, producer, risk },
    });
    // 184 of 365 days are left of 1036.80 and of the fee, and come back of 518.40 and of the fee.
    expect(quoted.json).toMatchObject({ state: 'quoted', total: '261.33' });
    const { amounts } = quoted.json['change'] as { amounts: { rows: readonly Json[] } };
    expect(amounts.rows.map(({ name, amount }) => [name, amount])).toEqual([
      ['premium', '-261.33'],
      ['inspection-fee', '-100.82'],
      ['premium', '522.66'],
      ['inspection-fee', '100.82'],
    ]);
  });

  it('is renewed by the risk of the next term, at what its preview says', async () => {
    const bound = await changes.app.post('/api/submissions?wait=20', body());
    const policyNumber = String(bound.json['policyNumber']);
    const risk = { ...RISK, sumInsured: 200_000 };
    const preview = (more: Json) =>
      changes.app.post('/api/previews/renewal', { policyNumber, ...more });
    // Nobody keeps the risk: without it nobody knows what the next term costs.
    expect((await preview({})).json['referral']).toContain(
      'by an edit with premium, workbook or risk',
    );
    const seen = await preview({ risk });
    const total = (seen.json['charged'] as { total: string }).total;
    const fresh = await steps(await post(body({ risk })), 'validate', 'price');
    expect([seen.json['referral'], total]).toEqual([null, fresh.json['total']]);
    const done = await changes.app.post(`/api/policies/${policyNumber}/renewals?wait=30`, {
      requestId: 'R-1',
      advanceTo: 'quoted',
      digest: seen.json['digest'],
      risk,
    });
    expect(done.json).toMatchObject({ state: 'quoted', total });
    // Another risk, while it waits, is rated as if it had been asked for at first.
    const other = { ...RISK, sumInsured: 300_000 };
    const { json } = await preview({ risk: other });
    const edit = `/api/transactions/renewal:${policyNumber}:2/edit?wait=30`;
    const by = { by: 'uwe', reason: 'A new wing' };
    expect((await changes.app.post(edit, { ...by, risk: other })).json).toMatchObject({
      state: 'quoted',
      revision: 1,
      total: (json['charged'] as { total: string }).total,
    });
    expect(errorsOf(await changes.app.post(edit, { ...by, addOns: [] }))).toMatchObject([
      { field: 'risk', code: 'missing' },
    ]);
    const refusals = async (more: Json) =>
      errorsOf(await preview(more)).map(({ field, code }) => [field, code]);
    expect(await refusals({ risk: { ...RISK, construction: 'straw' } })).toEqual([
      ['risk.construction', 'outOfRange'],
    ]);
    expect(await refusals({ addOns: [] })).toEqual([['risk', 'missing']]);
    const premium = [{ line: 'general-liability', charge: 'premium', state: 'TX', amount: '1.00' }];
    expect(await refusals({ risk, premium })).toEqual([['premium', 'contradicts']]);
  });
});
