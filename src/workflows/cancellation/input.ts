import { CANCELLATION_REASONS } from '../../domain/notice/cancellation-reason.js';
import { CHANGE_REQUEST, readChange } from '../mid-term/input.js';
import {
  cents,
  day,
  flag,
  moment,
  object,
  oneOf,
  orNull,
  text,
} from '../transaction/input-shape.js';
import type { CancellationInput } from './messages.js';

const REQUEST = object({
  ...CHANGE_REQUEST,
  source: oneOf('insured', 'insurer'),
  reason: oneOf(...CANCELLATION_REASONS),
  receivedOn: day,
  requestedOn: orNull(day),
  processOn: orNull(day),
  isFlatAsked: flag,
  undoneBy: orNull(object({ deadline: moment, pastDueCents: cents })),
  leniency: orNull(object({ isProRata: flag, isWithoutMinimum: flag, by: text, reason: text })),
});

/** @throws ApplicationFailure of type `invalidInput`, with which the workflow fails */
export function readCancellation(given: CancellationInput): CancellationInput {
  return readChange(given, 'cancellation', REQUEST);
}
