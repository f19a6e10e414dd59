import type { GroupWord, GroupWordOf } from '../../domain/quote-group/group.js';
import { UNIFORM_FIELDS, type FieldDigests } from '../../domain/quote-group/rules.js';
import { isTransactionId } from '../../domain/workflow-ids.js';
import { refuseOtherMembers, refuseUnreadable } from '../transaction/readable-act.js';
import { fieldsOf, invalid, type Fields } from '../policy-term/message-fields.js';
import type { FreeOrder } from './messages.js';

/*
 * What comes to a group, read field by field: any client of Temporal may send anything, and what is read here goes on from
 * run to run.
 */

const LONGEST_DIGEST = 100;

/** What a quote says. @throws ApplicationFailure of type `invalidInput` */
export function readWord<K extends GroupWord['kind']>(kind: K, message: unknown): GroupWordOf<K> {
  const sent = fieldsOf(message);
  const said = { quote: quote(sent), saidAtMs: saidAtMs(sent) };
  const word: GroupWord =
    kind === 'join' || kind === 'claim'
      ? { kind, ...said, digests: digests(fieldsOf(sent['digests'], 'digests')) }
      : { kind, ...said };
  return word as GroupWordOf<K>;
}

/** What a person says of a quote that cannot leave by itself. @throws ApplicationFailure of type `invalidInput` */
export function readFreeOrder(message: FreeOrder): FreeOrder {
  refuseUnreadable(message);
  refuseOtherMembers(message, ['quote', 'by', 'reason']);
  const { by, reason } = message;
  return { quote: quote(fieldsOf(message)), by, reason };
}

function quote(sent: Fields): string {
  const { quote: id } = sent;
  if (typeof id === 'string' && isTransactionId(id)) return id;
  throw invalid('quote must be the id of a quote');
}

/** The order of the words of a quote, from its own clock. */
function saidAtMs(sent: Fields): number {
  const { saidAtMs: at } = sent;
  if (typeof at === 'number' && Number.isSafeInteger(at) && at >= 0) return at;
  throw invalid('saidAtMs must be a moment in milliseconds');
}

function digests(sent: Fields): FieldDigests {
  const read = UNIFORM_FIELDS.map((field) => {
    const digest = sent[field];
    if (typeof digest === 'string' && digest.length <= LONGEST_DIGEST) return [field, digest];
    throw invalid(`digests.${field} must be text of at most ${LONGEST_DIGEST} characters`);
  });
  return Object.fromEntries(read) as FieldDigests;
}
