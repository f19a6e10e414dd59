import { CHANGE_REQUEST, readChange } from '../mid-term/input.js';
import { day, flag, object, orNull } from '../transaction/input-shape.js';
import type { ReinstatementInput } from './messages.js';

const REQUEST = object({ ...CHANGE_REQUEST, from: orNull(day), isAgreed: flag });

/** @throws ApplicationFailure of type `invalidInput`, with which the workflow fails */
export function readReinstatement(given: ReinstatementInput): ReinstatementInput {
  return readChange(given, 'reinstatement', REQUEST);
}
