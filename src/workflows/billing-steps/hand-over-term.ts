import type { ActivityInterfaceFor } from '@temporalio/workflow';
import type {
  BilledHandOver,
  TermActivities,
  UnbilledHandOver,
} from '../../activities/term-activities.js';
import type { CivilDate } from '../../domain/calendar/civil-date.js';
import type { TermClock } from '../../domain/product/product.js';
import type { TermName } from '../../domain/workflow-ids.js';
import type { Transaction } from '../transaction/transaction.js';

/** What a term needs to know of the request that made it. */
export interface BoundRequest {
  /** Key of a product file. */
  readonly product: string;
  readonly state: string;
  readonly effectiveDate: CivilDate;
  readonly expirationDate: CivilDate;
}

/** A transaction that binds a term and hands it over. */
export interface TermBusiness {
  readonly transaction: Pick<Transaction<BoundRequest>, 'record' | 'request' | 'step'>;
  readonly input: { readonly outagePatienceMs: number };
  /** The product's; it says when the term and its deadlines end. */
  readonly clock: TermClock;
  /** The term that it follows; absent where it follows none. */
  readonly priorTerm?: TermName;
  readonly terms: ActivityInterfaceFor<TermActivities>;
}

type TermFacts = ReturnType<typeof factsOf>;
/** How a term is billed, and what it is charged. */
type Bind = Omit<BilledHandOver, keyof TermFacts> | Omit<UnbilledHandOver, keyof TermFacts>;

/** Hands the bound term to its own workflow. @param done what the log says once the step is done */
export async function handOverTerm(
  business: TermBusiness,
  term: TermName,
  bind: () => Promise<Bind>,
  done: string,
): Promise<void> {
  await business.transaction.step(
    'handOverTerm',
    async () => {
      const how = await bind();
      return business.terms.handOverTerm({ ...factsOf(business, term), ...how });
    },
    () => done,
  );
}

function factsOf(
  { transaction, input, clock, priorTerm }: TermBusiness,
  { policyNumber, termNumber }: TermName,
) {
  const { product: productKey, state, effectiveDate, expirationDate } = transaction.request;
  return {
    productKey,
    state,
    transaction: transaction.record.id,
    policyNumber,
    termNumber,
    effectiveDate,
    expirationDate,
    ...clock,
    boundAt: boundAt(transaction),
    outagePatienceMs: input.outagePatienceMs,
    ...(priorTerm && { priorTerm }),
  };
}

/** Whether the earlier run came so far, or the term has ended since; what it handed over stands. */
export function needsNoHandOver(
  { transaction, terms, clock }: TermBusiness,
  { policyNumber, termNumber }: TermName,
): Promise<boolean> {
  const { expirationDate } = transaction.request;
  return transaction.step(
    'handOverTerm',
    async () =>
      (await terms.hasEnded({ expirationDate, ...clock })) ||
      (await terms.wasHandedOver({ policyNumber, termNumber })),
    (was) =>
      was ? 'The term was handed over before, or has ended.' : 'The term was not handed over yet.',
  );
}

/** When the policy system bound it; of an earlier run's bind only this is known: that it was before now. */
export function boundAt({ record }: TermBusiness['transaction']): string {
  const bind = record.steps.find(({ name }) => name === 'bind');
  return bind?.finishedAt ?? new Date().toISOString();
}
