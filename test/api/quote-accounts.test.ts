import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { productQuote } from '../../src/config/product-quote.js';
import type { Insured } from '../../src/domain/insured/insured.js';
import { OutcomeUnknown, SystemRejection, SystemUnavailable } from '../../src/ports/call-errors.js';
import { resettablePoints, resetWorkflow } from '../support/reset-workflow.js';
import { aSubmission } from '../support/submissions.js';
import { type Answer, aRequest, codeOf, errorsOf } from './running-app.js';
import { type RunningChanges, runChanges } from './running-changes.js';

type Json = Readonly<Record<string, unknown>>;

/** Seconds. A run that takes another up first waits for what that may still have on its way. */
const LONGEST_WAIT = 60;
const PRICED = ['validate', 'price'] as const;
const TO_THE_END = [...PRICED, 'underwrite', 'accept', 'issue'] as const;

describe('the account of a quote that is a draft again', () => {
  let changes: RunningChanges;
  let last = 0;
  beforeAll(async () => {
    changes = await runChanges('ACC', undefined, {
      productChanges: { quote: productQuote.parse({ businessTypes: ['corporation', 'llc'] }) },
    });
  });
  afterAll(() => changes[Symbol.asyncDispose]());

  const insuredOf = (name: string, more: Partial<Insured> = {}): Insured => ({
    ...aSubmission().insured,
    corporationName: name,
    nameOnPolicy: name,
    fein: String(200_000_000 + (last += 1)),
    ...more,
  });
  /** Somebody who is on file. */
  const onFile = (insured: Insured): Promise<string> => changes.policySystem.addInsured(insured);
  const asPosted = (insured: Insured): Json => ({ ...insured, nameOnPolicy: undefined });

  const addressOf = ({ json }: Answer) => `/api/quotes/${String(json['id'])}`;
  const go = async (quote: Answer, ...steps: readonly string[]): Promise<Answer> => {
    let answer = quote;
    for (const step of steps)
      answer = await changes.app.post(`${addressOf(quote)}/${step}?wait=${LONGEST_WAIT}`, {});
    return answer;
  };
  const edit = async (quote: Answer, patch: Json): Promise<Answer> => {
    const { headers } = await changes.app.send(addressOf(quote));
    const etag = headers.get('ETag') ?? '';
    return changes.app.send(addressOf(quote), {
      method: 'PATCH',
      body: patch,
      headers: { 'If-Match': etag },
    });
  };
  const aQuote = () =>
    aRequest({
      externalSystem: 'portal',
      externalId: `ACCOUNT-${(last += 1)}`,
      insured: asPosted(insuredOf(`First ${last}`)),
    });
  /** Priced for one insured, and a draft again. */
  const aDraftAgain = async (sent: Json = aQuote()): Promise<Answer> => {
    const priced = await go(await changes.app.post('/api/quotes', sent), ...PRICED);
    expect(priced.json['quoteState']).toBe('priced');
    return changes.app.post(`${addressOf(priced)}/reset`, { reason: 'another insured' });
  };
  const idsOf = ({ json }: Answer) =>
    json['ids'] as Readonly<Record<'insuredGuid' | 'submissionGroupGuid' | 'quoteGuid', string>>;
  const referenceOf = ({ json }: Answer) => ({
    system: String(json['externalSystem']),
    id: String(json['externalId']),
  });
  /** What IMS has under the reference of a quote: of whom, and how it stands. */
  const inPolicySystem = async (quote: Answer) => {
    const found = await changes.policySystem.findQuotesByReference(referenceOf(quote));
    return found.map(({ insuredGuid, status }) => [insuredGuid, status]).sort();
  };

  it('is another one on file: a submission of that one, and the earlier quote closed', async () => {
    const before = await aDraftAgain();
    const [first, second] = [idsOf(before).insuredGuid, await onFile(insuredOf('Second, Inc.'))];
    const edited = await edit(before, { insured: { onFile: second } });
    expect(edited.json).toMatchObject({
      quoteState: 'draft',
      request: { insured: { onFile: second, corporationName: 'Second, Inc.' } },
    });
    const issued = await go(edited, ...TO_THE_END);
    expect(issued.json).toMatchObject({ quoteState: 'issued', ids: { insuredGuid: second } });
    expect(idsOf(issued).submissionGroupGuid).not.toBe(idsOf(before).submissionGroupGuid);
    expect(await inPolicySystem(issued)).toEqual(
      [
        [first, 'closed'],
        [second, 'issued'],
      ].sort(),
    );
  });

  it('is found by name and tax id, and is the first one again where that is said before it is priced', async () => {
    const sent = aQuote();
    const before = await aDraftAgain(sent);
    const insured = insuredOf('Found, LLC', { businessType: 'llc' });
    const guid = await onFile(insured);
    const edited = await edit(before, { insured: asPosted(insured) });
    expect(edited.json).toMatchObject({ request: { insured: { onFile: guid } } });
    const back = await edit(edited, { insured: { ...(sent['insured'] as Json), onFile: null } });
    expect(back.json).toMatchObject({
      request: { insured: { onFile: idsOf(before).insuredGuid } },
    });
    const priced = await go(back, ...PRICED);
    expect(priced.json).toMatchObject({ quoteState: 'priced', ids: { ...idsOfAccount(before) } });
  });
  const idsOfAccount = (quote: Answer): Json => {
    const { insuredGuid, submissionGroupGuid } = idsOf(quote);
    return { insuredGuid, submissionGroupGuid };
  };

  it('is that of a GUID from the edit on, also where nobody was insured before', async () => {
    const draft = await changes.app.post('/api/quotes', aQuote());
    const guid = await onFile(insuredOf('Third, Inc.'));
    const edited = await edit(draft, { insured: { onFile: guid } });
    expect(edited.json).toMatchObject({
      quoteState: 'draft',
      request: { insured: { onFile: guid, corporationName: 'Third, Inc.' } },
    });
    const priced = await go(edited, ...PRICED);
    expect(priced.json).toMatchObject({ quoteState: 'priced', ids: { insuredGuid: guid } });
  });

  describe('is refused', () => {
    const isRefused = async (quote: Answer, insured: Json, finding: Json): Promise<void> => {
      const answer = await edit(quote, { insured });
      expect([answer.status, codeOf(answer)]).toEqual([422, 'invalid-request']);
      expect(errorsOf(answer)).toMatchObject([finding]);
      const { remedy } = errorsOf(answer)[0] ?? {};
      expect(remedy).toMatch(/^[A-Z].*\.$/);
    };

    it('where nobody is on file, by GUID or by name: nobody is put on file for a draft', async () => {
      const quote = await aDraftAgain();
      const unknown = { onFile: '11111111-2222-4333-8444-555555555555' };
      await isRefused(quote, unknown, { field: 'insured.onFile', code: 'unknown' });
      const neverPriced = await changes.app.post('/api/quotes', aQuote());
      await isRefused(neverPriced, unknown, { field: 'insured.onFile', code: 'unknown' });
      const nobody = asPosted(insuredOf('Never Seen'));
      await isRefused(quote, nobody, { field: 'insured', code: 'unknown' });
    });

    it('where the policy system cannot tell who is meant, or has no location of theirs', async () => {
      const quote = await aDraftAgain();
      const call = { system: 'policySystem', operation: 'findInsured' } as const;
      const reason = 'who is meant cannot be told among the insureds on file';
      const undecided = new SystemRejection(call, {
        reason,
        field: 'insured.onFile',
        remedy: 'name one',
      });
      changes.policySystem.failNext('findInsured', undecided, 'before');
      const namesake = asPosted(insuredOf('Namesake'));
      await isRefused(quote, namesake, { field: 'insured.onFile', code: 'unknown', reason });
      const guid = await onFile(insuredOf('Homeless'));
      const without = new SystemRejection(call, { reason: 'no location', remedy: 'add one' });
      changes.policySystem.failNext('readInsured', without, 'before');
      await isRefused(quote, { onFile: guid }, { field: 'insured.location', code: 'missing' });
    });

    it('where the product is not sold to its kind, or the name is of another one', async () => {
      const trust = await onFile(insuredOf('A Trust', { businessType: 'trust' }));
      const named = { onFile: await onFile(insuredOf('Right')), corporationName: 'Wrong' };
      const neverPriced = await changes.app.post('/api/quotes', aQuote());
      for (const quote of [await aDraftAgain(), neverPriced]) {
        await isRefused(
          quote,
          { onFile: trust },
          { field: 'insured.businessType', code: 'notAllowed' },
        );
        await isRefused(quote, named, { field: 'insured.onFile', code: 'contradicts' });
      }
    });

    it('where it is no draft, and where the same insured shall be written otherwise', async () => {
      const before = await aDraftAgain();
      const same = await edit(before, { insured: { dba: 'Trading As' } });
      expect([same.status, codeOf(same)]).toEqual([409, 'already-used']);
      const priced = await go(before, ...PRICED);
      const guid = await onFile(insuredOf('Too Late'));
      const late = await edit(priced, { insured: { onFile: guid } });
      expect([late.status, codeOf(late)]).toEqual([409, 'change-refused']);
      expect(late.json['refusals']).toMatchObject([{ code: 'notAllowedInState' }]);
    });

    it('while the policy system cannot be asked, and can be tried again', async () => {
      const before = await aDraftAgain();
      const guid = await onFile(insuredOf('Later'));
      const away = new SystemUnavailable(
        { system: 'policySystem', operation: 'findInsured' },
        'away',
      );
      changes.policySystem.failNext('findInsured', away, 'before');
      const answer = await edit(before, { insured: { onFile: guid } });
      expect([answer.status, codeOf(answer)]).toEqual([503, 'policy-not-read']);
      expect((await edit(before, { insured: { onFile: guid } })).status).toBe(200);
    });
  });

  it.each(['addSubmission', 'addQuote', 'linkReference'] as const)(
    'is one quote of the new one, where the answer of %s is lost',
    async (method) => {
      const before = await aDraftAgain();
      const second = await onFile(insuredOf(`After ${method}`));
      const edited = await edit(before, { insured: { onFile: second } });
      const lost = new OutcomeUnknown({ system: 'policySystem', operation: method }, 'reset', 0);
      changes.policySystem.failNext(method, lost, 'after');
      const { submissions } = changes.policySystem.book;
      const issued = await go(edited, ...TO_THE_END);
      expect(issued.json).toMatchObject({ quoteState: 'issued', ids: { insuredGuid: second } });
      expect(changes.policySystem.book.submissions).toBe(submissions + 1);
      expect((await inPolicySystem(issued)).filter(([guid]) => guid === second)).toEqual([
        [second, 'issued'],
      ]);
    },
  );

  it('is that of the request again, where its run was terminated and it is posted anew', async () => {
    const sent = aQuote();
    const before = await aDraftAgain(sent);
    const second = await onFile(insuredOf('Forgotten'));
    const priced = await go(await edit(before, { insured: { onFile: second } }), ...PRICED);
    expect(idsOf(priced).insuredGuid).toBe(second);
    await changes.env.client.workflow.getHandle(String(priced.json['id'])).terminate('lost');
    const again = await changes.app.post('/api/quotes', sent);
    const stopped = await go(again, 'validate');
    const asked = await until(stopped, ({ json }) => json['attention'] !== null);
    expect(asked.json['attention']).toMatchObject({
      field: 'insured',
      reason: expect.stringContaining(`is for insured ${second}`) as string,
    });
    const path = `/api/transactions/${String(again.json['id'])}/correct`;
    const corrected = await changes.app.post(path, { by: 'olga', reason: 'as posted' });
    expect(corrected.text).not.toContain('urn:bindery:problem');
    await until(again, ({ json }) => json['heldAt'] === 'validated');
    await go(again, 'price');
    await until(again, ({ json }) => json['heldAt'] === 'priced');
    const issued = await go(again, 'underwrite', 'accept', 'issue');
    expect(issued.json).toMatchObject({
      quoteState: 'issued',
      ids: { insuredGuid: idsOf(before).insuredGuid },
    });
    expect(await inPolicySystem(issued)).toContainEqual([second, 'closed']);
  }, 240_000);

  it('is asked about, where its run is reset in Temporal to before its first look', async () => {
    const before = await aDraftAgain();
    const second = await onFile(insuredOf('Reset'));
    const priced = await go(await edit(before, { insured: { onFile: second } }), ...PRICED);
    await startOver(priced);
    await until(priced, ({ json }) => json['heldAt'] === 'draft');
    await go(priced, 'validate');
    const asked = await until(priced, ({ json }) => json['attention'] !== null);
    expect(asked.json['attention']).toMatchObject({ field: 'insured' });
    const path = `/api/transactions/${String(priced.json['id'])}/correct`;
    const changed = { insured: { onFile: second } };
    const goesOn = await changes.app.post(path, {
      by: 'olga',
      reason: 'that one',
      changes: changed,
    });
    expect(goesOn.text).not.toContain('urn:bindery:problem');
    const again = await until(priced, ({ json }) => json['heldAt'] === 'validated');
    expect(idsOf(again)).toMatchObject({ insuredGuid: second, quoteGuid: idsOf(priced).quoteGuid });
  }, 240_000);

  it('is a draft still, where its run is reset after its quote was closed', async () => {
    const before = await aDraftAgain();
    await startOver(before);
    await until(before, ({ json }) => json['heldAt'] === 'draft');
    await go(before, ...PRICED);
    const priced = await until(before, ({ json }) => json['heldAt'] === 'priced');
    expect(priced.json).toMatchObject({ quoteState: 'priced', failure: null, attention: null });
  }, 240_000);

  /** Resets the run of a quote to its first moment: it is a draft as it was posted. */
  async function startOver({ json }: Answer): Promise<void> {
    const workflowId = String(json['id']);
    const { runId } = await changes.env.client.workflow.getHandle(workflowId).describe();
    const [first = 0] = await resettablePoints(changes.env, { workflowId, runId });
    await resetWorkflow(changes.env, { workflowId, runId }, first);
  }

  async function until(quote: Answer, isIt: (now: Answer) => boolean): Promise<Answer> {
    let now = quote;
    await expect
      .poll(
        async () => {
          now = await changes.app.send(addressOf(quote));
          return isIt(now) || now.json;
        },
        { timeout: 2 * LONGEST_WAIT * 1_000, interval: 500 },
      )
      .toBe(true);
    return now;
  }
});
