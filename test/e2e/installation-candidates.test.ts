import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { everythingOnFile, oneOfEach, type OnFile } from './end-state.js';
import { checkedExample, type Example } from './example-submissions.js';
import { openLanes, type LanePool } from './lane-pool.js';
import { openLane, type Lane } from './lane.js';

const LANES = 4;
const CANDIDATE_LIMIT_MS = 120_000;
vi.setConfig({ maxConcurrency: LANES });

/** Each answer that an installation may give where the real one is not known, beside the sandbox's usual ones. */
const CANDIDATES: readonly Readonly<Record<string, unknown>>[] = [
  {},
  { secondAddPremium: 'fault' },
  { secondAddPremium: 'replace' },
  { feesAloneCountAsPremium: true },
  { zeroCountsAsPremium: true },
  { secondLink: 'add' },
  { secondLink: 'fault' },
  { primaryLocationNeededAt: 'quote' },
  { unknownGuidInGet: 'empty' },
  { importResultNamespace: 'businessObjects' },
  { raterMismatch: 'zero' },
  { moneyDecimals: 2 },
  { bits: 'digits' },
  { dates: 'without' },
  { serverOffset: '+00:00' },
  { serverOffset: '-10:00' },
  { serverOffset: '+13:00' },
  { collation: 'binary' },
  { clearanceThreshold: 0 },
  { clearanceThreshold: 100 },
  { moneyDecimals: 2, bits: 'digits', dates: 'without', unknownGuidInGet: 'empty' },
];

/** Each product, with the writes whose answers are lost; each answer is read by one at least, and each is lost by one. */
const RUNS: readonly (readonly [Example, ...string[]])[] = [
  ['general-liability', 'AddPremium', 'UpdateExternalQuoteId'],
  ['commercial-property'],
  ['contractors'],
  ['contractors', 'ImportExcelRater'],
];

describe('an installation that answers', () => {
  let lanes: LanePool;
  beforeAll(async () => {
    lanes = await openLanes(LANES, openLane);
  });
  afterAll(() => lanes.close());

  /** One transaction on empty books. */
  async function run(
    lane: Lane,
    settings: Readonly<Record<string, unknown>>,
    { example, id, lost }: { example: Example; id: string; lost: readonly string[] },
  ): Promise<OnFile> {
    const { admin } = lane;
    await lane.clear();
    await admin.change(settings);
    await lane.reconnect();
    for (const operation of lost) await admin.arm({ operation, kind: 'drop', when: 'after' });
    const record = await (await lane.start(checkedExample(example, id))).result();
    expect(record).toMatchObject({ state: 'completed', attention: null });
    expect(await admin.struck()).toEqual(lost.map(() => 1));
    return everythingOnFile(admin);
  }

  const cases = CANDIDATES.map((settings, at) => ({
    settings,
    at,
    title: JSON.stringify(settings),
  }));

  it.concurrent.for(cases)(
    '$title issues every product, and loses no answer',
    { timeout: CANDIDATE_LIMIT_MS },
    ({ settings, at }) =>
      lanes.run(async (lane) => {
        for (const [example, ...lost] of RUNS) {
          const id = `C${at}-${[example, ...lost].join('-')}`;
          expect(await run(lane, settings, { example, id, lost })).toEqual(oneOfEach(example));
        }
      }),
  );

  it.concurrent.each([undefined, 'AddPremium'])(
    'with a fee of its own on top of the premium bills that fee once (lost answer: %s)',
    (lost) =>
      lanes.run(async (lane) => {
        const found = await run(
          lane,
          { feeOnAddPremium: '25.00' },
          { example: 'general-liability', id: `FEE-${lost ?? ''}`, lost: lost ? [lost] : [] },
        );
        const expected = oneOfEach('general-liability');
        expect(found).toEqual({
          ...expected,
          premiums: [
            ...expected.premiums,
            { ...expected.premiums[0], chargeCode: 141, amount: '25.00', isFee: true },
          ],
          invoices: ['5025.00'],
        });
      }),
    CANDIDATE_LIMIT_MS,
  );

  it('names every setting of the sandbox that is a candidate', async () => {
    const known = new Set([
      ...CANDIDATES.flatMap((settings) => Object.keys(settings)),
      'feeOnAddPremium',
    ]);
    // These make it slow, forgetful or strict; or they shape an answer that new business never asks for.
    for (const other of [
      'latencyMs',
      'tokenLifeSeconds',
      'maxBackdateDays',
      'linesNotSetUp',
      'feeOnRatedEndorsement',
      'midTermInheritsLinks',
      'renewalPolicyNumber',
      'validCompanyLines',
    ])
      known.add(other);
    const settings = await lanes.run((lane) => lane.admin.settings());
    expect(Object.keys(settings).filter((name) => !known.has(name))).toEqual([]);
  });
});
