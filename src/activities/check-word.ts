import { setTimeout as pause } from 'node:timers/promises';
import { formatCents, parseCents, sumCents, type Cents } from '../domain/money/cents.js';
import type { BillingSystem } from '../ports/billing.js';
import type { PolicySystem } from '../ports/policy-system.js';
import { SystemRejection } from '../ports/call-errors.js';
import type { PolicySystemIds } from '../domain/transaction/policy-system-ids.js';
import type { ExternalReference } from '../domain/transaction/external-reference.js';
import type { Insured } from '../domain/insured/insured.js';
import type { PremiumCharge } from '../domain/premium/premium-charge.js';

/** The systems that may know better. */
export interface Sources {
  readonly policySystem: PolicySystem;
  /** Null where the policy system alone bills. */
  readonly billing: BillingSystem | null;
}

/** A write that a person says something of. */
export interface WriteToSettle {
  /** The kind of write: the first word of its key in `Writes`. */
  readonly kind: string;
  /** What is known of its transaction. */
  readonly ids: PolicySystemIds;
  readonly reference: ExternalReference;
  readonly policyNumber: string | null;
  readonly termNumber: number;
  readonly insured: Insured;
  /** For the booking of a charge. */
  readonly charge: PremiumCharge | null;
}

/** What a person says of a write. */
export type Word =
  | { readonly written: false }
  | { readonly written: true; readonly made?: string | null; readonly fees?: string | null };

/** `taken`: the sentence for the record. `contradiction`: a system that can be asked says otherwise. */
type Verdict = { readonly taken: string } | { readonly contradiction: string };

/** What a system holds: null when it holds nothing; `unknown` when it cannot be asked for this. */
type Held =
  | {
      /** In words. */
      readonly is: string;
      /** What a person names it by, where one must. */
      readonly name?: string;
      readonly amounts?: Amounts;
    }
  | null
  | 'unknown';
interface Amounts {
  readonly premiumCents: Cents;
  readonly feeCents: Cents;
}

/**
 * Compares a person's word on a write with what the policy system, or billing, holds.
 *
 * Where that cannot be asked the word is taken as it is, and the record says so: a transaction must never wait for
 * ever because nobody can be asked.
 */
export async function checkWord(
  write: WriteToSettle,
  word: Word,
  sources: Sources,
): Promise<Verdict> {
  const said = saidOf(write.kind, word);
  const held = await soon(lookFor(write, word, sources));
  if (held === 'unknown') {
    return { taken: `${said} It could not be looked up: this is a person's word.` };
  }
  const owner = write.kind === 'period' ? 'Billing' : 'The policy system';
  if (!word.written) {
    if (held === null) return { taken: `${said} ${owner} says so too.` };
    return { contradiction: `${owner} has it: ${held.is}. Say that it was written.` };
  }
  if (held === null) {
    return { contradiction: `${owner} does not have it${missing(write, word)}.` };
  }
  const other = differs(write.kind, word.made ?? null, word.fees, held);
  return other === null ? { taken: `${said} ${owner} says so too.` } : { contradiction: other };
}

/** Whoever sends the word waits five seconds for the answer; a system that is slower than this cannot be asked. */
const LONGEST_LOOK_MS = 3_000;

async function soon(look: Promise<Held>): Promise<Held> {
  const over = new AbortController();
  const late = pause(LONGEST_LOOK_MS, 'unknown' as const, { signal: over.signal });
  try {
    return await Promise.race([look.catch(() => 'unknown' as const), late]);
  } finally {
    late.catch(() => undefined);
    over.abort();
  }
}

function saidOf(kind: string, word: Word): string {
  if (!word.written) return `Said by hand: the ${kind} was not written.`;
  const made = word.made == null ? '' : ` as ${word.made}`;
  return `Said by hand: the ${kind} was written${made}.`;
}

function missing({ kind, policyNumber, termNumber }: WriteToSettle, word: Word): string {
  const made = word.written ? (word.made ?? null) : null;
  if (kind === 'period') return `: it knows no term ${termNumber} of policy ${policyNumber ?? ''}`;
  return made === null ? '' : `: it knows no ${kind} ${made}`;
}

function differs(
  kind: string,
  made: string | null,
  fees: string | null | undefined,
  held: Exclude<Held, null | 'unknown'>,
): string | null {
  if (held.amounts) {
    const { premiumCents, feeCents } = held.amounts;
    if (parseCents(made ?? '') === premiumCents && (parseCents(fees ?? '0') ?? 0) === feeCents) {
      return null;
    }
    return `The policy system has another amount: ${held.is}.`;
  }
  const { name } = held;
  if (made === null || name === undefined || made.toLowerCase() === name.toLowerCase()) return null;
  const owner = kind === 'period' ? 'The transaction bound' : 'The policy system has';
  return `${owner} ${held.is}, and not ${made}.`;
}

/** @throws whatever the system answers when it cannot be asked */
async function lookFor(write: WriteToSettle, word: Word, sources: Sources): Promise<Held> {
  const { policySystem, billing } = sources;
  const { ids, reference, policyNumber, termNumber, charge } = write;
  const { quoteGuid, insuredGuid, submissionGroupGuid } = ids;
  const made = word.written ? (word.made?.toLowerCase() ?? null) : null;
  switch (write.kind) {
    case 'insured': {
      if (made === null) return 'unknown';
      const found = await policySystem
        .findInsured({ ...write.insured, onFile: made }, true)
        .catch(nullIfNobody);
      return oneOf(found === null ? [] : [found.insuredGuid], made);
    }
    case 'submission': {
      if (insuredGuid === null || made === null) return 'unknown';
      const groups = await policySystem.listSubmissions(insuredGuid);
      return oneOf(
        groups.map((group) => group.submissionGroupGuid),
        made,
      );
    }
    case 'quote': {
      if (submissionGroupGuid === null) return 'unknown';
      const open = (await policySystem.listQuotes(submissionGroupGuid)).filter(
        ({ status }) => status !== 'closed',
      );
      if (made !== null)
        return oneOf(
          open.map((quote) => quote.quoteGuid),
          made,
        );
      const [first] = open;
      return first ? { is: `quote ${first.quoteGuid}` } : null;
    }
    case 'link': {
      const quotes = await policySystem.findQuotesByReference(reference);
      const linked = quotes.find(
        (quote) => quote.quoteGuid === quoteGuid && quote.reference !== null,
      );
      return linked ? { is: `the link of quote ${linked.quoteGuid}` } : null;
    }
    case 'premium': {
      if (quoteGuid === null || charge === null) return 'unknown';
      const code = policySystem.chargeCodeOf(charge);
      const row = (await policySystem.listPremiums(quoteGuid)).find(
        ({ chargeCode, amountCents }) => chargeCode === code && amountCents === charge.amountCents,
      );
      return row ? { is: `${charge.charge} of ${formatCents(row.amountCents)}` } : null;
    }
    case 'workbook': {
      if (quoteGuid === null) return 'unknown';
      const rows = await policySystem.listPremiums(quoteGuid);
      if (rows.length === 0) return null;
      const total = (isFee: boolean): Cents =>
        sumCents(rows.filter((row) => row.isFee === isFee).map(({ amountCents }) => amountCents));
      const amounts = { premiumCents: total(false), feeCents: total(true) };
      const { premiumCents, feeCents } = amounts;
      return {
        is: `a premium of ${formatCents(premiumCents)} and fees of ${formatCents(feeCents)}`,
        amounts,
      };
    }
    case 'bind': {
      if (quoteGuid === null) return 'unknown';
      const quote = await policySystem.readQuote(quoteGuid);
      return quote && (quote.status === 'bound' || quote.status === 'issued')
        ? { is: `policy ${quote.policyNumber}`, name: quote.policyNumber }
        : null;
    }
    case 'binderDocument':
    case 'policyDocument': {
      if (quoteGuid === null) return 'unknown';
      const kind = write.kind === 'binderDocument' ? 'binder' : 'policy';
      const found = (await policySystem.listDocuments(quoteGuid)).find((one) => one.kind === kind);
      return found ? { is: `document ${found.documentGuid}` } : null;
    }
    case 'period': {
      if (billing === null || policyNumber === null) return 'unknown';
      const period = await billing.getPeriodInfo({ policyNumber, termNumber });
      return period
        ? { is: `term ${termNumber} of policy ${period.policyNumber}`, name: period.policyNumber }
        : null;
    }
    default:
      return 'unknown';
  }
}

/** Refused as the one who is meant: there is nobody under the GUID. */
function nullIfNobody(error: unknown): null {
  if (error instanceof SystemRejection && error.field === 'insured.onFile') return null;
  throw error;
}

function oneOf(guids: readonly string[], made: string): Held {
  return guids.some((guid) => guid.toLowerCase() === made) ? { is: made, name: made } : null;
}
