import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf, KEYS } from './running-app.js';
import { type RunningChanges, runChanges } from './running-changes.js';

type Json = Readonly<Record<string, unknown>>;

/** The example of the documentation, of a product that the running app has. */
const example = JSON.parse(readFileSync('examples/rewrite.json', 'utf8')) as {
  readonly newTerm: Json;
};

describe('what brings a policy back, or puts another in its place, over the API', () => {
  let changes: RunningChanges;
  let last = 0;
  beforeAll(async () => {
    changes = await runChanges('APR');
  });
  afterAll(() => changes[Symbol.asyncDispose]());

  const send = (path: string, body: Json) => changes.app.send(path, { body, key: KEYS.everything });
  const aPolicy = () => changes.bind(`RSUB-${++last}`);
  const ask = (policyNumber: string, plural: string, body: Json) =>
    send(`/api/policies/${policyNumber}/${plural}?wait=20`, { requestId: 'X-1', ...body });

  it('a return is refused while the policy is in force, with every reason', async () => {
    const policyNumber = await aPolicy();
    const answer = await ask(policyNumber, 'reinstatements', {});
    expect([answer.status, codeOf(answer)]).toEqual([409, 'change-refused']);
    expect(answer.json['refusals']).toMatchObject([{ code: 'notCancelled' }]);
  });

  it('a return waits for an underwriter, and books what its preview said once he agrees', async () => {
    const policyNumber = await aPolicy();
    const cancelled = await ask(policyNumber, 'cancellations', {
      source: 'insurer',
      reason: 'notTaken',
      // The clock of the API under test stands still.
      processOn: '2026-11-01',
      advanceTo: 'completed',
    });
    expect(cancelled.json).toMatchObject({ state: 'completed', total: '-5000.00' });
    const seen = await send('/api/previews/reinstatement', { policyNumber });
    const asked = { requestId: 'X-2', digest: seen.json['digest'], advanceTo: 'completed' };
    const referred = await ask(policyNumber, 'reinstatements', asked);
    expect(referred.json).toMatchObject({ state: 'referred' });
    const { decide } = referred.json['links'] as Readonly<Record<string, string>>;
    const word = { by: 'uwe', reason: 'No losses.', decision: 'approve' };
    const done = await send(`${decide ?? ''}?wait=20`, word);
    expect(done.json).toMatchObject({ state: 'completed', total: '5000.00' });
  });

  it('a rewrite is quoted as its preview says, and binds the new term when it is accepted', async () => {
    const policyNumber = await aPolicy();
    const { newTerm } = example;
    const premium = [{ line: 'general-liability', charge: 'premium', state: 'TX' }];
    const fullTerm = premium.map((charge) => ({ ...charge, amount: '6000.00' }));
    const how = { kind: 'remainder', cancelledOn: '2027-08-01' };
    const seen = await send('/api/previews/rewrite', { policyNumber, ...how, fullTerm });
    expect(seen.json).toMatchObject({
      returned: { total: '-2520.55' },
      charged: { total: '3024.66' },
    });
    const { digest } = seen.json;
    const quoted = await ask(policyNumber, 'rewrites', {
      ...how,
      digest,
      newTerm: { ...newTerm, premium: fullTerm },
    });
    expect(quoted.json).toMatchObject({ state: 'quoted', total: '504.11', change: { digest } });
    const { accept } = quoted.json['links'] as Readonly<Record<string, string>>;
    const done = await send(`${accept ?? ''}?wait=30`, { by: 'olga' });
    expect(done.json).toMatchObject({ state: 'completed', failure: null });
  });

  it('rewrites of two policies under one requestId are two, each with a new term of its own', async () => {
    const { newTerm } = example;
    const premium = [
      { line: 'general-liability', charge: 'premium', state: 'TX', amount: '6000.00' },
    ];
    const rewritten = async () => {
      const policyNumber = await aPolicy();
      const done = await ask(policyNumber, 'rewrites', {
        kind: 'newTerm',
        cancelledOn: '2027-08-01',
        advanceTo: 'completed',
        newTerm: { ...newTerm, premium },
      });
      expect(done.json).toMatchObject({ state: 'completed' });
      const term = await changes.app.send(`/api/policies/${policyNumber}/terms/1`);
      return term.json['replacedBy'];
    };
    expect(await rewritten()).not.toBe(await rewritten());
  });

  it('a rewrite names each fault of its new term at its place', async () => {
    const policyNumber = await aPolicy();
    const { newTerm } = example;
    const answer = await ask(policyNumber, 'rewrites', {
      kind: 'remainder',
      cancelledOn: '2027-08-01',
      newTerm: { ...newTerm, product: 'nothing-we-sell' },
    });
    expect([answer.status, codeOf(answer)]).toEqual([422, 'invalid-request']);
    expect(answer.json['errors']).toMatchObject([{ field: 'newTerm.product' }]);
  });
});
