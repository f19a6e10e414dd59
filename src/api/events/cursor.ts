/* A place in the log of events, as callers have it: a text that says nothing, so that it may mean more one day. */

const FORM = /^after (\d{1,15})$/;

/** @param number of the event after which to read on; 0 for the beginning */
export function cursorOf(number: number): string {
  return Buffer.from(`after ${number}`).toString('base64url');
}

/** The number of a cursor; null where it is none. */
export function numberOf(cursor: string): number | null {
  const [, number] = FORM.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  return number === undefined ? null : Number(number);
}
