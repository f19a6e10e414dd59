import { MockActivityEnvironment } from '@temporalio/testing';
import { startImsSandbox } from '../../sandbox/ims/server.js';
import {
  createChangeActivities,
  type ChangeOfPolicy,
  type WantedChange,
} from '../../src/activities/change-activities.js';
import { connectIms, type ImsConnection } from '../../src/adapters/ims/ims-policy-system.js';
import type { Cents } from '../../src/domain/money/cents.js';
import type { BookedRow } from '../../src/domain/premium/charged-term.js';
import type { UnboundChange } from '../../src/ports/policy-system/mid-term.js';
import { BUSINESS_FILES, checkedExample, type Example } from '../e2e/example-submissions.js';
import { aCharge } from './charges.js';
import { sandboxAdmin, type SandboxAdmin } from './ims-sandbox-admin.js';
import { putPolicyOnFile } from './policy-on-file.js';

const RUN = 'run-1';

/** A policy on file, of one of the examples. */
export interface PolicyOnFile {
  readonly example: Example;
  readonly policyNumber: string;
  readonly original: string;
}

/** What is said of a change beside its policy; only its rows where they matter. */
export type Change = Partial<WantedChange> & Pick<WantedChange, 'change' | 'rows'>;

/** The steps of a change over real SOAP against an IMS sandbox. */
export interface ChangesOverSoap {
  readonly ims: ImsConnection;
  readonly admin: SandboxAdmin;
  bindPolicy(example: Example): Promise<PolicyOnFile>;
  make(policy: PolicyOnFile, change: Change): Promise<UnboundChange>;
  /** @param again an earlier answer was lost */
  bind(policy: PolicyOnFile, quoteGuid: string, again?: boolean): Promise<string>;
  giveUp(policy: PolicyOnFile, quoteGuid: string): Promise<void>;
  readBack(
    policy: PolicyOnFile,
    quoteGuid: string,
  ): ReturnType<ReturnType<typeof createChangeActivities>['readBackChange']>;
  /** What all bound transactions of the policy come to on each line and charge code; what comes to nothing is left out. */
  books(policy: PolicyOnFile): Promise<Readonly<Record<string, Cents>>>;
  close(): Promise<void>;
}

/** @param writeTimeoutMs after which an answer counts as lost */
export async function openChangesOverSoap(writeTimeoutMs = 10_000): Promise<ChangesOverSoap> {
  const sandbox = await startImsSandbox({ port: 0, adminPort: 0 });
  const { installation, products } = BUSINESS_FILES;
  const ims = await connectIms({
    baseUrl: `${sandbox.url}/ims_sandbox`,
    userName: 'bindery',
    encryptedPassword: 'c2FuZGJveC1wYXNzd29yZA==',
    context: 'tests',
    maxConcurrentCalls: 8,
    installation,
    products,
    readTimeoutMs: writeTimeoutMs,
    writeTimeoutMs,
    log: () => undefined,
  });
  const steps = createChangeActivities({ policySystem: ims, products, installation });
  let last = 0;

  /** An attempt of a step in Temporal. */
  async function run<T>(step: () => Promise<T>): Promise<T> {
    const workflowExecution = { workflowId: 'cancellation:P-1:1', runId: RUN };
    return await new MockActivityEnvironment({ workflowExecution }).run(step);
  }
  const changeOf = ({ policyNumber }: PolicyOnFile, quoteGuid: string): ChangeOfPolicy => ({
    policyNumber,
    quoteGuid,
  });

  return {
    ims,
    admin: sandboxAdmin(sandbox.adminUrl),
    async bindPolicy(example) {
      last += 1;
      const { submission } = checkedExample(example, `CHANGED-${String(last)}`);
      const { quoteGuid, policyNumber } = await putPolicyOnFile(ims, submission);
      return { example, policyNumber, original: quoteGuid };
    },
    make: ({ example, policyNumber }, change) => {
      const wanted = {
        requestId: `change-${String((last += 1))}`,
        effectiveDate: '2027-08-01',
        productKey: example,
        calculation: 'proRata',
        reason: 'insuredRequest',
        ...change,
        policyNumber,
      };
      return run(() => steps.makeChange(wanted as WantedChange));
    },
    bind: (policy, quoteGuid, again = false) => {
      const attempt = {
        again,
        earlierRun: false,
        runId: RUN,
        firstRunId: RUN,
        waitedFor: null,
        begunAt: '2027-01-15T12:00:00Z',
      };
      return run(() => steps.bindChange({ ...attempt, ...changeOf(policy, quoteGuid) }));
    },
    giveUp: (policy, quoteGuid) => run(() => steps.closeChange(changeOf(policy, quoteGuid))),
    readBack: (policy, quoteGuid) => run(() => steps.readBackChange(changeOf(policy, quoteGuid))),
    async books({ policyNumber }) {
      const chain = await ims.readChain(policyNumber);
      const totals = new Map<string, Cents>();
      for (const { quoteGuid, boundOn } of chain?.transactions ?? []) {
        if (boundOn === null) continue;
        for (const { lineGuid, chargeCode, amountCents } of await ims.listPremiums(quoteGuid)) {
          const place = `${lineGuid ?? ''} ${String(chargeCode)}`;
          totals.set(place, (totals.get(place) ?? 0) + amountCents);
        }
      }
      return Object.fromEntries([...totals].filter(([, amountCents]) => amountCents !== 0));
    },
    async close() {
      await ims.close();
      await sandbox.close();
    },
  };
}

/** A row as a change books it. */
export function aRow(
  name: string,
  line: string | null,
  state: string | null,
  amountCents: Cents,
): BookedRow {
  const kind = /fee/i.test(name) ? 'fee' : 'premium';
  return aCharge({ kind, name, line, state, amountCents });
}

export const opposite = (rows: readonly BookedRow[]): readonly BookedRow[] =>
  rows.map((row) => ({ ...row, amountCents: -row.amountCents }));
