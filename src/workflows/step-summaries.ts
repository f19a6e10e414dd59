import type { ArchiveActivities } from '../activities/archive/archive-activities.js';
import type { BillingActivities } from '../activities/billing-activities.js';
import type { CancellationActivities } from '../activities/cancellation/cancellation-activities.js';
import type { ChangeActivities } from '../activities/change-activities.js';
import type { ConversionActivities } from '../activities/conversion/conversion-activities.js';
import type { EndorsementActivities } from '../activities/endorsement/endorsement-activities.js';
import type { RatingActivities } from '../activities/endorsement/rating-activities.js';
import type { EventActivities } from '../activities/events/event-activities.js';
import type { ByHandActivities } from '../activities/mid-term/by-hand-activities.js';
import type { NewTermActivities } from '../activities/mid-term/new-term-activities.js';
import type { CorrectionActivities } from '../activities/new-business/correction-activities.js';
import type { GroupActivities } from '../activities/new-business/group-activities.js';
import type { QuoteActivities } from '../activities/new-business/quote-activities.js';
import type { PolicyActivities } from '../activities/policy-activities.js';
import type { PassOnSteps } from '../activities/policy-term/pass-on.js';
import type { RenewalSteps } from '../activities/policy-term/renewal-steps.js';
import type { ReadBackActivities } from '../activities/read-back/read-back-activities.js';
import type { BillingBooksActivities } from '../activities/reconciliation/billing-books.js';
import type { KnownHereActivities } from '../activities/reconciliation/known-here.js';
import type { LostPolicyActivities } from '../activities/reconciliation/lost-policies.js';
import type { PolicyBooksActivities } from '../activities/reconciliation/policy-books.js';
import type { TermBooksActivities } from '../activities/reconciliation/term-books.js';
import type { ReinstatementActivities } from '../activities/reinstatement/reinstatement-activities.js';
import type { BatchActivities } from '../activities/renewal-batch/batch-activities.js';
import type { ExpiringActivities } from '../activities/renewal/expiring-activities.js';
import type { RenewalActivities } from '../activities/renewal/renewal-activities.js';
import type { RewriteActivities } from '../activities/rewrite/rewrite-activities.js';
import type { TaskBatchActivities } from '../activities/task-batch/task-batch-activities.js';
import type { TermActivities } from '../activities/term-activities.js';
import type { TermChangeSteps } from '../activities/term-change-steps.js';
import type { WebhookActivities } from '../activities/webhooks/webhook-activities.js';
import { formatCents, sumCents } from '../domain/money/cents.js';
import type { Charge } from '../domain/money/charges.js';
import type { ExternalReference } from '../domain/transaction/external-reference.js';
import type { TermName } from '../domain/workflow-ids.js';

type Steps = ArchiveActivities &
  BatchActivities &
  BillingActivities &
  BillingBooksActivities &
  ByHandActivities &
  CancellationActivities &
  ChangeActivities &
  ConversionActivities &
  CorrectionActivities &
  EndorsementActivities &
  EventActivities &
  ExpiringActivities &
  GroupActivities &
  KnownHereActivities &
  LostPolicyActivities &
  NewTermActivities &
  PassOnSteps &
  PolicyActivities &
  PolicyBooksActivities &
  QuoteActivities &
  RatingActivities &
  ReadBackActivities &
  ReinstatementActivities &
  RenewalActivities &
  RenewalSteps &
  RewriteActivities &
  TaskBatchActivities &
  TermActivities &
  TermBooksActivities &
  TermChangeSteps &
  WebhookActivities;

/** What each step is about, in words of the trade and without personal data, for the first page of Temporal's Web UI. */
const SUMMARIES: {
  readonly [Name in keyof Steps]: string | ((...args: Parameters<Steps[Name]>) => string);
} = {
  // The policy system: a submission up to its policy.
  lookUpReference: ({ reference }) => `Look for quotes of ${nameOf(reference)}`,
  whoIsInsured: 'Find out who the insured is',
  resolveProducer: 'Find the producer and the underwriter',
  producerOfSubmission: 'Read under which producer the submission was opened',
  listEmptySubmissions: 'List the empty submissions of the insured',
  ensureInsured: 'Find the insured, or put it on file',
  addSubmission: (asked) => onceMore(asked, 'Open the submission'),
  quoteBasis: 'Work out what the quote is made from',
  addQuote: (asked) => onceMore(asked, 'Make the quote'),
  linkReference: (asked) => onceMore(asked, `Link ${nameOf(asked.reference)} to the quote`),
  ensureOptions: 'Find the options of the quote, or add them',
  addPremium: (asked) => {
    const { line, charge, state, amountCents } = asked.charge;
    return onceMore(asked, `Book ${charge} of ${line} in ${state}: ${formatCents(amountCents)}`);
  },
  rateWorkbook: (asked) => onceMore(asked, 'Rate the workbook'),
  readPremium: 'Read the premium of the quote',
  bind: (asked) => onceMore(asked, `Bind under plan ${asked.plan}`),
  findBind: 'Look whether the quote is bound',
  createBinderDocument: (asked) => onceMore(asked, 'Make the binder'),
  issue: 'Issue the policy',
  createPolicyDocument: (asked) => onceMore(asked, 'Make the policy document'),
  readBack: 'Read the bound policy back',
  findTwins: 'Look whether anything was made twice',
  closeQuote: 'Close the quote',
  closeQuotesOf: 'Close the quotes of the submission',

  // The policy system: changes of a bound policy, and what it has.
  readChain: ({ policyNumber }) => `Read the transactions of policy ${policyNumber}`,
  makeChange: (wanted) => changeInWords(wanted),
  makeChangeOnLatest: (wanted) => changeInWords(wanted),
  makeChangeToRate: (wanted) => `${changeInWords(wanted)}, to be rated`,
  rateChange: (asked) => onceMore(asked, 'Rate the workbook on the change'),
  readRated: 'Read what the workbook came to',
  compareRated: 'Compare what the workbook came to with what was accepted',
  bindChange: (asked) => onceMore(asked, `Bind the change of policy ${asked.policyNumber}`),
  closeChange: ({ policyNumber }) => `Close the unbound change of policy ${policyNumber}`,
  readBackChange: ({ policyNumber }) => `Read the bound change of policy ${policyNumber} back`,
  hasChainMoved: ({ policyNumber }) => `Look whether policy ${policyNumber} was changed meanwhile`,
  findDoneByHand: ({ policyNumber }) => `Look what was done by hand on policy ${policyNumber}`,
  readExpiring: ({ policyNumber }) => `Read the expiring term of policy ${policyNumber}`,
  readPolicyBack: ({ policyNumber }) => `Read policy ${policyNumber} in the policy system`,
  findPoliciesOfReference: (reference) => `Look for policies of ${nameOf(reference)}`,
  isInsuredOnFile: 'Look whether the insured is on file',
  isPolicyNumberTaken: ({ policyNumber }) => `Look whether there is a policy ${policyNumber}`,

  // Billing.
  getBillingMethods: ({ producerCode, currency }) =>
    `Ask how producer ${producerCode} may bill in ${currency}`,
  getPaymentPlans: ({ charges, currency }) =>
    `Ask for payment plans for ${totalOf(charges)} ${currency}`,
  getInvoicingPlans: ({ currency }) => `Ask for invoicing plans in ${currency}`,
  previewSchedule: ({ planCode, charges, currency }) =>
    `Preview the invoices of plan ${planCode} for ${totalOf(charges)} ${currency}`,
  getPeriodInfo: (period) => `Ask how ${termOf(period)} is billed`,
  getInvoiceStreams: 'Ask for the invoice streams of the account',
  accountExists: 'Ask whether billing knows the account',
  ensureAccount: 'Have billing know the account',
  createPolicyPeriod: (period) => bookingOf(period),
  renewPolicyPeriod: (period) => `${bookingOf(period)}, as a renewal`,
  rewritePolicyPeriod: (period) => `${bookingOf(period)}, as a rewrite`,
  issuePolicyChange: (change) => `Book the change of ${chargedOn(change)}`,
  cancelPolicyPeriod: (change) => `Book the cancellation of ${chargedOn(change)}`,
  issueReinstatement: (change) => `Book the reinstatement of ${chargedOn(change)}`,
  updateTermConfirmed: (period) => `Tell billing that ${termOf(period)} is confirmed`,

  // What the files of the business say.
  checkCorrection: 'Check what was sent to correct it',
  checkQuote: 'Ask the rules of the product what stands against the quote',
  rateByPlan: 'Rate by the rate plan of the product',
  underwriteQuote: ({ totalCents }) =>
    `Run the rules of underwriting on ${formatCents(totalCents)}`,
  quoteCancellation: ({ asked }) => `Work out the cancellation of ${termOf(asked)}`,
  findMoratorium: ({ jurisdiction }) => `Look for a moratorium in ${jurisdiction}`,
  quoteEndorsement: ({ asked }) => `Work out the endorsement of ${termOf(asked)}`,
  quoteReinstatement: ({ asked }) => `Work out the reinstatement of ${termOf(asked)}`,
  quoteRewrite: ({ asked }) => `Work out the rewrite of ${termOf(asked)}`,
  quoteRenewal: ({ asked }) => `Work out the renewal of ${termOf(asked)}`,
  adviseLateMoney: 'Work out what may be done with late money',
  renewalStart: ({ expirationDate }) => `Ask when to renew what ends on ${expirationDate}`,

  // Other workflows.
  tellGroup: ({ kind, group }) => `Tell ${group}: ${kind}`,
  deliverEvents: ({ order }) =>
    `Deliver what ${order.due.length} policies wait for, and up to ${order.events} events after ${order.after}`,
  testWebhook: 'Send a test event',
  recordEvents: ({ events }) => `Tell what happened: ${events.length} events`,
  openTermAsRead: ({ term }) => `Open ${termOf(term)} as it was read`,
  syncTerm: ({ term }) => `Have ${termOf(term)} read anew`,
  policiesResembling: ({ policyNumber }) => `Look for policies like ${policyNumber}`,
  transactionsUnderWay: ({ policyNumber, kind }) =>
    `Look for a ${kind} of policy ${policyNumber} that is under way`,
  paymentsElsewhere: ({ payments }) =>
    `Look for other terms that have one of ${payments.length} payments`,
  hasEnded: ({ expirationDate }) => `Look whether the term that ends on ${expirationDate} is over`,
  wasHandedOver: (term) => `Look whether ${termOf(term)} was handed over`,
  handOverTerm: (term) => `Hand ${termOf(term)} over`,
  tellTerm: ({ term, event }) => `Tell ${termOf(term)}: ${event.kind}`,
  passOn: ({ to }) => `Pass money on to ${termOf(to)}`,
  passMoneyOn: ({ term, amountCents, currency }) =>
    `Pass ${formatCents(amountCents)} ${currency} on to ${termOf(term)}`,
  passReversalOn: ({ term }) => `Pass a reversal on to ${termOf(term)}`,
  beginNewTerm: 'Begin the new term',
  readNewTerm: ({ reference }) => `Look how far ${nameOf(reference)} is`,
  correctNewTerm: ({ reference }) => `Correct ${nameOf(reference)}`,
  bindNewTerm: ({ reference }) => `Have ${nameOf(reference)} bound`,
  giveUpNewTerm: ({ reference }) => `Give ${nameOf(reference)} up`,
  startRenewal: (term) => `Start the renewal of ${termOf(term)}`,
  startCancellation: ({ term, reason, effectiveDate }) =>
    `Start the cancellation of ${termOf(term)} from ${effectiveDate}: ${reason}`,
  cancelNextTerm: ({ term }) => `Have ${termOf(term)} cancelled from its first day`,
  carryToNextTerm: ({ to }) => `Ask for the same change of ${termOf(to)}`,
  startReinstatement: ({ term }) => `Start the reinstatement of ${termOf(term)}`,

  // Many at once.
  startRenewals: ({ policyNumbers }) => `Start ${policyNumbers.length} renewals`,
  lookAtRenewals: ({ renewals }) => `Look at ${renewals.length} open renewals`,
  findDue: 'Look for renewals that are due',
  settleTasks: ({ tasks }) => `Settle ${tasks.length} tasks`,
  archiveClosed: ({ from, until }) => `Keep what closed from ${from} to ${until}`,
  listTermsToCompare: 'List terms to compare',
  standingOfTerms: ({ terms }) => `Look how ${terms.length} terms stand`,
  readPolicyBooks: ({ terms }) => `Read ${terms.length} terms in the policy system`,
  readBillingBooks: ({ terms }) => `Read ${terms.length} terms in billing`,
  compareTerms: ({ terms }) => `Compare ${terms.length} terms`,
  repairTerms: ({ terms }) => `Repair ${terms.length} terms`,
  tellTerms: ({ terms }) => `Tell ${terms.length} terms how they differ`,
  listTermsInForce: ({ on }) => `List terms in force on ${on} in the policy system`,
  listBilledTerms: 'List terms that billing has',
  knownPolicies: ({ policies }) => `Look which of ${policies.length} policies are known here`,
  seeToLostPolicies: ({ policies, opens }) =>
    `${opens ? 'Open' : 'Ask about'} ${policies.length} policies that were lost`,
  knownTerms: ({ terms }) => `Look which of ${terms.length} terms are known here`,
};

/** What a step is about. @returns undefined of a step that is none of ours, or was asked for as no version here does */
export function stepSummary(name: string, args: readonly unknown[]): string | undefined {
  if (!Object.hasOwn(SUMMARIES, name)) return undefined;
  const summary = SUMMARIES[name as keyof Steps] as string | ((...args: unknown[]) => string);
  try {
    return typeof summary === 'string' ? summary : summary(...args);
  } catch {
    // Words must not stop a step.
    return undefined;
  }
}

/** A write whose answer was lost looks first. */
function onceMore({ again }: { readonly again: boolean }, what: string): string {
  return again ? `${what}, unless it is done already` : what;
}

function nameOf({ system, id }: ExternalReference): string {
  return `${system} ${id}`;
}

function termOf({ policyNumber, termNumber }: TermName): string {
  return `term ${termNumber} of ${policyNumber}`;
}

function totalOf(charges: readonly Charge[]): string {
  return formatCents(sumCents(charges.map(({ amountCents }) => amountCents)));
}

type Period = Parameters<Steps['createPolicyPeriod']>[0];

function bookingOf(
  period: Pick<Period, keyof TermName | 'planCode' | 'charges' | 'currency'>,
): string {
  const { planCode, charges, currency } = period;
  return `Book ${termOf(period)} under plan ${planCode}: ${totalOf(charges)} ${currency}`;
}

type BookedChange = Parameters<Steps['issueReinstatement']>[0];

function chargedOn(
  change: Pick<BookedChange, keyof TermName | 'effectiveDate' | 'charges' | 'currency'>,
): string {
  const { effectiveDate, charges, currency } = change;
  return `${termOf(change)} from ${effectiveDate}: ${totalOf(charges)} ${currency}`;
}

const CHANGES = {
  endorse: 'endorsement',
  cancel: 'cancellation',
  reinstate: 'reinstatement',
} as const;

function changeInWords({
  change,
  policyNumber,
  effectiveDate,
}: Pick<Parameters<Steps['makeChange']>[0], 'change' | 'policyNumber' | 'effectiveDate'>): string {
  return `Make the ${CHANGES[change]} of policy ${policyNumber} from ${effectiveDate}`;
}
