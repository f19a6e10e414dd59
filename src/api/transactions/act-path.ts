import type { ChangeAct } from '../../domain/transaction/change-acts.js';

/** Last part of the address of an act: `record-notice` of `recordNotice`. */
export function actPath(act: ChangeAct): string {
  return act.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
