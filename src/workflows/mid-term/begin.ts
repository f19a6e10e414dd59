import type { Refusal } from '../../domain/machine/refusals.js';
import type { ChangeRequest } from '../../domain/transaction/change-request.js';
import { isQuoted, type AnyQuoted, type OpenChange } from './open-change.js';
import { refuse } from './quoted.js';

/** How a change of a kind begins. */
interface Beginning<Quoted> {
  /** @returns why it cannot be begun */
  readonly create: (first: Quoted) => Refusal | null;
  /** An earlier run of it has booked it at the term: goes on from there. */
  readonly goOn: () => void;
  /** Told to whoever waits for it. */
  readonly whenRefused?: () => Promise<void>;
}

/** Asks whether a change can be done at all, as the term stands, and begins it. One that is refused ends with the reasons. */
export async function begin<Request extends ChangeRequest, Quoted extends AnyQuoted>(
  open: OpenChange<Request, Quoted>,
  { create, goOn, whenRefused }: Beginning<Quoted>,
): Promise<void> {
  open.whenBooked(goOn);
  const first = await open.askQuote();
  open.turn.see(first.turn);
  const refusals = isQuoted(first) ? begun(open, first, create) : first.refusals;
  if (refusals.length === 0) return;
  await open.turn.giveBack();
  await whenRefused?.();
  refuse(open.transaction, refusals);
}

function begun<Request extends ChangeRequest, Quoted extends AnyQuoted>(
  open: OpenChange<Request, Quoted>,
  first: Quoted,
  create: Beginning<Quoted>['create'],
): readonly Refusal[] {
  if (open.keepOrGoOn(first)) return [];
  const refusal = create(first);
  return refusal ? [refusal] : [];
}
