import { formatCents, sumCents } from '../../domain/money/cents.js';
import type { ChangeProcedures } from '../../domain/product/installation.js';
import {
  LookupNotAvailable,
  SystemContractError,
  SystemRejection,
} from '../../ports/call-errors.js';
import type {
  ChangeCharge,
  MidTermChanges,
  UnboundChange,
} from '../../ports/policy-system/mid-term.js';
import type { InstallationContext } from './installation-context.js';
import { createLookUp } from './look-up.js';
import { bindQuote } from './operations/bind-quote.js';
import {
  bindTakenBack,
  changeMade,
  executeChange,
  type ChangeOutcome,
} from './operations/change-procedures.js';
import type { Execution } from './operations/execution.js';
import { quotesByPolicyNumber, type ChainRow } from './operations/policy-chain.js';
import { chosenTerm, termsOf } from './terms-of-policy.js';
import { rateWorkbook } from './rating.js';
import { refusedChange } from './refused-changes.js';

const CALCULATIONS = { proRata: 'P', shortRate: 'S', flat: 'F' } as const;

/** Changes of a policy during its term, through the procedures that the installation file names for them. */
export function createMidTermChanges(context: InstallationContext): MidTermChanges {
  const { ims, installation } = context;
  const lookUp = createLookUp(context);

  return {
    async readChain(policyNumber, which) {
      const rows = await lookUp(quotesByPolicyNumber, policyNumber);
      return chosenTerm(termsOf(policyNumber, rows.filter(canCount)), which);
    },

    endorse: ({ calculation, effectiveDate, charges, ...change }) =>
      make('endorse', change, charges, {
        EffectiveDate: effectiveDate,
        CalculationType: CALCULATIONS[calculation],
      }),

    cancel: async ({ reason, effectiveDate, charges, ...change }) =>
      make('cancel', change, charges, {
        CancellationDate: effectiveDate,
        ReasonId: reasonId(reason),
      }),

    reinstate: ({ effectiveDate, charges, ...change }) =>
      make('reinstate', change, charges, {
        EffectiveDate: effectiveDate,
        ReasonId: reasonId(null),
      }),

    async rateChange(quoteGuid, product, workbook) {
      // What it answers is not known to be the change and not the whole premium: `listPremiums` tells it.
      await rateWorkbook(context, { quoteGuid, product, workbook });
    },

    bindChange: (quoteGuid) => ims.call(bindQuote, { quoteGuid }),

    async unbind({ requestId, quoteGuid }) {
      const procedure = named('unbind');
      const parameters = {
        RequestId: requestId,
        QuoteGuid: quoteGuid,
        UserGuid: await ims.userGuid(),
        KeepPolicyNumber: '1',
      };
      const operation = executeChange(bindTakenBack, { QuoteGuid: quoteGuid });
      const execution = { procedure, parameters };
      doneBy(execution, await ims.call(operation, execution));
    },
  };

  async function make(
    change: 'endorse' | 'cancel' | 'reinstate',
    request: {
      readonly requestId: string;
      readonly policyNumber: string;
      readonly comment?: string;
    },
    charges: readonly ChangeCharge[] | null,
    particulars: Readonly<Record<string, string>>,
  ): Promise<UnboundChange> {
    const procedure = named(change);
    const parameters = {
      RequestId: request.requestId,
      PolicyNumber: request.policyNumber,
      ...particulars,
      // Left out, and not empty: it is not a change without premium, its premium is rated on it.
      ...(charges === null ? {} : { Charges: chargesText(charges) }),
      UserGuid: await ims.userGuid(),
      ...(request.comment === undefined ? {} : { Comment: request.comment }),
    };
    const operation = executeChange(changeMade, { PolicyNumber: request.policyNumber });
    const execution = { procedure, parameters };
    const made = doneBy(execution, await ims.call(operation, execution));
    const wanted = sumCents((charges ?? []).map(({ amountCents }) => amountCents));
    if (made.PremiumChange !== wanted) {
      throw new SystemContractError(
        { system: 'policySystem', operation: `${operation.name} ${procedure}` },
        'PremiumChange',
        `${formatCents(made.PremiumChange)} instead of ${formatCents(wanted)} on the unbound change ${made.NewQuoteGuid}`,
        { mayHaveHappened: true },
      );
    }
    return {
      quoteGuid: made.NewQuoteGuid,
      previousQuoteGuid: made.OriginalQuoteGuid,
      changeCents: made.PremiumChange,
    };
  }

  /** @throws LookupNotAvailable for a change that this installation has no procedure for */
  function named(change: keyof ChangeProcedures): string {
    const procedure = installation.changes[change];
    if (procedure === null) throw new LookupNotAvailable(change);
    return procedure;
  }

  /** @param cancellation why a policy is cancelled; null: why it is reinstated */
  function reasonId(cancellation: string | null): string {
    const { changeReasons } = installation;
    const id =
      cancellation === null
        ? changeReasons.reinstatement
        : changeReasons.cancellation[cancellation];
    if (id !== undefined && id !== null) return String(id);
    throw new SystemRejection(
      { system: 'policySystem', operation: 'ExecuteDataSet' },
      {
        reason: `this installation has no number for the reason ${cancellation ?? 'of a reinstatement'}`,
        field: 'reason',
        remedy: 'name another reason, or add its number to changeReasons in the installation file',
      },
    );
  }

  /** Transactions that were given up before they were bound are no part of the term. */
  function canCount({ transaction, statusId }: ChainRow): boolean {
    return transaction.boundOn !== null || !installation.quoteStatuses.closed.includes(statusId);
  }
}

function chargesText(charges: readonly ChangeCharge[]): string {
  if (charges.length === 0) return '';
  const rows = charges.map(
    ({ lineGuid, chargeCode, amountCents }) =>
      `<Charge LineGuid="${lineGuid}" ChargeCode="${chargeCode}" Amount="${formatCents(amountCents)}" />`,
  );
  return `<Charges>${rows.join('')}</Charges>`;
}

function doneBy<Done>({ procedure, parameters }: Execution, outcome: ChangeOutcome<Done>): Done {
  if (outcome.kind === 'done') return outcome.done;
  throw refusedChange(procedure, outcome.message, Object.values(parameters));
}
