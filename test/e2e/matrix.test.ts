import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import type { SiteProcedures } from '../../src/domain/product/installation.js';
import { BUSINESS_FILES, checkedExample, EXAMPLES, TOTALS } from './example-submissions.js';
import { everythingOnFile, oneOfEach } from './end-state.js';
import { openLanes, type LanePool } from './lane-pool.js';
import {
  correctWithoutChanges,
  openLane,
  RESET_LIMIT_MS,
  resetToLast,
  untilAttention,
  type Lane,
} from './lane.js';
import { matrixCases, type MatrixCase } from './matrix-cases.js';
import { ROWS, type Row } from './matrix.js';

/** More at once do not end earlier on two cores: each only takes longer to come to the call that it is about. */
const LANES = 6;
const ROW_LIMIT_MS = 90_000;
/** Of a dozen rows, one after the other. */
const CLEAN_RUNS_LIMIT_MS = 300_000;
vi.setConfig({ maxConcurrency: LANES });

const CASES = matrixCases(inject('isWholeMatrix'));

describe('new business against a policy system that misbehaves', () => {
  let lanes: LanePool;
  let rowsRun = 0;
  let startedAt = 0;

  beforeAll(async () => {
    startedAt = Date.now();
    lanes = await openLanes(LANES, openLane);
  });
  afterAll(async () => {
    await lanes.close();
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    process.stdout.write(
      `Matrix: ${ROWS.length} calls, ${rowsRun} of ${CASES.length} cases run in ${seconds} s.\n`,
    );
  });

  async function runRow(lane: Lane, { row, misbehaviour, id }: MatrixCase) {
    const { admin } = lane;
    const example = checkedExample(row.example, id);
    await lane.reconnect(row.installation);
    if (row.insuredOnFile) await lane.addInsured(example.submission.insured);
    for (const operation of row.lost ?? []) {
      await admin.arm({ operation, kind: 'drop', when: 'after' });
    }
    // A bind that happened is read from its quote, whatever was said of it, so nobody has to be asked.
    const isBound = row.operation.startsWith('BindQuote') && misbehaviour.fault.when === 'after';
    const waits = misbehaviour.then === 'waitsForPerson' && !isBound;
    await admin.arm({
      ...misbehaviour.fault,
      operation: procedureOf(row) ?? row.operation,
      skip: row.skip ?? 0,
      // Who is refused is refused again, until the cause is mended.
      count: waits ? 100 : 1,
    });

    const before = await admin.lastCall();
    let handle = await lane.start(
      example,
      misbehaviour.reset ? { callLimitMs: RESET_LIMIT_MS } : {},
    );
    if (misbehaviour.reset) {
      await admin.untilCalled(before, ({ misbehaviour: kind }) => kind === 'late');
      handle = await resetToLast(lane, handle);
    }
    if (waits) {
      const stopped = await untilAttention(handle);
      expect(stopped.attention).toMatchObject({
        step: row.step,
        cause: 'rejected',
        reason: expect.stringMatching(/\w+/) as string,
        remedy: expect.stringMatching(/\w+/) as string,
      });
      expect((await admin.struck()).every((used) => used > 0)).toBe(true);
      await admin.disarm();
      // A login that was refused is not tried again for a while; a restart with other credentials tries at once.
      if (row.operation === 'LoginIMSUser') await lane.reconnect(row.installation);
      await correctWithoutChanges(handle, stopped);
    }
    const record = await handle.result();
    expect((await admin.struck()).every((used) => used === 1)).toBe(true);
    expect(await everythingOnFile(admin)).toEqual(oneOfEach(row.example));
    expect(record).toMatchObject({
      state: 'completed',
      attention: null,
      waitingFor: null,
      failure: null,
      policyNumber: expect.stringMatching(/\w+/) as string,
      totalCents: Number(TOTALS[row.example].replace('.', '')),
    });
    rowsRun += 1;
  }

  for (const one of CASES) {
    it.concurrent(one.title, () => lanes.run((lane) => runRow(lane, one)), ROW_LIMIT_MS);
  }

  it('has a row for every call that the flow makes', { timeout: CLEAN_RUNS_LIMIT_MS }, async () => {
    const made = new Set<string>();
    await lanes.run(async (lane) => {
      const run = async (row: Pick<Row, 'example' | 'insuredOnFile' | 'lost'>, id: string) => {
        await lane.admin.reset();
        await lane.admin.disarm();
        await lane.reconnect();
        const example = checkedExample(row.example, id);
        if (row.insuredOnFile) await lane.addInsured(example.submission.insured);
        for (const operation of row.lost ?? []) {
          await lane.admin.arm({ operation, kind: 'drop', when: 'after' });
        }
        const before = await lane.admin.lastCall();
        await (await lane.start(example)).result();
        for (const { operation } of await lane.admin.calls(before)) made.add(operation);
        for (const name of lane.lookups()) {
          if (LOOKUPS.has(name)) made.add(`ExecuteDataSet ${name}`);
        }
      };
      for (const example of EXAMPLES) {
        await run({ example }, `CLEAN-${example}`);
        await run({ example, insuredOnFile: true }, `CLEAN-${example}-ON-FILE`);
      }
      for (const [at, row] of ROWS.entries()) if (row.lost) await run(row, `CLEAN-LOST-${at}`);
    });
    made.delete('ExecuteDataSet');
    const known = new Set(
      ROWS.map(({ operation, lookup }) =>
        lookup === undefined ? operation : `${operation} ${lookup}`,
      ),
    );
    expect([...made].filter((call) => !known.has(call))).toEqual([]);
  });
});

/** The site procedure that a row's lookup calls. */
function procedureOf({ lookup }: Row): string | null {
  const name = PROCEDURES[lookup ?? ''];
  return name === undefined ? null : BUSINESS_FILES.installation.procedures[name];
}

const PROCEDURES: Readonly<Record<string, keyof SiteProcedures>> = {
  findQuotesByReference: 'quotesByReference',
  readQuote: 'quoteByGuid',
  findInsured: 'insuredCandidates',
  listSubmissions: 'submissionsOfInsured',
  listQuotes: 'quotesOfSubmission',
  listPremiums: 'premiumsOfQuote',
  listInvoices: 'invoicesOfQuote',
  listDocuments: 'documentsOfQuote',
};

/** Methods of the port behind which there is a site procedure. */
const LOOKUPS: ReadonlySet<string> = new Set(Object.keys(PROCEDURES));
