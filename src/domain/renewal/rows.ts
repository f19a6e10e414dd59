import type { Row } from '../machine/machine.js';
import type { RenewalEffect, RenewalEvent } from './events.js';
import type { RenewalState } from './state.js';

/** A row of the table of a renewal. */
export type RenewalRow = Row<RenewalState | 'new', RenewalEvent, RenewalEffect>;

/** The first quote, or one after another that left nothing in the policy system. */
export const QUOTE = ['readBilling', 'quote'] as const;

/** D39: what was prepared before is closed, and not left beside the new quote. */
export const QUOTE_AGAIN = ['closeQuote', ...QUOTE] as const;

/** On every way to an end without a term. */
export const OUT = ['closeQuote', 'taskMoney', 'tellEnded'] as const;

/** Where the insurer will not renew: nothing of an offer comes any more. */
export const TO_NON_RENEWING = ['closeQuote', 'taskMoney', 'askNotice'] as const;
