import type { ChangeReadBack, WantedChange } from '../../activities/change-activities.js';
import type { ChainMoved } from '../../activities/mid-term/known-chain.js';
import type { UnboundChange } from '../../ports/policy-system/mid-term.js';
import { rowsToBook } from '../../domain/premium/worked-row.js';
import { formatCents, sumCents, type Cents } from '../../domain/money/cents.js';
import { nthRequest } from '../../domain/mid-term/nth-request.js';
import type { QuotedChange } from '../../domain/transaction/change-record.js';
import { isLaterRun } from '../transaction/runs.js';
import { stopped } from '../transaction/stops.js';
import type { Change } from './change.js';
import { followChain, followsChain } from './latest.js';

/** What a kind asks the policy system to make, without what is the same of all. */
type Asked = WantedChange extends infer Wanted
  ? Wanted extends WantedChange
    ? Omit<
        Wanted,
        'requestId' | 'policyNumber' | 'effectiveDate' | 'productKey' | 'rows' | 'comment'
      >
    : never
  : never;

/**
 * Makes the change in the policy system and binds it there. What it makes is repeatable under its request id; the bind is not,
 * and is looked up.
 *
 * @returns what was done to the policy by hand before it could be bound; null where it is bound
 */
async function makeAndBind(
  change: Change,
  asked: Asked,
  quoted: QuotedChange,
): Promise<ChainMoved | null> {
  const made = await makeChange(change, asked, quoted);
  if (isMoved(made)) return made;
  await bindChange(change);
  return null;
}

/**
 * The same, on whatever the policy has become by then: where it was changed by hand meanwhile, the term is told.
 *
 * @param onMoved what is to be booked then; null where nothing is, for now
 * @returns whether it is bound
 */
export async function book(
  change: Change,
  asked: Asked,
  quoted: QuotedChange,
  onMoved: () => Promise<QuotedChange | null>,
): Promise<boolean> {
  let now: QuotedChange | null = quoted;
  while (now !== null) {
    const moved = await makeAndBind(change, asked, now);
    if (moved === null) return true;
    await followChain(change, moved);
    now = await onMoved();
  }
  return false;
}

function isMoved(made: UnboundChange | ChainMoved): made is ChainMoved {
  return 'movedBy' in made;
}

async function makeChange(
  { transaction, look, term: { policyNumber }, asked: askedFor, made: { anew } }: Change,
  asked: Asked,
  { effectiveDate, rows }: QuotedChange,
): Promise<UnboundChange | ChainMoved> {
  const { reference, product, comment } = transaction.request;
  const { id } = transaction.record;
  const wanted: WantedChange = {
    ...asked,
    requestId: nthRequest(id, anew),
    policyNumber,
    effectiveDate,
    productKey: product,
    rows: rowsToBook(rows),
    comment: comment ?? `${reference.system} ${reference.id}`,
  };
  askedFor.wanted = wanted;
  const { bookings } = askedFor;
  const made = await transaction.step(
    'makeChange',
    () => {
      if (bookings === null) return look.makeChange(wanted);
      const following = { ...wanted, bookings, isLaterRun: isLaterRun() };
      return followsChain() ? look.makeChangeOnLatest(following) : look.makeChange(following);
    },
    (answer) =>
      isMoved(answer)
        ? 'Not made: the policy was changed by hand meanwhile.'
        : `Made as quote ${answer.quoteGuid}, not bound yet: ${formatCents(answer.changeCents)}.`,
  );
  if (!isMoved(made)) transaction.know({ quoteGuid: made.quoteGuid });
  return made;
}

/** Binds what was made. */
export async function bindChange({
  transaction,
  write,
  term: { policyNumber },
}: Change): Promise<void> {
  const { quoteGuid } = transaction.ids;
  if (quoteGuid === null) throw new Error('a change is bound after it is made');
  await transaction.step(
    'bind',
    () =>
      transaction.writes.once('bind', (attempt) =>
        write.bindChange({ ...attempt, policyNumber, quoteGuid }),
      ),
    () => 'Bound in the policy system.',
  );
}

/** Compares what the policy system holds with what was asked for. @param wantedCents as it was quoted unless said */
export async function verify(
  { transaction, look, term: { policyNumber } }: Change,
  wantedCents: Cents = transaction.record.change?.quote?.totalCents ?? 0,
): Promise<void> {
  const { quoteGuid } = transaction.ids;
  if (quoteGuid === null) return;
  await transaction.step(
    'verify',
    async () => {
      const held = await look.readBackChange({ policyNumber, quoteGuid });
      if (held.transaction === null) {
        throw stopped(
          `The policy system does not hold the change ${quoteGuid} as bound.`,
          'Have it looked at there, then run the step again.',
        );
      }
      mustBeBooked(held, wantedCents);
      return held;
    },
    ({ premiums, invoices }) => outcomeOf(premiums !== null, invoices?.length ?? null),
  );
}

function mustBeBooked({ premiums }: ChangeReadBack, wantedCents: Cents): void {
  if (premiums === null) return;
  const heldCents = sumCents(premiums.map(({ amountCents }) => amountCents));
  if (heldCents === wantedCents) return;
  throw stopped(
    `The policy system holds ${formatCents(heldCents)} for the change, and was given ${formatCents(wantedCents)}.`,
    'Have it put right in the policy system, then run the step again.',
  );
}

function outcomeOf(isCompared: boolean, invoices: number | null): string {
  const amount = isCompared ? 'Its amount is as asked for.' : 'Its amount cannot be looked up.';
  return invoices === null ? amount : `${amount} Invoices: ${invoices}.`;
}
