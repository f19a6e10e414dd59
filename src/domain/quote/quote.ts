import type { UnderwritingFlag } from './underwriting.js';

/** How far a quote has come, from its draft to the issued policy, or to one of its other ends. */
export const QUOTE_STATES = [
  'draft',
  'validated',
  'priced',
  'underwritten',
  'accepted',
  'issued',
  'underwritingBlocked',
  'declined',
  'rejected',
  'refused',
  'discarded',
] as const;
export type QuoteState = (typeof QUOTE_STATES)[number];

/** The states that a quote can be asked to go to, in their order; each needs the one before. It begins in the first. */
export const QUOTE_MILESTONES = [
  'draft',
  'validated',
  'priced',
  'underwritten',
  'accepted',
  'issued',
] as const satisfies readonly QuoteState[];
export type QuoteMilestone = (typeof QUOTE_MILESTONES)[number];

/** Where a quote rests that is off the way to its bind. */
const RESTS_AT: Partial<Record<QuoteState, QuoteMilestone>> = {
  underwritingBlocked: 'priced',
  declined: 'priced',
  rejected: 'priced',
  refused: 'accepted',
};

/** The milestone that a quote has reached in a state; null where nothing happens to it any more. */
export function restsAt(state: QuoteState): QuoteMilestone | null {
  return QUOTE_MILESTONES.find((milestone) => milestone === state) ?? RESTS_AT[state] ?? null;
}

/** What has a quote go on by one state, and the state that it leads to where nothing stands against it. */
export const QUOTE_STEPS = {
  validate: 'validated',
  price: 'priced',
  underwrite: 'underwritten',
  accept: 'accepted',
  issue: 'issued',
} as const satisfies Partial<Record<QuoteEvent['kind'], QuoteMilestone>>;
export type QuoteStep = keyof typeof QUOTE_STEPS;

/** What happens to a quote, with what is known at that moment. */
export type QuoteEvent =
  /** `isProductKnown`: the product is sold, and fits the account. */
  | { readonly kind: 'create'; readonly isProductKnown: boolean }
  /** `isAsRead`: nobody else has changed the quote since it was read. */
  | { readonly kind: 'edit'; readonly isAsRead: boolean; readonly isSameProduct: boolean }
  | { readonly kind: 'validate'; readonly hasFindings: boolean }
  | { readonly kind: 'price'; readonly hasFindings: boolean }
  /** `flags` of one run of the rules; null when they cannot run. */
  | { readonly kind: 'underwrite'; readonly flags: readonly UnderwritingFlag[] | null }
  | { readonly kind: 'decide'; readonly decision: 'approve' | 'decline' | 'reject' }
  /** `isGroupFree`: no other quote of the same opportunity is accepted. */
  | { readonly kind: 'accept'; readonly isGroupFree: boolean }
  /** `isDone`: bound, issued, and its term handed over; else a step has stopped on the way. */
  | { readonly kind: 'issue'; readonly isDone: boolean }
  /** The customer said no. */
  | { readonly kind: 'refuse'; readonly isBound: boolean }
  | { readonly kind: 'reset' }
  | { readonly kind: 'discard' }
  | { readonly kind: 'expire'; readonly isBound: boolean }
  | { readonly kind: 'abandon'; readonly isBound: boolean }
  /** `isAwaited`: a step has stopped, and waits for it. */
  | { readonly kind: 'correct'; readonly isAwaited: boolean };

/** What can be asked of a quote; everything else that its table takes it does by itself. */
export const QUOTE_ACTS = [
  'edit',
  'validate',
  'price',
  'underwrite',
  'decide',
  'accept',
  'issue',
  'refuse',
  'reset',
  'discard',
] as const satisfies readonly QuoteEvent['kind'][];

/** With what a quote comes to a milestone: how the steps that bring it there end, where nothing stands against it. */
export const REACHED_WITH: Readonly<Record<Exclude<QuoteMilestone, 'draft'>, QuoteEvent>> = {
  validated: { kind: 'validate', hasFindings: false },
  priced: { kind: 'price', hasFindings: false },
  // Where the product has rules of underwriting, they have said so before.
  underwritten: { kind: 'underwrite', flags: [] },
  // A quote that is in a group has asked it before; any other is an opportunity of its own.
  accepted: { kind: 'accept', isGroupFree: true },
  issued: { kind: 'issue', isDone: true },
};
