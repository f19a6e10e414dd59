import { CHANGE_REQUEST, readChange } from '../mid-term/input.js';
import { SUBMISSION } from '../new-business/input.js';
import { day, object, oneOf, orNull } from '../transaction/input-shape.js';
import type { RewriteInput } from './messages.js';

const REQUEST = object({
  ...CHANGE_REQUEST,
  kind: oneOf('fullTerm', 'remainder', 'newTerm'),
  cancelledOn: day,
  start: orNull(day),
  submission: SUBMISSION,
});

/** @throws ApplicationFailure of type `invalidInput`, with which the workflow fails */
export function readRewrite(given: RewriteInput): RewriteInput {
  return readChange(given, 'rewrite', REQUEST);
}
