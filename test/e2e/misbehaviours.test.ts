import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectIms, type ImsConnection } from '../../src/adapters/ims/ims-policy-system.js';
import { startImsSandbox } from '../../sandbox/ims/server.js';
import { sandboxAdmin, type SandboxAdmin } from '../support/ims-sandbox-admin.js';
import { BUSINESS_FILES, checkedExample } from './example-submissions.js';
import { putPolicyOnFile } from '../support/policy-on-file.js';
import { changesOnFile } from './end-state.js';
import { LATE_MS } from './lane.js';
import {
  MEANING_FOR_READ,
  MEANING_FOR_REPEATABLE,
  MISBEHAVIOURS,
  type Meaning,
} from './misbehaviours.js';

const PATIENCE_MS = 60_000;
/** Shorter than a late answer takes. */
const TIMEOUT_MS = LATE_MS / 2;

const DONE = null;
const unavailable = { name: 'SystemUnavailable', patienceMs: undefined };
const inDoubt = { name: 'OutcomeUnknown', patienceMs: undefined };
const inDoubtForSoLong = { name: 'OutcomeUnknown', patienceMs: PATIENCE_MS };
const refused = { name: 'SystemRejection' };

/** What the caller of a write gets, and how many insureds are on file once all is quiet. */
const OF_A_WRITE: Readonly<Record<Meaning, readonly [object | null, number]>> = {
  nothing: [DONE, 1],
  notDone: [unavailable, 0],
  perhapsNotDone: [inDoubt, 0],
  perhapsDone: [inDoubt, 1],
  perhapsDoneLater: [inDoubt, 1],
  oddlyAnsweredNotDone: [inDoubtForSoLong, 0],
  oddlyAnsweredDone: [inDoubtForSoLong, 1],
  refusedNotDone: [refused, 0],
  refusedDone: [{ ...refused, mayHaveHappened: true }, 1],
  // Of the call itself; the rest is the workflow's.
  reset: [inDoubt, 1],
};
const OF_A_READ: Readonly<Record<(typeof MEANING_FOR_READ)[Meaning], object | null>> = {
  nothing: DONE,
  unavailable,
  oddlyAnswered: { name: 'SystemContractError', patienceMs: PATIENCE_MS },
  refused,
  reset: unavailable,
};

const mayBeThere = { ...unavailable, mayHaveHappened: true };
const odd = { name: 'SystemContractError', patienceMs: PATIENCE_MS, mayHaveHappened: true };
/** What the caller of a write that may be repeated gets, and how many changes the policy has once all is quiet. */
const OF_A_CHANGE: Readonly<
  Record<(typeof MEANING_FOR_REPEATABLE)[Meaning], readonly [object | null, number]>
> = {
  nothing: [DONE, 1],
  notDone: [unavailable, 0],
  done: [mayBeThere, 1],
  doneLater: [mayBeThere, 1],
  oddlyAnsweredNotDone: [odd, 0],
  oddlyAnsweredDone: [odd, 1],
  refusedNotDone: [refused, 0],
  refusedDone: [refused, 1],
  reset: [mayBeThere, 1],
};

describe('a misbehaviour of the policy system means to a transaction what the matrix says:', () => {
  let admin: SandboxAdmin;
  let ims: ImsConnection;
  let stop: () => Promise<void>;
  beforeAll(async () => {
    const sandbox = await startImsSandbox({ port: 0, adminPort: 0 });
    admin = sandboxAdmin(sandbox.adminUrl);
    ims = await connectIms({
      baseUrl: `${sandbox.url}/ims_sandbox`,
      userName: 'bindery',
      encryptedPassword: 'c2FuZGJveC1wYXNzd29yZA==',
      context: 'tests',
      maxConcurrentCalls: 8,
      installation: BUSINESS_FILES.installation,
      products: BUSINESS_FILES.products,
      readTimeoutMs: TIMEOUT_MS,
      writeTimeoutMs: TIMEOUT_MS,
      oddAnswerPatienceMs: PATIENCE_MS,
      log: () => undefined,
    });
    stop = async () => {
      await ims.close();
      await sandbox.close();
    };
  });
  afterAll(() => stop());
  beforeEach(async () => {
    await admin.disarm();
    await admin.untilQuiet();
    await admin.reset();
    // A call that is answered with a page of the web server is odd where others are answered, and an outage where none is.
    await ims.findQuotesByReference({ system: 'tests', id: 'ANSWERED' });
  });

  it.each(MISBEHAVIOURS)('$name, of a write', async ({ fault, means }) => {
    await admin.arm({ ...fault, operation: 'AddInsuredWithLocation' });
    const { insured } = checkedExample('general-liability', randomUUID()).submission;
    const [error, insureds] = OF_A_WRITE[means];
    expect(await errorOf(ims.addInsured(insured))).toEqual(as(error));
    await admin.disarm();
    await admin.untilQuiet();
    expect((await admin.counts()).insureds).toBe(insureds);
  });

  it.each(MISBEHAVIOURS)('$name, of a read', async ({ fault, means }) => {
    const operation = BUSINESS_FILES.installation.procedures.quotesByReference;
    await admin.arm({ ...fault, operation: String(operation) });
    const reference = { system: 'tests', id: randomUUID() };
    const error = OF_A_READ[MEANING_FOR_READ[means]];
    expect(await errorOf(ims.findQuotesByReference(reference))).toEqual(as(error));
  });

  it.each(MISBEHAVIOURS)('$name, of a change', async ({ fault, means }) => {
    const { submission } = checkedExample('general-liability', randomUUID());
    const { policyNumber } = await putPolicyOnFile(ims, submission);
    const wanted = {
      requestId: randomUUID(),
      policyNumber,
      effectiveDate: '2027-08-01',
      reason: 'insuredRequest',
      charges: [],
    };
    await admin.arm({ ...fault, operation: String(BUSINESS_FILES.installation.changes.cancel) });
    const [error, changes] = OF_A_CHANGE[MEANING_FOR_REPEATABLE[means]];
    expect(await errorOf(ims.cancel(wanted))).toEqual(as(error));
    await admin.disarm();
    await admin.untilQuiet();
    expect(changesOnFile(await admin.state(), policyNumber)).toHaveLength(changes);
    // The way out is the same call, whatever happened.
    await ims.cancel(wanted);
    expect(changesOnFile(await admin.state(), policyNumber)).toHaveLength(1);
  });
});

const as = (error: object | null): unknown =>
  error === null ? null : expect.objectContaining(error);

/** What a call fails with; null when it does not. */
const errorOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => null,
    (error: unknown) => error,
  );
