import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { productMidTerm } from '../../src/config/product-mid-term.js';
import { SystemRejection } from '../../src/ports/call-errors.js';
import { sampleNoticeRules } from '../support/notice-rules.js';
import { aProduct, aProductBilling } from '../support/submissions.js';
import { codeOf, KEYS, runApp, type RunningApp } from './running-app.js';
import { type RunningChanges, runChanges } from './running-changes.js';

type Json = Readonly<Record<string, unknown>>;
type Kind = 'cancellation' | 'endorsement' | 'reinstatement' | 'rewrite';

const premium = [{ line: 'general-liability', charge: 'premium', state: 'TX', amount: '6000.00' }];
const { newTerm } = JSON.parse(readFileSync('examples/rewrite.json', 'utf8')) as {
  readonly newTerm: Json;
};
const INSURED = { source: 'insured', reason: 'other', receivedOn: '2026-11-01' };
const INSURER = { source: 'insurer', reason: 'nonPayment', receivedOn: '2027-06-01' };
const IN_TERM = '2027-02-01 or later, before 2028-02-01';
const SINCE_CANCELLED = '2027-08-01 or later, before 2028-02-01';

/** Terms as they stand when somebody asks for something that they do not take. */
type Standing =
  'inForce' | 'confirmed' | 'pending' | 'endorsed' | 'cancelled' | 'replaced' | 'half';
/** The files by which it is decided: those of the product, without rows of notice, or with other rules of amounts. */
type Files = 'own' | 'withoutNotice' | 'fixed365' | 'shortRateTable' | 'withGaps';

interface Case {
  readonly code: string;
  readonly kind: Kind;
  readonly of: Standing;
  readonly body: Json;
  readonly by?: Files;
  readonly field: string;
  readonly found: string | RegExp;
  readonly allowed: string;
}

const onDay = (found: string, allowed = IN_TERM) => ({ field: 'effectiveDate', found, allowed });

const CASES: readonly Case[] = [
  {
    code: 'beforeTermStart',
    kind: 'cancellation',
    of: 'inForce',
    body: { ...INSURED, requestedOn: '2027-01-31' },
    ...onDay('2027-01-31'),
  },
  {
    code: 'atOrAfterExpiration',
    kind: 'cancellation',
    of: 'inForce',
    body: { ...INSURED, requestedOn: '2028-02-01' },
    ...onDay('2028-02-01'),
  },
  {
    code: 'atOrAfterExpiration',
    kind: 'cancellation',
    of: 'inForce',
    body: { ...INSURED, requestedOn: '2027-08-01', processOn: '2028-02-01' },
    field: 'processOn',
    found: '2028-02-01',
    allowed: 'a day before 2028-02-01',
  },
  {
    code: 'flatNotAtStart',
    kind: 'cancellation',
    of: 'inForce',
    body: { ...INSURED, requestedOn: '2027-08-01', flat: true },
    ...onDay('2027-08-01', '2027-02-01'),
  },
  {
    code: 'cancellationPending',
    kind: 'cancellation',
    of: 'pending',
    body: { ...INSURED, requestedOn: '2027-08-01' },
    field: 'pendingCancellation',
    found: /^cancellation:.*:PENDING$/,
    allowed: 'reschedule it, or another one once it is over',
  },
  {
    code: 'notEarlier',
    kind: 'cancellation',
    of: 'cancelled',
    body: { ...INSURED, requestedOn: '2027-08-01' },
    ...onDay('2027-08-01', 'a day before 2027-08-01'),
  },
  {
    code: 'notAllowedInState',
    kind: 'cancellation',
    of: 'confirmed',
    body: { ...INSURER, reason: 'notTaken' },
    field: 'reason',
    found: 'notTaken, of a term that is paid for',
    allowed: 'another reason',
  },
  {
    code: 'noNoticeRow',
    kind: 'cancellation',
    of: 'inForce',
    body: INSURER,
    by: 'withoutNotice',
    field: 'notice',
    found: 'nothing for general-liability (cancel, TX, nonPayment, admitted, term from 2027-02-01)',
    allowed: 'a row that fits',
  },
  {
    code: 'notOneYearTerm',
    kind: 'cancellation',
    of: 'half',
    body: { ...INSURED, requestedOn: '2027-05-01' },
    by: 'fixed365',
    field: 'dayCount',
    found: 'a term of 181 days',
    allowed: '365 or 366 days',
  },
  {
    code: 'notOneYearTerm',
    kind: 'cancellation',
    of: 'half',
    body: { ...INSURED, requestedOn: '2027-05-01' },
    by: 'shortRateTable',
    field: 'method',
    found: 'a term of 181 days',
    allowed: '365 or 366 days',
  },
  {
    code: 'beforeTermStart',
    kind: 'endorsement',
    of: 'inForce',
    body: { effectiveDate: '2027-01-31', fullTerm: premium },
    ...onDay('2027-01-31', '2027-02-01 or later'),
  },
  {
    code: 'atOrAfterExpiration',
    kind: 'endorsement',
    of: 'inForce',
    body: { effectiveDate: '2028-02-01', fullTerm: premium },
    ...onDay('2028-02-01', 'a day before 2028-02-01'),
  },
  {
    code: 'termNotInForce',
    kind: 'endorsement',
    of: 'cancelled',
    body: { effectiveDate: '2027-05-01', fullTerm: premium },
    field: 'status',
    found: 'cancelled from 2027-08-01',
    allowed: 'a term in force',
  },
  {
    code: 'outOfSequence',
    kind: 'endorsement',
    of: 'endorsed',
    body: { effectiveDate: '2027-04-01', fullTerm: premium },
    field: 'effectiveDate',
    found: /^2027-04-01, before endorsement:.*:BOOKED from 2027-05-01$/,
    allowed: '2027-05-01 or later',
  },
  {
    code: 'notOneYearTerm',
    kind: 'endorsement',
    of: 'half',
    body: { effectiveDate: '2027-05-01', fullTerm: premium },
    by: 'fixed365',
    field: 'dayCount',
    found: 'a term of 181 days',
    allowed: '365 or 366 days',
  },
  {
    code: 'notCancelled',
    kind: 'reinstatement',
    of: 'inForce',
    body: {},
    field: 'status',
    found: 'a term in force',
    allowed: 'a cancelled term',
  },
  {
    code: 'beforeCancellationDate',
    kind: 'reinstatement',
    of: 'cancelled',
    body: { effectiveDate: '2027-07-31' },
    ...onDay('2027-07-31', '2027-08-01'),
  },
  {
    code: 'gapNotAllowed',
    kind: 'reinstatement',
    of: 'cancelled',
    body: { effectiveDate: '2027-09-01' },
    ...onDay('2027-09-01', '2027-08-01'),
  },
  {
    code: 'atOrAfterExpiration',
    kind: 'reinstatement',
    of: 'cancelled',
    body: { effectiveDate: '2028-02-01' },
    by: 'withGaps',
    ...onDay('2028-02-01', SINCE_CANCELLED),
  },
  {
    code: 'termReplaced',
    kind: 'reinstatement',
    of: 'replaced',
    body: {},
    field: 'status',
    found: /^replaced by /,
    allowed: 'a cancelled term without a rewrite',
  },
  {
    code: 'beforeCancellationDate',
    kind: 'rewrite',
    of: 'cancelled',
    body: { kind: 'remainder', start: '2027-07-31' },
    field: 'start',
    found: '2027-07-31',
    allowed: SINCE_CANCELLED,
  },
  {
    code: 'atOrAfterExpiration',
    kind: 'rewrite',
    of: 'inForce',
    body: { kind: 'remainder', cancelledOn: '2027-08-01', start: '2028-02-01' },
    field: 'start',
    found: '2028-02-01',
    allowed: SINCE_CANCELLED,
  },
  {
    code: 'beforeTermStart',
    kind: 'rewrite',
    of: 'inForce',
    body: { kind: 'remainder', cancelledOn: '2027-01-31' },
    ...onDay('2027-01-31', '2027-02-01 or later'),
  },
  {
    code: 'termReplaced',
    kind: 'rewrite',
    of: 'replaced',
    body: { kind: 'remainder', cancelledOn: '2027-07-01' },
    field: 'status',
    found: /^replaced by /,
    allowed: 'a term without a rewrite',
  },
];

describe('what the business refuses of a change, over HTTP', () => {
  let changes: RunningChanges;
  const apps: Partial<Record<Files, RunningApp>> = {};
  const policies: Partial<Record<Standing, string>> = {};

  const post = (path: string, body: Json, key: string = KEYS.everything) =>
    changes.app.send(path, { body, key });
  const ask = (policyNumber: string, kind: Kind, body: Json) =>
    post(`/api/policies/${policyNumber}/${kind}s?wait=30`, { requestId: 'X-1', ...body });
  const rewriteOf = ({ ...how }: Json) => ({ ...how, newTerm: { ...newTerm, premium } });

  async function policyThat(standing: Standing): Promise<string> {
    const half = { expirationDate: '2027-08-01' };
    const policyNumber = await changes.bind(`REF-${standing}`, standing === 'half' ? half : {});
    const done = async (answer: ReturnType<typeof ask>, state: string) => {
      expect((await answer).json).toMatchObject({ state });
    };
    const cancelled = { ...INSURED, requestedOn: '2027-08-01', advanceTo: 'completed' };
    switch (standing) {
      case 'confirmed': {
        const path = `/api/policies/${policyNumber}/terms/1/confirm`;
        const body = { policyNumber, termNumber: 1, transactionId: 'CONFIRM-1' };
        expect((await post(path, body, KEYS.billing)).status).toBe(200);
        break;
      }
      case 'pending': {
        const pending = { ...cancelled, requestId: 'PENDING' };
        await done(ask(policyNumber, 'cancellation', pending), 'pending');
        break;
      }
      case 'endorsed': {
        const booked = { requestId: 'BOOKED', effectiveDate: '2027-05-01', fullTerm: premium };
        await done(
          ask(policyNumber, 'endorsement', { ...booked, advanceTo: 'completed' }),
          'completed',
        );
        break;
      }
      case 'cancelled': {
        const now = { ...cancelled, requestId: 'BOOKED', processOn: '2026-11-01' };
        await done(ask(policyNumber, 'cancellation', now), 'completed');
        break;
      }
      case 'replaced': {
        const how = { kind: 'remainder', cancelledOn: '2027-08-01', advanceTo: 'completed' };
        await done(
          ask(policyNumber, 'rewrite', rewriteOf({ ...how, requestId: 'BOOKED' })),
          'completed',
        );
        break;
      }
      case 'inForce':
      case 'half':
    }
    return policyNumber;
  }

  beforeAll(async () => {
    changes = await runChanges('REF');
    const product = (midTerm: Parameters<typeof productMidTerm.parse>[0] = {}) =>
      aProduct({ billing: aProductBilling(), midTerm: productMidTerm.parse(midTerm) });
    const law = sampleNoticeRules();
    const files = {
      withoutNotice: [product(), { ...law, rows: [] }],
      fixed365: [product({ dayCount: 'fixed365' }), law],
      shortRateTable: [product({ insuredCancels: 'shortRateTable' }), law],
      withGaps: [product({ reinstatementGap: true }), law],
    } as const;
    apps.own = changes.app;
    for (const [name, [its, rules]] of Object.entries(files)) {
      const deadlines = { serverMs: 5_000, workerMs: 5_000 };
      const sold = new Map([[its.key, its]]);
      apps[name as Files] = await runApp(deadlines, changes.env, sold, rules);
    }
    await Promise.all(
      [...new Set(CASES.map((one) => one.of))].map(async (standing) => {
        policies[standing] = await policyThat(standing);
      }),
    );
  });
  afterAll(async () => {
    for (const app of Object.values(apps))
      if (app !== changes.app) await app[Symbol.asyncDispose]();
    await changes[Symbol.asyncDispose]();
  });

  it.each(CASES.map((one) => [one.kind, one.code, one.of, one] as const))(
    '%s: %s, of a term %s, in preview and request',
    async (_kind, _code, _of, one) => {
      const { kind, of, by = 'own', body, code, field, found, allowed } = one;
      const app = apps[by];
      const policyNumber = policies[of];
      if (!app || !policyNumber) throw new Error(`no app ${by} or policy ${of}`);
      const refusal = {
        code,
        field,
        found: typeof found === 'string' ? found : (expect.stringMatching(found) as string),
        allowed,
      };
      const isRewrite = kind === 'rewrite';
      const previewed = isRewrite ? { ...body, fullTerm: premium } : body;
      const seen = await app.post(`/api/previews/${kind}`, { policyNumber, ...previewed });
      expect(seen.json).toMatchObject({ refusals: [refusal] });
      const requested = { requestId: 'REFUSED', ...(isRewrite ? rewriteOf(body) : body) };
      const asked = await app.post(`/api/policies/${policyNumber}/${kind}s?wait=20`, requested);
      expect([asked.status, codeOf(asked)]).toEqual([409, 'change-refused']);
      expect(asked.json).toMatchObject({ refusals: [refusal] });
      const begun = await app.send(`/api/transactions/${kind}:${policyNumber}:REFUSED`);
      expect(begun.status).toBe(404);
    },
  );

  const closed = () =>
    new SystemRejection(
      { system: 'policySystem', operation: 'BindQuote' },
      { reason: 'The accounting period is closed.', remedy: 'Have it opened.' },
    );

  it.each<[Kind, Json]>([
    ['endorsement', { effectiveDate: '2027-05-01', fullTerm: premium }],
    ['reinstatement', {}],
    ['rewrite', rewriteOf({ kind: 'remainder', cancelledOn: '2027-08-01' })],
  ])(
    '%s: bindInProgress and alreadyBound, when it is too late to withdraw it',
    async (kind, body) => {
      const policyNumber = await changes.bind(`LATE-${kind}`);
      if (kind === 'reinstatement') {
        const now = { ...INSURED, requestedOn: '2027-08-01', processOn: '2026-11-01' };
        await ask(policyNumber, 'cancellation', { ...now, requestId: 'C', advanceTo: 'completed' });
      }
      changes.policySystem.failNext('bindChange', closed(), 'before');
      const begun = await ask(policyNumber, kind, { ...body, advanceTo: 'completed' });
      const act = (name: string, content: Json) =>
        post(`/api/transactions/${kind}:${policyNumber}:X-1/${name}`, content);
      const word = { by: 'olga', reason: 'Opened.' };
      if (begun.json['state'] === 'referred') {
        await act('decide?wait=20', { ...word, decision: 'approve' });
      }
      const early = await act('withdraw', word);
      expect([early.status, codeOf(early)]).toEqual([409, 'change-refused']);
      expect(early.json).toMatchObject({
        refusals: [
          {
            code: 'bindInProgress',
            field: 'state',
            found: expect.stringMatching(/withdraw/) as string,
          },
        ],
      });
      await act('correct', word);
      await expect
        .poll(
          async () =>
            (await changes.app.send(`/api/transactions/${kind}:${policyNumber}:X-1`)).json,
        )
        .toMatchObject({ state: 'completed' });
      const late = await act('withdraw', word);
      expect(late.json).toMatchObject({
        refusals: [
          {
            code: 'alreadyBound',
            field: 'state',
            found: expect.stringMatching(/completed/) as string,
          },
        ],
      });
    },
  );

  it('is asked by the product file of the term, and by none without it', async () => {
    const app = await runApp({ serverMs: 5_000, workerMs: 5_000 }, changes.env, new Map());
    const policyNumber = policies.inForce ?? '';
    const seen = await app.post('/api/previews/cancellation', { policyNumber, ...INSURED });
    await app[Symbol.asyncDispose]();
    expect([seen.status, codeOf(seen)]).toEqual([409, 'unknown-product']);
    expect(seen.json['detail']).toContain('general-liability');
  });
});
