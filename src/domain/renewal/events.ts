import type { Revised } from '../machine/conditions.js';
import type { NoticeWindow } from '../notice/notice-days.js';
import type { CivilDate } from '../calendar/civil-date.js';
import type { RenewalDirection } from '../policy-term/renewal-events.js';
import type { RenewalFlow } from '../product/renewal.js';
import type { ExpiringFacts } from './guards.js';

/** The renewal begins. */
export interface Beginning {
  /** Null where nothing stands against it. */
  readonly direction: RenewalDirection | null;
  readonly term: ExpiringFacts;
}

/** Money for an offer, with what it comes to together with all that came for the same version in time. */
export interface OfferMoney {
  /** Of the product. */
  readonly flow: RenewalFlow;
  /** It is for the latest version that was sent. */
  readonly isCurrentVersion: boolean;
  /** A plan is paid for, or the one that was named. */
  readonly planFits: boolean;
  /** It was received by the end of the payment deadline. */
  readonly isInTime: boolean;
  /** The expiring term was cancelled before its end: there is nothing to renew. */
  readonly isOldTermCancelled: boolean;
}

/** What happens to a renewal, with what is known at that moment. `old` is the expiring term. */
export type RenewalEvent =
  | { readonly kind: 'schedule'; readonly isBound: boolean }
  /** Of a policy that lives elsewhere. */
  | { readonly kind: 'startConversion'; readonly isKnown: boolean }
  | ({ readonly kind: 'leadTimeReached' } & Beginning)
  | ({ readonly kind: 'startRenewal' } & Beginning)
  /** The newest direction, as the expiring term has it; null where it was taken back. */
  | { readonly kind: 'direction'; readonly direction: RenewalDirection | null }
  | ({ readonly kind: 'quoteResult'; readonly outcome: 'ok' | 'referral' | 'findings' } & Revised)
  | { readonly kind: 'decide'; readonly decision: 'approve' | 'nonRenew' }
  /** Something else is asked for; `isDirected`: a direction has it wait for an underwriter, whatever it costs. */
  | { readonly kind: 'edit'; readonly isDirected: boolean }
  | { readonly kind: 'recheck'; readonly hasOpenIssues: boolean }
  /** The day of the offer is there, or somebody says that it is out. */
  | { readonly kind: 'offerSent'; readonly flow: RenewalFlow }
  | { readonly kind: 'issueDate'; readonly flow: RenewalFlow }
  | ({ readonly kind: 'recordOfferPayment' } & OfferMoney)
  /** Billing has taken money back, perhaps before it says that it had come. */
  | { readonly kind: 'reverseOfferPayment' }
  /** `isPaid`: money in time pays for a plan of the current version, and was not looked at yet. */
  | { readonly kind: 'paymentDeadline'; readonly isPaid: boolean }
  | { readonly kind: 'withdraw' }
  | { readonly kind: 'oldTermChanged' }
  /** The product has another flow by now than the next term is made for. */
  | { readonly kind: 'flowChanged' }
  | { readonly kind: 'bindResult'; readonly isDone: boolean }
  | { readonly kind: 'billed' }
  /** The insured was told that the policy will not be renewed. */
  | {
      readonly kind: 'noticeSent';
      /** The day from which it counts, in the zone of the policy; null without proof of mailing. */
      readonly provenOn: CivilDate | null;
      readonly window: NoticeWindow;
      /** An earlier notice was in time, with proof. */
      readonly hasTimelyProof: boolean;
    }
  | { readonly kind: 'reverseNonRenewal' }
  | { readonly kind: 'expirationReached'; readonly hasTimelyProof: boolean }
  | { readonly kind: 'oldTermCancelled' }
  | { readonly kind: 'abandon'; readonly isWritten: boolean }
  | { readonly kind: 'correct'; readonly isAwaited: boolean };

/** What a renewal shall have done outside. Each can be done twice. */
export type RenewalEffect =
  /** How billing bills the policy now, which it may have changed by itself. */
  | 'readBilling'
  /** Find what the next term costs, on the expiring term as it stands now: a new revision. */
  | 'quote'
  /** The unbound quote in the policy system; nothing where there is none. */
  | 'closeQuote'
  /** Have a quote in the policy system again that was closed, to be bound at the amounts of the offer. */
  | 'reopenQuote'
  /** An underwriter decides. */
  | 'askReferral'
  /** The next quote does not refer for the same reason. */
  | 'liftReferral'
  | 'keepDirection'
  /** Give the offer its version, and put it out; nothing where that version is out. */
  | 'sendOffer'
  /** Money that came while no offer was out: each payment comes again, for the version that it belongs to. */
  | 'replayParked'
  /** Under its id and version; a payment told twice counts once. */
  | 'keepMoney'
  /** A person decides about the money that is kept; nothing where none is. */
  | 'taskMoney'
  /** No plan is paid for yet: the answer names none, and a person knows. */
  | 'taskNoPlanFits'
  /** Money for an offer that does not hold any more: no consent to the one that does. */
  | 'taskOlderVersion'
  /** Money after the renewal was not taken: a person decides, advised by what the product says of late money. */
  | 'taskLateMoney'
  /** Billing sends for a flow that the product does not have. */
  | 'taskWrongFlow'
  | 'bind'
  /** The new term to its own workflow, with the money of the offer paid up front; its name to the expiring one. */
  | 'tellBound'
  | 'bill'
  /** Money that came during or after the bind, to the new term: it counts it once, and nothing is bound again. */
  | 'moneyToNewTerm'
  /** Money that was taken back counts no more; whoever was asked about it is asked otherwise, or no more. */
  | 'countAgain'
  /** What the new term has as paid is reversed there. */
  | 'reversalToNewTerm'
  /** Of the new term, to whoever sent money; that it is being bound, as long as it is. */
  | 'answerPolicyNumber'
  /** What changed in the expiring term, to the new one: an endorsement from its start, accepted by itself, once it is bound. */
  | 'carryChange'
  /** The new term cancels itself flat, once it is bound. */
  | 'cancelNewTerm'
  /** A person gives the notice of non-renewal and records its proof. */
  | 'askNotice'
  | 'keepProof'
  /** The insurer is held to renew: the notice was outside the days that the law allows. */
  | 'taskNoticeLate'
  /** The insurer is held to renew: the term ended without a notice in time. */
  | 'taskNoticeMissing'
  /** The expiring term ended and nothing is bound. */
  | 'taskOverdue'
  /** The expiring term: this renewal came to nothing, and another may be started. */
  | 'tellEnded'
  | 'askPerson'
  | 'runStepAgain'
  /** A result that came too late is dropped, with a note in the log. */
  | 'noteDropped';
