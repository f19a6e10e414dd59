import { CHARGE_KINDS, REFUNDABLE } from '../../domain/money/charges.js';
import { cents, flag, listOf, object, oneOf, orNull, text } from '../transaction/input-shape.js';

const CHARGES = listOf(
  object({
    kind: oneOf(...CHARGE_KINDS),
    name: text,
    line: orNull(text),
    state: orNull(text),
    amountCents: cents,
    refundable: oneOf(...REFUNDABLE),
    isTaxable: flag,
  }),
);

/** What shall be charged from now on, as somebody sent it. */
export const FIGURES = object({ fullTerm: orNull(CHARGES), asGiven: orNull(CHARGES) });
