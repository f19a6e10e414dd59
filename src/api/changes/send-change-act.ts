import type { ChangeAct } from '../../domain/transaction/change-acts.js';
import { hasAct, KINDS, type TransactionKind } from '../../domain/transaction/kinds.js';
import { lateAnswer } from '../../domain/transaction/late-acts.js';
import type { Temporal } from '../../temporal/deadlines.js';
import type { FoundTransaction } from '../../temporal/transactions.js';
import type { KnownRecord } from '../../temporal/visible-transactions.js';
import { Problem } from '../problem.js';
import { actOrRead, type Act } from '../transactions/act-or-read.js';

/** An act as it is sent. */
export interface SentAct<Argument> extends Act<Argument> {
  readonly act: ChangeAct;
}

/**
 * Has somebody act on a change; what comes after its end is told what the table of its kind says of that.
 *
 * @param find looks the transaction up; asked again when it ends meanwhile
 * @throws Problem `no-such-act`, `change-refused`, `already-ended`
 * @throws the errors of `sendAct`
 */
export async function sendChangeAct<Argument>(
  temporal: Temporal,
  find: () => Promise<FoundTransaction>,
  { act, ...sent }: SentAct<Argument>,
): Promise<KnownRecord> {
  const found = await find();
  mustHaveAct(found.visible.kind, act);
  const { record, isTaken } = await actOrRead(temporal, found, find, sent);
  return isTaken ? record : afterEnd(record, act);
}

/** @throws Problem `no-such-act` where a kind of transaction never takes it */
export function mustHaveAct(kind: TransactionKind, act: ChangeAct): void {
  if (hasAct(kind, act)) return;
  throw new Problem('no-such-act', {
    detail: `${KINDS[kind].title} is a kind of transaction that cannot be asked to ${inWords(act)}; nothing was done.`,
  });
}

/** What an act comes to when nothing happens any more. */
function afterEnd(record: KnownRecord, act: ChangeAct): KnownRecord {
  const { kind, state, failure } = record;
  // What was ended in Temporal may have been done all the same.
  const hasEndedItself = failure === null || ['refused', 'abandoned'].includes(failure.code);
  const late = hasEndedItself ? lateAnswer({ kind, state, act }) : null;
  if (late === 'done') return record;
  if (late === null) throw new Problem('already-ended');
  throw new Problem('change-refused', { detail: late.text, refusals: [late] });
}

/** `record notice` of `recordNotice`. */
function inWords(act: ChangeAct): string {
  return act.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
