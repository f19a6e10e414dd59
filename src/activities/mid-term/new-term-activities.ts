import { Context } from '@temporalio/activity';
import type { Cents } from '../../domain/money/cents.js';
import type { Submission } from '../../domain/new-business/submission.js';
import type { Product } from '../../domain/product/product.js';
import { newBusinessId } from '../../domain/workflow-ids.js';
import type { ExternalReference } from '../../domain/transaction/external-reference.js';
import { sendAct } from '../../temporal/send-act.js';
import { SystemRejection } from '../../ports/call-errors.js';
import { UpdateRefused, WorkflowEnded } from '../../temporal/errors.js';
import { startTransaction } from '../../temporal/start-transaction.js';
import { findTransaction, readRecord } from '../../temporal/transactions.js';
import { isEnded } from '../../temporal/visible-transactions.js';
import type { NewBusinessInput } from '../../workflows/new-business/messages.js';
import {
  abandonUpdate,
  advanceUpdate,
  correctUpdate,
} from '../../workflows/transaction/messages.js';
import { CALL_LIMIT_MS, temporal, told } from '../told.js';
import { translated } from '../translated.js';

/** How the new term of a rewrite or a renewal stands: it is new business of its own. */
export interface NewTermState {
  readonly transaction: string;
  /** Quoted, and waits for the word to bind. */
  readonly isHeld: boolean;
  readonly isEnded: boolean;
  /** Why it came to nothing; null where it did not. */
  readonly failure: string | null;
  /** For what it waits, where that is a person; null where it goes on. */
  readonly attention: string | null;
  readonly policyNumber: string | null;
  /** As the policy system has rated it; null until it has. */
  readonly premiumCents: Cents | null;
  /** What the policy system adds to the premium by itself; null until it is known. */
  readonly feeCents: Cents | null;
}

/** A term that new business shall make, in the place of another or after it. */
export interface NewTermWanted extends Pick<NewBusinessInput, 'replaces' | 'renews'> {
  readonly submission: Submission;
  readonly requestDigest: string;
  readonly requestedBy: string;
  readonly outagePatienceMs: number;
}

export type NewTermActivities = ReturnType<typeof createNewTermActivities>;

/** Steps that touch the new business that makes a new term. Each may be repeated. */
export function createNewTermActivities(rules: {
  readonly products: ReadonlyMap<string, Product>;
}) {
  return translated({
    /** Begins it, unless it was begun; it waits when it is quoted. */
    beginNewTerm(wanted: NewTermWanted): Promise<void> {
      const { submission, requestDigest } = wanted;
      const product = rules.products.get(submission.product);
      if (!product) throw new Error(`there is no product ${submission.product}`);
      const { timeZone, termTime, documents, billing } = product;
      const input: NewBusinessInput = {
        ...wanted,
        advanceTo: QUOTED,
        documents,
        term: { timeZone, termTime },
        ...(billing === null ? {} : { billing: { product: billing } }),
      };
      const id = newBusinessId(submission.reference);
      return told(id, async () => {
        const started = await startTransaction(temporal(CALL_LIMIT_MS), {
          id,
          kind: 'newBusiness',
          input,
          facts: submission,
          requestDigest,
          summary: summaryOf(wanted),
          partOf: Context.current().info.workflowExecution?.workflowId,
        });
        if (started.kind !== 'begun' && started.kind !== 'known') throw notOurs(id);
      });
    },

    readNewTerm({ reference }: { readonly reference: ExternalReference }): Promise<NewTermState> {
      return told(newBusinessId(reference), () => stateOf(reference));
    },

    /** Changes how it is billed, where it is not bound. @param changes as they are posted */
    correctNewTerm({
      reference,
      ...correction
    }: {
      readonly reference: ExternalReference;
      readonly by: string;
      readonly reason: string;
      readonly changes: Readonly<Record<string, unknown>>;
    }): Promise<void> {
      const id = newBusinessId(reference);
      return told(id, async () => {
        await sendAct(temporal(CALL_LIMIT_MS), id, correctUpdate, correction).catch(ignoreEnded);
      });
    },

    /** Has it bound and issued. */
    bindNewTerm({
      reference,
      by,
    }: {
      readonly reference: ExternalReference;
      readonly by: string;
    }): Promise<void> {
      const id = newBusinessId(reference);
      return told(id, async () => {
        await sendAct(temporal(CALL_LIMIT_MS), id, advanceUpdate, { by }).catch(ignoreEnded);
      });
    },

    /** Gives it up, where it is not bound. */
    giveUpNewTerm({
      reference,
      by,
      reason,
    }: {
      readonly reference: ExternalReference;
      readonly by: string;
      readonly reason: string;
    }): Promise<void> {
      const id = newBusinessId(reference);
      return told(id, async () => {
        const found = await findTransaction(temporal(CALL_LIMIT_MS), id);
        if (!found?.isRunning) return;
        await sendAct(temporal(CALL_LIMIT_MS), id, abandonUpdate, { by, reason }).catch(
          (error: unknown) => {
            // Bound meanwhile: then it stands, and whoever reads it sees that.
            if (!(error instanceof UpdateRefused)) ignoreEnded(error);
          },
        );
      });
    },
  });
}

function summaryOf({ replaces, renews }: NewTermWanted): string {
  const of = replaces ?? renews;
  const how = replaces ? 'in place of' : 'after';
  return of ? `New business ${how} ${of.policyNumber}-${of.termNumber}` : 'New business';
}

/** The last milestone before anything is bound. */
const QUOTED = 'underwritten';

async function stateOf(reference: ExternalReference): Promise<NewTermState> {
  const id = newBusinessId(reference);
  const found = await findTransaction(temporal(CALL_LIMIT_MS), id);
  if (!found) return { ...NOT_BEGUN, transaction: id };
  const record = await readRecord(temporal(CALL_LIMIT_MS), found);
  return {
    transaction: id,
    isHeld: record.heldAt !== null,
    isEnded: isEnded(record),
    failure: record.failure?.reason ?? null,
    attention: record.attention?.reason ?? null,
    policyNumber: record.policyNumber,
    premiumCents: record.premiumCents,
    feeCents: record.feeCents,
  };
}

const NOT_BEGUN = {
  isHeld: false,
  isEnded: false,
  failure: null,
  attention: null,
  policyNumber: null,
  premiumCents: null,
  feeCents: null,
};

function ignoreEnded(error: unknown): void {
  if (!(error instanceof WorkflowEnded)) throw error;
}

function notOurs(id: string): SystemRejection {
  return new SystemRejection(
    { system: 'policySystem', operation: 'The new term' },
    {
      reason: `${id} is the business of somebody else`,
      remedy: 'withdraw this transaction, and ask for it under another requestId',
    },
  );
}
