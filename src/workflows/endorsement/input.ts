import { CHANGE_REQUEST, readChange } from '../mid-term/input.js';
import { object, optional, WORKBOOK } from '../transaction/input-shape.js';
import { FIGURES } from './figures.js';
import type { EndorsementInput } from './messages.js';

const REQUEST = object({ ...CHANGE_REQUEST, figures: FIGURES, workbook: optional(WORKBOOK) });

/** @throws ApplicationFailure of type `invalidInput`, with which the workflow fails */
export function readEndorsement(given: EndorsementInput): EndorsementInput {
  return readChange(given, 'endorsement', REQUEST);
}
