import type { RenewalDirection } from '../../../src/domain/policy-term/renewal-events.js';
import type { RenewalEvent } from '../../../src/domain/renewal/events.js';
import { anExpiringTerm } from './expiring-facts.js';

type EventOf<K extends RenewalEvent['kind']> = Extract<RenewalEvent, { readonly kind: K }>;

/** What happens to a renewal when nothing is against it; a year from 2025-02-01, in the flow `offer`. */
export const beginning = { direction: null, term: anExpiringTerm() };
export const notNow = { direction: null, term: anExpiringTerm({ openRewrite: 'rewrite:POL-1:1' }) };
export const leadTime: EventOf<'leadTimeReached'> = { kind: 'leadTimeReached', ...beginning };
export const start: EventOf<'startRenewal'> = { kind: 'startRenewal', ...beginning };
/** In both ways, with a direction on the policy. */
export const begun = (direction: RenewalDirection) => [
  { ...leadTime, direction },
  { ...start, direction },
];
export const direct = (direction: EventOf<'direction'>['direction']): EventOf<'direction'> => ({
  kind: 'direction',
  direction,
});
export const result: EventOf<'quoteResult'> = {
  kind: 'quoteResult',
  answers: 1,
  revision: 1,
  outcome: 'ok',
};
export const approve: EventOf<'decide'> = { kind: 'decide', decision: 'approve' };
export const recheck: EventOf<'recheck'> = { kind: 'recheck', hasOpenIssues: false };
export const offerSent: EventOf<'offerSent'> = { kind: 'offerSent', flow: 'offer' };
export const issueDate: EventOf<'issueDate'> = { kind: 'issueDate', flow: 'bindAndCancel' };
export const money: EventOf<'recordOfferPayment'> = {
  kind: 'recordOfferPayment',
  flow: 'offer',
  isCurrentVersion: true,
  planFits: true,
  isInTime: true,
  isOldTermCancelled: false,
};
export const short = { ...money, planFits: false };
export const deadline: EventOf<'paymentDeadline'> = { kind: 'paymentDeadline', isPaid: false };
export const bound = { kind: 'bindResult', isDone: true } as const;
export const refused = { kind: 'bindResult', isDone: false } as const;
export const notice: EventOf<'noticeSent'> = {
  kind: 'noticeSent',
  provenOn: '2025-12-03',
  window: { from: '2025-10-04', by: '2025-12-03' },
  hasTimelyProof: false,
};
export const lateNotice = { ...notice, provenOn: '2025-12-04' };
export const unproven = { ...notice, provenOn: null };
export const expiration: EventOf<'expirationReached'> = {
  kind: 'expirationReached',
  hasTimelyProof: true,
};
export const correct = { kind: 'correct', isAwaited: true } as const;
export const edit = { kind: 'edit', isDirected: false } as const;
export const abandon = { kind: 'abandon', isWritten: false } as const;

export const quote = ['readBilling', 'quote'] as const;
export const again = ['closeQuote', 'readBilling', 'quote'] as const;
export const out = ['closeQuote', 'taskMoney', 'tellEnded'] as const;
export const toNonRenewing = ['closeQuote', 'taskMoney', 'askNotice'] as const;
