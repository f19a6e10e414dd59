import { byUrgency, type TaskHead, type TaskPlace } from '../../domain/task/task-head.js';
import { cursorOf, tokenOf } from '../transactions/list-cursor.js';

/** The place of one task in the list of all: no two have the same. */
export interface ListPlace extends TaskPlace {
  /** Of the workflow that has it. */
  readonly id: string;
  /** Of the task; the empty text stands before all of them. */
  readonly key: string;
}

/** The order of the list: by urgency, then by what names a task. */
export function byPlace(one: ListPlace, other: ListPlace): number {
  return byUrgency(one, other) || compared(one.id, other.id) || compared(one.key, other.key);
}

/** The place before all tasks of a workflow that are as urgent as a head. */
export function placeOfHead({ due, since }: TaskHead, id: string): ListPlace {
  return { due, since, id, key: '' };
}

function compared(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

/** A place as clients get it. @param search what the list is of; the cursor is good for that alone */
export function cursorOfPlace({ due, since, id, key }: ListPlace, search: string): string | null {
  return cursorOf(Buffer.from(JSON.stringify([due, since, id, key])), search);
}

/** The place in a cursor; null where this list did not make it for this search. */
export function placeOfCursor(cursor: string, search: string): ListPlace | null {
  const token = tokenOf(cursor, search);
  if (token === null) return null;
  // The check in the cursor says that `cursorOfPlace` made it.
  const [due, since, id, key] = JSON.parse(Buffer.from(token).toString()) as [
    string | null,
    string | null,
    string,
    string,
  ];
  return { due, since, id, key };
}
