import type { ChangeRequest } from '../../domain/transaction/change-request.js';
import type { TransactionRecord } from '../../domain/transaction/record.js';
import type { KindInWorkflow } from '../transaction/kind.js';
import { runTransaction } from '../transaction/run.js';
import type { Transaction } from '../transaction/transaction.js';
import { closeAbandoned } from './close-unbound.js';
import type { ChangeInput } from './messages.js';
import type { AnyQuoted, OpenChange } from './open-change.js';

/** The part of a change that is its own. */
interface OwnCourse<Request extends ChangeRequest, Open> {
  readonly kind: KindInWorkflow<Request>;
  /** Begins to keep what is known of it. */
  readonly open: (transaction: Transaction<Request>) => Open;
  /** From the first question to the last step. */
  readonly carryOut: (open: Open) => Promise<void>;
  /** Leaves everything in order after a person has ended it; the policy system and the turn of the term unless said. */
  readonly closeAbandoned?: (open: Open) => Promise<void>;
}

/** Runs a change of a bound term, of any kind. Call it before the first await. */
export async function runChange<
  Request extends ChangeRequest,
  Open extends OpenChange<Request, AnyQuoted>,
>(input: ChangeInput<Request>, own: OwnCourse<Request, Open>): Promise<TransactionRecord> {
  const { request, outagePatienceMs: patienceMs, advanceTo } = input;
  let open: Open | null = null;
  return runTransaction(
    own.kind,
    { request, patienceMs, advanceTo },
    {
      carryOut: (transaction) => {
        open = own.open(transaction);
        return own.carryOut(open);
      },
      closeAbandoned: async () => {
        if (open === null) return;
        await (own.closeAbandoned ? own.closeAbandoned(open) : closeAbandoned(open));
      },
    },
  );
}
