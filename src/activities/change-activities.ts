import type { CivilDate } from '../domain/calendar/civil-date.js';
import type { BookedRow } from '../domain/premium/charged-term.js';
import type { Installation } from '../domain/product/installation.js';
import type { Product } from '../domain/product/product.js';
import type { WriteAttempt } from '../domain/transaction/write-attempt.js';
import { LookupNotAvailable, SystemRejection } from '../ports/call-errors.js';
import type { PolicySystem } from '../ports/policy-system.js';
import type {
  CancellationRequest,
  ChainedTransaction,
  ChangeCharge,
  EndorsementRequest,
  PolicyChain,
  TermChoice,
  UnboundChange,
} from '../ports/policy-system/mid-term.js';
import type { Invoice } from '../ports/policy-system/policies.js';
import type { BookedPremium } from '../ports/policy-system/premiums.js';
import {
  changedByHand,
  onKnownChain,
  type ChainMoved,
  type OnBookings,
} from './mid-term/known-chain.js';
import { changeCharges, type ChargeBooks } from './change-charges.js';
import { forgettingOf, likelihoodOf } from './earlier-run.js';
import { ensure } from './ensure.js';
import { nullIfNotAvailable } from './looks.js';
import { nthRequest } from '../domain/mid-term/nth-request.js';
import { requestName } from './request-name.js';
import { translated } from './translated.js';

export interface ChangeActivitiesOptions {
  readonly policySystem: PolicySystem;
  readonly products: ReadonlyMap<string, Product>;
  readonly installation: Pick<Installation, 'name' | 'charges'>;
  /** See `comesAfterForgetting`. */
  readonly lookBeforeWritesBegunBefore?: string | null;
  /** How long a step may take with the settings of this worker and its installation. Milliseconds. */
  readonly stepLimitMs?: number;
}

/** A change to be made on a bound policy. */
export type WantedChange = {
  /** The caller's name for this very change, of any length. */
  readonly requestId: string;
  readonly policyNumber: string;
  /** First day on which it holds; of a cancellation the first day without cover. */
  readonly effectiveDate: CivilDate;
  /** Of the product by whose lines the rows are booked. */
  readonly productKey: string;
  /** Whose rules govern the policy; what a row of no state is booked in. */
  readonly state?: string;
  /** None for a change without premium; null of an endorsement on which a workbook is rated. */
  readonly rows: readonly BookedRow[] | null;
  readonly comment?: string;
} & (
  | { readonly change: 'endorse'; readonly calculation: EndorsementRequest['calculation'] }
  | { readonly change: 'cancel'; readonly reason: CancellationRequest['reason'] }
  | { readonly change: 'reinstate' }
);

/** One transaction on a policy. */
export interface ChangeOfPolicy {
  readonly policyNumber: string;
  readonly quoteGuid: string;
}

/** A change as the policy system has it. */
export interface ChangeReadBack {
  /** Null while it is not bound. */
  readonly transaction: ChainedTransaction | null;
  /** What is booked on it; null where that cannot be looked up. */
  readonly premiums: readonly BookedPremium[] | null;
  /** Of a change that comes to nothing there is none; null where that cannot be looked up. */
  readonly invoices: readonly Invoice[] | null;
}

export type ChangeActivities = ReturnType<typeof createChangeActivities>;

/**
 * The steps of a change of a bound policy that touch the policy system, one external operation each. The reference of a
 * change is linked as that of any quote, by `linkReference` of the policy activities.
 */
export function createChangeActivities(options: ChangeActivitiesOptions) {
  const { policySystem, installation, products } = options;
  const forgetting = forgettingOf(options);

  /** The change on its policy, bound or not; null also when it was given up. */
  async function find({
    policyNumber,
    quoteGuid,
  }: ChangeOfPolicy): Promise<ChainedTransaction | null> {
    const chain = await policySystem.readChain(policyNumber, { quoteGuid });
    return chain?.transactions.find((one) => one.quoteGuid === quoteGuid) ?? null;
  }

  async function boundAs(change: ChangeOfPolicy): Promise<string | null> {
    const standing = await find(change);
    return standing?.boundOn == null ? null : change.policyNumber;
  }

  async function chargesOf({
    change,
    policyNumber,
    effectiveDate,
    productKey,
    state,
    rows,
  }: WantedChange): Promise<readonly ChangeCharge[] | null> {
    const product = products.get(productKey);
    if (!product) throw unknownProduct(change, productKey);
    let original: Promise<readonly BookedPremium[]> | null = null;
    const readOriginal = async (): Promise<readonly BookedPremium[]> => {
      const chain = await policySystem.readChain(policyNumber, { on: effectiveDate });
      return chain ? policySystem.listPremiums(chain.transactions[0].quoteGuid) : [];
    };
    const held: ChargeBooks['held'] = () => (original ??= readOriginal());
    if (rows === null) {
      await mustBeReadable(held);
      return null;
    }
    return changeCharges(rows, {
      operation: change,
      product,
      installation,
      state: state ?? null,
      held,
    });
  }

  async function makeIt(request: WantedChange & OnBookings): Promise<UnboundChange | ChainMoved> {
    const { change, policyNumber, effectiveDate, comment, bookings } = request;
    const toBook = await named(() => chargesOf(request));
    const asked = {
      requestId: requestName(request.requestId),
      policyNumber,
      effectiveDate,
      charges: toBook ?? [],
      ...(comment === undefined ? {} : { comment }),
    };
    const make = (): Promise<UnboundChange> => {
      switch (change) {
        case 'endorse':
          return policySystem.endorse({
            ...asked,
            charges: toBook,
            calculation: request.calculation,
          });
        case 'cancel':
          return policySystem.cancel({ ...asked, reason: request.reason });
        case 'reinstate':
          return policySystem.reinstate(asked);
      }
    };
    return named(() => onKnownChain(policySystem, { policyNumber, effectiveDate, bookings }, make));
  }

  const activities = {
    /** The term with all its transactions; null when the policy system has none of this number. */
    async readChain({
      policyNumber,
      which,
    }: {
      readonly policyNumber: string;
      readonly which?: TermChoice;
    }): Promise<PolicyChain | null> {
      return named(() => policySystem.readChain(policyNumber, which));
    },

    /**
     * Makes the change, unbound. Repeatable under its request id, as long as it asks for the same.
     *
     * @param request.bookings what the change was worked out on, where that is known
     * @throws SystemRejection also, before anything is written, for a row that the installation has no place for; and where the
     *         policy was changed by hand: what was made is not bound then
     */
    async makeChange(request: WantedChange & OnBookings): Promise<UnboundChange> {
      const made = await makeIt(request);
      if ('movedBy' in made) throw changedByHand(made);
      return made;
    },

    /**
     * The same for a change that goes on from what was done to the policy by hand; not so a later run of it, whose earlier one may have
     * done that.
     *
     * @returns what was done by hand, where something was
     */
    async makeChangeOnLatest({
      isLaterRun,
      ...request
    }: WantedChange & OnBookings & { readonly isLaterRun: boolean }): Promise<
      UnboundChange | ChainMoved
    > {
      const made = await makeIt(request);
      if (isLaterRun && 'movedBy' in made) throw changedByHand(made);
      return made;
    },

    /**
     * Makes an endorsement, unbound, on which a workbook is rated. Repeatable. A later run may have given up what an earlier one made:
     * under its request id the policy system names that still, so it is made under the next.
     *
     * @param request.anew how often it was made and given up before, as far as is known
     * @returns the same for the one that stands
     */
    async makeChangeToRate({
      anew: known,
      isLaterRun,
      ...wanted
    }: WantedChange & {
      readonly anew: number;
      readonly isLaterRun: boolean;
    }): Promise<UnboundChange & { readonly anew: number }> {
      for (let anew = known; ; anew += 1) {
        const requestId = nthRequest(wanted.requestId, anew);
        const made = await makeIt({ ...wanted, requestId });
        if ('movedBy' in made) throw changedByHand(made);
        const { policyNumber } = wanted;
        const { quoteGuid } = made;
        const stands =
          !isLaterRun || (await named(() => find({ policyNumber, quoteGuid }))) !== null;
        if (stands) return { ...made, anew };
      }
    },

    /** @returns the policy number, also when the bind happened although the policy system said no */
    async bindChange(request: WriteAttempt & ChangeOfPolicy): Promise<string> {
      return ensure({
        mayHaveHappened: likelihoodOf(request, forgetting),
        look: () => boundAs(request),
        write: async () => {
          try {
            return await policySystem.bindChange(request.quoteGuid);
          } catch (error) {
            if (!(error instanceof SystemRejection)) throw error;
            // "Already bound", or a fault after the bind, in whatever words: the chain itself says what happened.
            const standing = await find(request).catch(() => 'unknown' as const);
            if (standing === null) throw givenUp(request);
            if (standing !== 'unknown' && standing.boundOn !== null) return request.policyNumber;
            throw error;
          }
        },
      });
    },

    /**
     * Gives a change up that is not bound. One that was given up before stays so.
     *
     * @throws SystemRejection for one that is bound: it can only be unbound, or changed back
     */
    async closeChange(request: ChangeOfPolicy): Promise<void> {
      const standing = await named(() => find(request));
      if (standing === null) return;
      if (standing.boundOn !== null) throw boundAlready(request);
      await policySystem.closeQuote(request.quoteGuid);
    },

    /** How the policy system has a change that should be bound. */
    async readBackChange(request: ChangeOfPolicy): Promise<ChangeReadBack> {
      const { quoteGuid } = request;
      const standing = await named(() => find(request));
      return {
        transaction: standing?.boundOn == null ? null : standing,
        premiums: await policySystem.listPremiums(quoteGuid).catch(nullIfNotAvailable),
        invoices: await policySystem.listInvoices(quoteGuid).catch(nullIfNotAvailable),
      };
    },
  };
  return translated(activities);
}

/**
 * A change needs its procedures: without them nothing is in doubt, and a person mends the installation file.
 *
 * @throws SystemRejection for a procedure that the installation does not have
 */
async function named<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof LookupNotAvailable)) throw error;
    throw new SystemRejection(
      { system: 'policySystem', operation: error.lookup },
      {
        reason: `this installation has no procedure for ${error.lookup}, without which no policy can be changed during its term`,
        remedy:
          'have the procedure made and named in the installation file, then run the step again',
      },
    );
  }
}

/** Before anything is made of which nobody could read what it comes to. */
async function mustBeReadable(held: ChargeBooks['held']): Promise<void> {
  if ((await held().catch(nullIfNotAvailable)) !== null) return;
  throw new SystemRejection(
    { system: 'policySystem', operation: 'premiumsOfQuote' },
    {
      reason:
        'this installation has no procedure for premiumsOfQuote, without which nobody can read what a workbook was rated at',
      remedy: 'have the procedure made and named in the installation file, then run the step again',
    },
  );
}

function unknownProduct(operation: string, key: string): SystemRejection {
  return new SystemRejection(
    { system: 'policySystem', operation },
    {
      reason: `there is no product ${key}`,
      field: 'product',
      remedy: 'put its product file back, then run the step again',
    },
  );
}

function givenUp({ policyNumber, quoteGuid }: ChangeOfPolicy): SystemRejection {
  return new SystemRejection(
    { system: 'policySystem', operation: 'bindChange' },
    {
      reason: `the change ${quoteGuid} was given up in the policy system, or is not of the policy ${policyNumber}`,
      remedy: 'withdraw this change, and ask for it anew under another id',
    },
  );
}

function boundAlready({ quoteGuid }: ChangeOfPolicy): SystemRejection {
  return new SystemRejection(
    { system: 'policySystem', operation: 'closeChange' },
    {
      reason: `the change ${quoteGuid} is bound`,
      remedy: 'have it unbound in the policy system, or change the policy back by another change',
    },
  );
}
