import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { instantIn } from '../../src/domain/calendar/time-zone.js';
import { policyTermId } from '../../src/domain/workflow-ids.js';
import type { RenewalPeriod } from '../../src/ports/billing/periods.js';
import { SystemContractError } from '../../src/ports/call-errors.js';
import type { NewQuote } from '../../src/ports/policy-system/quotes.js';
import { openAccount } from '../support/bound-terms.js';
import { carriedBy } from '../support/carried-term.js';
import { aProduct } from '../support/submissions.js';
import { family } from '../domain/vectors.js';
import { type Answer, codeOf, errorsOf } from './running-app.js';
import { type RunningChanges, runChanges } from './running-changes.js';

const PATH = '/api/conversion-renewals';
type Json = Record<string, unknown>;

const example = JSON.parse(readFileSync('examples/conversion.json', 'utf8')) as Json;
const vector = (id: string) => {
  const found = family('CV').find((one) => one.id === id);
  if (!found) throw new Error(`there is no ${id}`);
  return found;
};

describe('a policy of another system', () => {
  let changes: RunningChanges;
  beforeAll(async () => {
    changes = await runChanges('CONV');
  });
  afterAll(() => changes[Symbol.asyncDispose]());

  let last = 0;
  /** A conversion of its own, on an account that billing knows. */
  const aConversion = (its: Json = {}): Json => {
    last += 1;
    return { ...example, policyNumber: `LEGACY-${String(last)}`, ...its };
  };
  const convert = (body: Json) => changes.app.post(PATH, body);
  const read = (id: string) => changes.app.send(`/api/transactions/${id}`);
  const idOf = (answer: Answer) => String(answer.json['id']);

  beforeAll(async () => {
    await openAccount(changes.billing, 'ACC-1001');
  });

  async function untilDraft(id: string): Promise<Answer> {
    await expect
      .poll(async () => (await read(id)).json['heldAt'], { timeout: 20_000 })
      .toBe('validated');
    return read(id);
  }

  /** Has the draft bound. @returns what it came to */
  async function accept(id: string): Promise<Answer> {
    await expect
      .poll(async () => {
        const { json } = await read(id);
        if (json['heldAt'] === null) return json['state'];
        return (
          await changes.app.post(`/api/transactions/${id}/advance`, {
            advanceTo: 'issued',
            by: 'an operator',
          })
        ).json['state'];
      })
      .toBe('completed');
    return read(id);
  }

  it('becomes a draft that is not bound, and writes nothing', async () => {
    const [inPolicySystem, inBilling] = [changes.policySystem.book, changes.billing.book];
    const answer = await convert(aConversion());
    expect(answer.status).toBe(202);
    const draft = await untilDraft(idOf(answer));
    expect(draft.json).toMatchObject({
      state: 'authenticated',
      quoteState: 'validated',
      effectiveDate: '2027-02-01',
      expirationDate: '2028-02-01',
      policyNumber: null,
      attention: null,
    });
    expect(changes.policySystem.book).toEqual(inPolicySystem);
    expect(changes.billing.book).toEqual(inBilling);
    const asQuote = await changes.app.send(`/api/quotes/${idOf(answer)}`);
    expect([codeOf(asQuote), asQuote.json['detail']]).toEqual([
      'not-a-quote',
      `It is the conversion of a policy of another system: look at /api/transactions/${idOf(answer)}, and act there.`,
    ]);
  });

  it('CV-01: begins when its term ends there, at the time of day of the product', async () => {
    const { inputs, expected } = vector('CV-01');
    const expirationDate = String(inputs['basedOnExpiration']);
    const basedOn = { effectiveDate: '2025-02-01', expirationDate };
    const id = idOf(await convert(aConversion({ basedOn })));
    await untilDraft(id);
    const { json } = await accept(id);
    expect(json).toMatchObject({ effectiveDate: expirationDate, expirationDate: '2027-02-01' });
    const termId = policyTermId(String(json['policyNumber']), 1);
    const { bound } = await carriedBy(changes.env.client.workflow.getHandle(termId));
    const { timeZone, termTime } = aProduct();
    expect([timeZone, termTime]).toEqual([inputs['zone'], inputs['timeOfDay']]);
    const start = instantIn(timeZone, String(bound?.effectiveDate), termTime);
    expect([start, bound?.endOfTerm].map((moment) => Date.parse(String(moment)))).toEqual(
      [expected['start'], expected['end']].map((moment) => Date.parse(String(moment))),
    );
  });

  it('is quoted as a renewal of its number, and billed with everything that a new term has', async () => {
    const addQuote = vi.spyOn(changes.policySystem, 'addQuote');
    const renew = vi.spyOn(changes.billing, 'renewPolicyPeriod');
    const posted = aConversion();
    const id = idOf(await convert(posted));
    await untilDraft(id);
    const { json } = await accept(id);
    const [quote] = addQuote.mock.calls.at(-1) as [NewQuote];
    expect(quote).toMatchObject({ converts: { policyNumber: posted['policyNumber'] } });
    expect(quote.renews).toBeUndefined();
    expect(renew.mock.calls.map(([period]: [RenewalPeriod]) => period)).toMatchObject([
      {
        policyNumber: json['policyNumber'],
        termNumber: 1,
        priorTerm: null,
        accountNumber: 'ACC-1001',
        jobNumber: id,
        planCode: 'TEN',
        isTermConfirmed: false,
      },
    ]);
    expect(json['policyNumber']).toBe(posted['policyNumber']);
    vi.restoreAllMocks();
  });

  it('is insured who has the account, and billing is told of the account', async () => {
    await changes.bind('CONV-INSURED');
    const [insuredGuid = ''] = changes.policySystem.insuredGuids;
    const { insureds } = changes.policySystem.book;
    const id = idOf(await convert(aConversion({ accountNumber: insuredGuid })));
    await untilDraft(id);
    const { json } = await accept(id);
    expect(json).toMatchObject({ billing: { accountNumber: insuredGuid } });
    expect(changes.policySystem.book.insureds).toBe(insureds);
    expect(await changes.billing.accountExists({ accountNumber: insuredGuid })).toBe(true);
  });

  it(`CV-02: ${String(vector('CV-02').expected['result'])}`, async () => {
    const policyNumber = await changes.bind('CONV-TAKEN');
    const before = await changes.policySystem.readChain(policyNumber);
    const addQuote = vi.spyOn(changes.policySystem, 'addQuote');
    const id = idOf(await convert(aConversion({ policyNumber })));
    const draft = await untilDraft(id);
    expect(JSON.stringify(draft.json['steps'])).toContain('whose number a policy here has');
    const { json } = await accept(id);
    expect(addQuote.mock.calls.at(-1)).toMatchObject([{ converts: { policyNumber: null } }]);
    expect(json['policyNumber']).not.toBe(policyNumber);
    expect(await changes.policySystem.readChain(policyNumber)).toEqual(before);
    vi.restoreAllMocks();
  });

  it.each([
    ['account', { accountNumber: 'ACC-0' }, 'accountNumber'],
    ['insured', { accountNumber: '11111111-1111-4111-8111-111111111111' }, 'accountNumber'],
    ['product', { product: 'marine' }, 'product'],
    [
      'producer',
      { producer: { contactGuid: '22222222-2222-4222-8222-222222222222' } },
      'producer.contactGuid',
    ],
    ['producer by name', { producer: { search: 'Nobody' } }, 'producer.search'],
  ])('CV-03: is not imported where its %s is unknown', async (_what, its, field) => {
    const [inPolicySystem, inBilling] = [changes.policySystem.book, changes.billing.book];
    const posted = aConversion(its);
    const answer = await convert(posted);
    expect([answer.status, codeOf(answer)]).toEqual([422, 'invalid-request']);
    expect(errorsOf(answer).map((error) => error.field)).toContain(field);
    const id = `new-business:legacy:${String(posted['policyNumber'])}`;
    expect((await read(id)).status).toBe(404);
    expect(changes.policySystem.book).toEqual(inPolicySystem);
    expect(changes.billing.book).toEqual(inBilling);
  });

  it('is imported once what it names is there', async () => {
    const posted = aConversion({ accountNumber: 'ACC-LATER' });
    expect((await convert(posted)).status).toBe(422);
    await changes.billing.createAccount({
      transactionId: 'conversion-test-later',
      accountNumber: 'ACC-LATER',
      currency: 'USD',
      holder: {
        name: 'ABC Corporation',
        address: {
          line1: '123 Main Street',
          city: 'Dallas',
          state: 'TX',
          postalCode: '75201',
          country: 'USA',
        },
      },
    });
    expect((await convert(posted)).status).toBe(202);
  });

  it('A95: is one transaction, however often and at once it is posted', async () => {
    const posted = aConversion();
    const answers = await Promise.all([convert(posted), convert(posted), convert(posted)]);
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(new Set(answers.map(idOf)).size).toBe(1);
    const other = await convert({ ...posted, changes: { paymentPlan: 1 } });
    expect([other.status, codeOf(other)]).toEqual([409, 'different-request']);
  });

  it('is begun anew by another request after it was given up', async () => {
    const posted = aConversion();
    const first = idOf(await convert(posted));
    await untilDraft(first);
    await changes.app.post(`/api/transactions/${first}/abandon`, {
      by: 'an operator',
      reason: 'wrong period',
    });
    await expect.poll(async () => (await read(first)).json['state']).toBe('failed');
    expect(idOf(await convert(posted))).toBe(first);
    const again = await convert({ ...posted, requestId: 'second' });
    expect(idOf(again)).toBe(`${first}--2`);
    expect(idOf(await convert({ ...posted, requestId: 'second' }))).toBe(`${first}--2`);
    await untilDraft(`${first}--2`);
  });

  it('begins nothing while the policy system does not answer', async () => {
    changes.policySystem.failNext(
      'readChain',
      new SystemContractError(
        { system: 'policySystem', operation: 'BinderyQuoteByPolicyNumber' },
        'PolicyNumber',
        'is missing',
      ),
      'before',
    );
    const posted = aConversion();
    const answer = await convert(posted);
    expect([answer.status, codeOf(answer)]).toEqual([503, 'policy-not-read']);
    expect((await convert(posted)).status).toBe(202);
  });

  it('says all that is wrong with it at once', async () => {
    const period = { ...(example['period'] as Json), state: 'Texas', colour: 'blue' };
    const answer = await convert(aConversion({ period, basedOn: { effectiveDate: '2026-02-01' } }));
    expect(answer.status).toBe(422);
    expect(errorsOf(answer).map((error) => error.field)).toEqual(
      expect.arrayContaining(['basedOn.expirationDate', 'period.colour', 'period.state']),
    );
  });
});
