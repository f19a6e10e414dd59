import { civilDateIn } from '../../domain/calendar/time-zone.js';
import type { Moratorium } from '../../domain/notice/moratorium.js';
import { WorkflowEnded } from '../../temporal/errors.js';
import { sendAct } from '../../temporal/send-act.js';
import { findTransaction, readRecord } from '../../temporal/transactions.js';
import {
  recordOf,
  type KnownRecord,
  type VisibleTransaction,
} from '../../temporal/visible-transactions.js';
import {
  moratoriumStartsUpdate,
  type DeclaredMoratorium,
} from '../../workflows/cancellation/messages.js';
import type { ApiContext } from '../context.js';
import { PROBLEMS } from '../problem-catalogue.js';
import { toProblem } from '../problem.js';
import type { ToldOfMoratorium } from './moratorium-schemas.js';

/** A moratorium as somebody has the cancellations told of it. */
export interface Declared {
  readonly moratorium: Moratorium;
  readonly by: string;
  readonly reason: string;
}

/** Tells one cancellation of a moratorium. @returns what came of it; null where it is not about it */
export async function tellCancellation(
  context: ApiContext,
  visible: VisibleTransaction,
  { moratorium, by, reason }: Declared,
): Promise<ToldOfMoratorium | null> {
  const { product: key, policyNumber } = recordOf(visible);
  const product = context.products.get(key);
  // Sold elsewhere, or by a product that has no file any more: its next quote stops by that.
  if (!product?.states.some((state) => moratorium.jurisdictions.includes(state))) return null;
  const { workflowId: id } = visible;
  const item = { id, policyNumber };
  const withdrawn = { ...item, outcome: 'withdrawn', code: null, detail: null } as const;
  try {
    const on = civilDateIn(product.timeZone, context.today());
    const { lines } = product.notice;
    const isTold = visible.status === 'RUNNING';
    if (isTold && (await isTaken(context, id, { by, reason, moratorium, on, lines })))
      return withdrawn;
    return (await isWithdrawnBy(context, id, moratorium)) ? withdrawn : null;
  } catch (error) {
    const { code, details } = toProblem(error);
    if (code === 'internal') throw error;
    if (details.refusals?.[0]?.code === 'notInMoratorium') return null;
    const outcome = PROBLEMS[code].status === 503 ? 'unanswered' : 'refused';
    return { ...item, outcome, code, detail: details.detail ?? null };
  }
}

/** @returns whether it took it; not where it is over by now */
async function isTaken(
  context: ApiContext,
  id: string,
  declared: DeclaredMoratorium,
): Promise<boolean> {
  try {
    await sendAct(context, id, moratoriumStartsUpdate, declared);
    return true;
  } catch (error) {
    if (error instanceof WorkflowEnded) return false;
    throw error;
  }
}

/** Whether it is over because of this moratorium. */
async function isWithdrawnBy(
  context: ApiContext,
  id: string,
  moratorium: Moratorium,
): Promise<boolean> {
  const found = await findTransaction(context, id);
  const record: KnownRecord | null = found && (await readRecord(context, found));
  return record?.change?.moratorium === moratorium.id;
}
