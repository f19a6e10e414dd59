import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { expect } from 'vitest';
import { addMonths } from '../../../src/domain/calendar/civil-date.js';
import type { PremiumCharge } from '../../../src/domain/premium/premium-charge.js';
import type { RenewalFlow } from '../../../src/domain/product/renewal.js';
import { carriedRequestId } from '../../../src/domain/policy-term/starts.js';
import type { TransactionRecord } from '../../../src/domain/transaction/record.js';
import { isEnded } from '../../../src/temporal/visible-transactions.js';
import { rescheduleUpdate, withdrawUpdate } from '../../../src/workflows/mid-term/messages.js';
import { recordOfferPaymentUpdate } from '../../../src/workflows/renewal/messages.js';
import { advanceUpdate } from '../../../src/workflows/transaction/messages.js';
import { changeId } from '../../../src/domain/workflow-ids.js';
import {
  aCancellation,
  anEndorsement,
  aPremiumOf,
  readTermOf,
  untilAtRest,
  type ChangeHandle,
} from '../../support/changes.js';
import { aRenewal, startRenewal } from '../../support/renewals.js';
import { totalOfBook } from '../../support/three-books.js';
import { agreeing, outcomeOf, type Policy, type Whole } from './agreement.js';
import {
  dayBetween,
  SequenceOfChanges,
  terrorismOf,
  type FullTerm,
  type Move,
} from './sequence-of-changes.js';

/** While no renewal is under way: of the only term, or of the newest. */
const UNRENEWED = ['renew', 'renew', 'renew', 'endorse', 'cancel', 'rewrite'] as const;
const CANCELLED = ['reinstate', 'reinstate', 'reinstate', 'renew', 'cancel'] as const;
/** While it is quoted, or offered. */
const RENEWING = [
  'bind',
  'bind',
  'bind',
  'offer',
  'endorse',
  'endorse',
  'cancel',
  'rewrite',
  'withdraw',
] as const;
/** While the term before is still known. */
const RENEWED = [
  'endorse',
  'cancel',
  'endorseOld',
  'cancelOld',
  'cancelOld',
  'renew',
  'rewrite',
] as const;
const RENEWED_AND_CANCELLED = [
  'reinstate',
  'reinstate',
  'cancelOld',
  'endorseOld',
  'cancel',
] as const;

type Choice =
  | (typeof UNRENEWED | typeof CANCELLED | typeof RENEWING | typeof RENEWED)[number]
  | (typeof RENEWED_AND_CANCELLED)[number];

/** A day that is over. */
const PAST = '2026-11-01';
const PATIENCE_MS = 60_000;
const BY = { by: 'olga', reason: 'she has time today' };

/** A renewal under way. */
interface Renewing {
  readonly handle: ChangeHandle;
  /** As somebody has said what it costs; null by the rule of the product. */
  readonly premium: FullTerm | null;
  readonly record: TransactionRecord;
}

/** A policy over several terms. After each change the systems hold the same of the newest one and of the one before. */
export class SequenceOverRenewals extends SequenceOfChanges {
  readonly #flow: RenewalFlow;
  #renewing: Renewing | null = null;
  /** The term before, as long as it can be changed. */
  #prior: Policy | null = null;
  /** What that costs as it stands at its end; null where its length is not that of the product's terms. */
  #priorFullTerm: FullTerm | null = null;
  #isOver = false;

  constructor(whole: Whole, number: number, flow: RenewalFlow) {
    super(whole, number);
    this.#flow = flow;
  }

  override async run(moves: readonly Move[]): Promise<void> {
    await super.run(moves);
    const renewing = this.#renewing;
    if (renewing === null) return;
    const { waitingFor } = renewing.record;
    expect(waitingFor, 'what a renewal under way waits for').not.toBeNull();
  }

  protected override async next(policy: Policy, move: Move): Promise<Policy> {
    if (this.#isOver) return policy;
    const choices = this.#choices(policy);
    const chosen: Choice = choices[move.choice % choices.length] ?? 'endorse';
    switch (chosen) {
      case 'renew':
        return this.#renew(policy, move);
      case 'bind':
        return this.#bind(policy, move);
      case 'offer':
        return this.#offer(policy);
      case 'withdraw':
        return this.#withdraw(policy);
      case 'endorseOld':
        return this.#endorseOld(policy, move);
      case 'cancelOld':
        return this.#cancelOld(policy, move);
      case 'endorse':
        return this.#quotedAgain(await this.endorse(policy, move));
      case 'cancel':
        return this.#withoutRenewal(await this.cancel(policy, move));
      case 'reinstate':
        return this.reinstate(policy);
      case 'rewrite':
        this.#prior = null;
        return this.#withoutRenewal(await this.rewrite(policy, move), policy);
    }
  }

  #choices({ book }: Policy): readonly Choice[] {
    const isCancelled = book.cancelledOn !== null;
    if (this.#renewing !== null) return RENEWING;
    if (this.#prior === null) return isCancelled ? CANCELLED : UNRENEWED;
    return isCancelled ? RENEWED_AND_CANCELLED : RENEWED;
  }

  /** The next term is quoted, at what the old one costs or at what somebody says. */
  async #renew(policy: Policy, move: Move): Promise<Policy> {
    const { policyNumber, termNumber, term, book } = policy;
    this.#prior = null;
    const premium = move.rewrite === 'newTerm' ? this.#figuresOf(move) : null;
    const from = term.expirationDate ?? '';
    const asked = aRenewal(policyNumber, {
      ...this.own(policy),
      effectiveDate: from,
      expirationDate: addMonths(from, 12),
      premium: premium && premiumOf(premium),
    });
    const requestDigest = asked.reference.id.padEnd(64, 'd');
    const handle = await startRenewal(this.whole.env, asked, {
      requestDigest,
      // A system that is slow because the machine is busy is none of the test's matter.
      outagePatienceMs: PATIENCE_MS,
    });
    const first = await untilAtRest(handle);
    if (book.cancelledOn !== null) return this.refused(policy, await handle.result());
    if (premium === null && this.fullTerm === null) {
      // A term of another length says nothing of what the next one costs.
      expect(first).toMatchObject({ state: 'referred', attention: null });
      return this.#withdrawn(policy, handle);
    }
    this.#renewing = { handle, premium, record: first };
    this.whole.happens('renewal quoted');
    expect(first).toMatchObject({
      state: 'quoted',
      attention: null,
      totalCents: this.#costs(premium),
    });
    expect(await this.#quotesAfter(policy)).toEqual(['open']);
    const same = await agreeing(this.whole, { policyNumber, termNumber });
    expect(same).toMatchObject({ book, term: { isRenewalStarted: true, nextTerm: null } });
    return same;
  }

  /** A change of the old term has it quoted again, at what that costs now; what was offered is offered anew. */
  async #quotedAgain(policy: Policy): Promise<Policy> {
    const renewing = this.#renewing;
    if (renewing === null) return policy;
    const before = renewing.record.change?.renewal;
    const record = await this.#until(
      renewing.handle,
      ({ change }) => change?.renewal?.madeBy !== before?.madeBy && change?.isResting === true,
    );
    const wasOffered = renewing.record.state === 'offered';
    expect(record).toMatchObject({
      state: wasOffered ? 'offered' : 'quoted',
      totalCents: this.#costs(renewing.premium),
    });
    if (wasOffered)
      expect(record.change?.renewal?.offers).toHaveLength((before?.offers.length ?? 0) + 1);
    expect(await this.#quotesAfter(policy)).toEqual(['open']);
    this.#renewing = { ...renewing, record };
    this.whole.happens('renewal quoted again');
    return policy;
  }

  async #offer(policy: Policy): Promise<Policy> {
    const renewing = this.#renewing;
    if (renewing === null || this.#flow !== 'offer' || renewing.record.state === 'offered')
      return policy;
    const { handle } = renewing;
    await handle.executeUpdate(rescheduleUpdate, { args: [{ ...BY, offerOn: PAST }] });
    const record = await this.#until(handle, ({ state }) => state === 'offered');
    this.#renewing = { ...renewing, record: await untilAtRest(handle).then(() => record) };
    this.whole.happens('renewal offered');
    return policy;
  }

  /** The next term is bound, by its day or by the money for its offer. */
  async #bind(policy: Policy, move: Move): Promise<Policy> {
    await this.#offer(policy);
    const renewing = this.#renewing;
    if (renewing === null) throw new Error('a renewal is under way');
    const { handle } = renewing;
    if (this.#flow === 'offer') await this.#pay(handle, renewing.record, move);
    else await handle.executeUpdate(rescheduleUpdate, { args: [{ ...BY, issueOn: PAST }] });
    const record = await this.#ended(handle);
    expect(record).toMatchObject({
      state: 'completed',
      attention: null,
      change: { renewal: { tasks: [] } },
    });
    this.#renewing = null;
    this.whole.happens('renewal');
    const { newPolicyNumber = null } = record.change?.renewal ?? {};
    const nextTerm = { policyNumber: newPolicyNumber ?? '', termNumber: policy.termNumber + 1 };
    const old = await agreeing(this.whole, policy);
    expect(old).toMatchObject({ book: policy.book, term: { isRenewalStarted: true, nextTerm } });
    const next = await agreeing(this.whole, nextTerm);
    const { policyNumber, termNumber, book } = old;
    expect(next.book).toMatchObject({
      effectiveDate: book.expirationDate,
      expirationDate: addMonths(book.expirationDate ?? '', 12),
    });
    expect(next.term).toMatchObject({ priorTerm: { policyNumber, termNumber }, nextTerm: null });
    expect(totalOfBook(next.book)).toBe(this.#costs(renewing.premium));
    expect(await this.#quotesAfter(old)).toEqual(['bound']);
    this.#priorFullTerm = this.fullTerm;
    this.fullTerm = renewing.premium ?? this.fullTerm;
    this.#prior = old;
    return next;
  }

  async #pay(handle: ChangeHandle, { change }: TransactionRecord, { at }: Move): Promise<void> {
    const offer = change?.renewal?.offers.at(-1);
    const plan = offer?.plans[at % offer.plans.length];
    if (!offer || !plan) throw new Error('an offer is out');
    const { id } = this.newReference();
    const paid = {
      offerId: offer.offerId,
      transactionId: id,
      paymentId: id,
      // Nobody pays nothing.
      amountCents: Math.max(1, plan.firstInvoiceCents),
      currency: null,
      receivedAt: null,
      planCode: null,
    };
    // On a busy machine the bind takes longer than whoever pays has to wait; it goes on by itself.
    await handle
      .executeUpdate(recordOfferPaymentUpdate, { args: [paid] })
      .then((reply) => {
        expect(reply).toMatchObject({ outcome: 'answered' });
      })
      .catch((error: unknown) => {
        if (failureType(error) !== 'bindUnderWay') throw error;
      });
  }

  async #withdraw(policy: Policy): Promise<Policy> {
    const renewing = this.#renewing;
    if (renewing === null) throw new Error('a renewal is under way');
    if (renewing.record.state !== 'offered') return this.#withdrawn(policy, renewing.handle);
    const withdrawing = renewing.handle.executeUpdate(withdrawUpdate, { args: [BY] });
    await expect(withdrawing).rejects.toThrow(WorkflowUpdateFailedError);
    return agreeing(this.whole, policy);
  }

  async #withdrawn(policy: Policy, handle: ChangeHandle): Promise<Policy> {
    await handle.executeUpdate(withdrawUpdate, { args: [BY] });
    expect(await handle.result()).toMatchObject({ state: 'withdrawn' });
    this.#renewing = null;
    return this.#notRenewed(policy, 'renewal withdrawn');
  }

  /** The old term was cancelled: its renewal is withdrawn with it. @param old where another took its place */
  async #withoutRenewal(policy: Policy, old = policy): Promise<Policy> {
    if (this.#renewing === null) return policy;
    const record = await this.#ended(this.#renewing.handle);
    expect(record).toMatchObject({ state: 'withdrawn', attention: null });
    this.#renewing = null;
    const isReplaced = old !== policy;
    await this.#notRenewed(old, 'renewal withdrawn with its term', { isReplaced });
    return policy;
  }

  async #notRenewed(policy: Policy, what: string, how = {}): Promise<Policy> {
    this.whole.happens(what);
    expect(await this.#quotesAfter(policy)).toEqual([]);
    const same = await agreeing(this.whole, policy, how);
    expect(same.term).toMatchObject({ isRenewalStarted: false, nextTerm: null });
    return same;
  }

  /** A17: what the old term is charged otherwise is asked for on the new one, too, and waits to be accepted there. */
  async #endorseOld(policy: Policy, move: Move): Promise<Policy> {
    const [prior, before] = [this.#prior, this.#priorFullTerm];
    if (prior === null) throw new Error('there is a term before');
    // Of a term of another length nobody says what it costs in full.
    if (before === null) return policy;
    const { term, policyNumber } = prior;
    const { premiumCents, terrorismCents, at } = move;
    const asked = anEndorsement(policyNumber, premiumCents, {
      ...this.own(prior),
      effectiveDate: dayBetween(term.latestChangeFrom, term.expirationDate, at),
      figures: {
        fullTerm: [aPremiumOf(premiumCents), terrorismOf(terrorismCents)],
        asGiven: null,
      },
    });
    const record = await outcomeOf(this.whole.env, 'endorsement', asked);
    this.#prior = await this.booked(prior, record);
    this.#priorFullTerm = { premiumCents, terrorismCents };
    const moved = {
      premiumCents: premiumCents - before.premiumCents,
      terrorismCents: terrorismCents - before.terrorismCents,
    };
    if (moved.premiumCents === 0 && moved.terrorismCents === 0) return policy;
    return this.#carried(policy, this.#prior, moved, { transaction: record.id, at });
  }

  /** @param moved what it changes in a whole term */
  async #carried(
    policy: Policy,
    prior: Policy,
    moved: FullTerm,
    { transaction, at }: { readonly transaction: string; readonly at: number },
  ): Promise<Policy> {
    const { env } = this.whole;
    const nth = prior.term.layers.length - 1;
    const requestId = carriedRequestId(prior.termNumber, nth);
    const handle: ChangeHandle = env.client.workflow.getHandle(
      changeId('endorsement', policy.policyNumber, requestId),
    );
    const { effectiveDate, cancelledOn, latestChangeFrom } = policy.term;
    if (cancelledOn !== null || latestChangeFrom !== effectiveDate) {
      await expect
        .poll(async () => (await readTermOf(env, prior.policyNumber, prior.termNumber)).tasks, {
          timeout: PATIENCE_MS,
        })
        .toContainEqual(expect.objectContaining({ key: `carryToNextTerm:${transaction}` }));
      this.whole.happens('endorsement not carried');
      return agreeing(this.whole, policy);
    }
    await expect
      .poll(() => handle.describe().catch(() => null), { timeout: PATIENCE_MS })
      .not.toBeNull();
    const quoted = await untilAtRest(handle);
    const { premiumCents, terrorismCents } = moved;
    expect(quoted).toMatchObject({
      state: 'quoted',
      attention: null,
      totalCents: premiumCents + terrorismCents,
      change: { quote: { effectiveDate } },
    });
    this.whole.happens('endorsement carried');
    if (at % 2 === 0) {
      await handle.executeUpdate(withdrawUpdate, { args: [BY] });
      expect(await handle.result()).toMatchObject({ state: 'withdrawn' });
      return agreeing(this.whole, policy);
    }
    await handle.executeUpdate(advanceUpdate, { args: [{ by: 'olga' }] });
    if (this.fullTerm !== null)
      this.fullTerm = {
        premiumCents: this.fullTerm.premiumCents + premiumCents,
        terrorismCents: this.fullTerm.terrorismCents + terrorismCents,
      };
    return this.booked(policy, await handle.result());
  }

  /** r46: nobody wants the new term without the old one, which goes on as the only one. */
  async #cancelOld(policy: Policy, move: Move): Promise<Policy> {
    const prior = this.#prior;
    if (prior === null) throw new Error('there is a term before');
    const { term, policyNumber } = prior;
    const on = dayBetween(term.effectiveDate, term.expirationDate, move.at);
    const days = { receivedOn: on, requestedOn: on, processOn: PAST };
    const asked = aCancellation(policyNumber, { ...this.own(prior), ...days });
    const old = await this.booked(prior, await outcomeOf(this.whole.env, 'cancellation', asked));
    await this.#untilCancelledFlat(policy);
    const next = await agreeing(this.whole, policy);
    expect(next.book.cancelledOn).toBe(next.book.effectiveDate);
    expect(totalOfBook(next.book)).toBe(0);
    this.whole.happens('renewal cancelled flat');
    this.#isOver = true;
    return old;
  }

  async #untilCancelledFlat({ policyNumber, termNumber }: Policy): Promise<void> {
    await expect
      .poll(
        async () => {
          const term = await readTermOf(this.whole.env, policyNumber, termNumber);
          return term.cancelledOn === term.effectiveDate && term.turn.holder === null;
        },
        {
          timeout: PATIENCE_MS,
          interval: 50,
          message: `${policyNumber}-${termNumber} is cancelled flat`,
        },
      )
      .toBe(true);
  }

  /** The renewal once it is so. @throws Error when it waits for a person instead */
  async #until(
    handle: ChangeHandle,
    isSo: (record: TransactionRecord) => boolean,
  ): Promise<TransactionRecord> {
    const endMs = Date.now() + PATIENCE_MS;
    for (;;) {
      const record = await untilAtRest(handle);
      if (record.attention !== null)
        throw new Error(`${record.id} waits for a person: ${record.attention.reason}`);
      if (isSo(record)) return record;
      if (Date.now() > endMs)
        throw new Error(`${record.id} stays ${record.state}: ${record.waitingFor ?? ''}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Also with what it does at its end. */
  async #ended(handle: ChangeHandle): Promise<TransactionRecord> {
    await this.#until(handle, isEnded);
    return handle.result();
  }

  /** What stands in the policy system as the next term; what was closed is left out. */
  async #quotesAfter({ policyNumber, term }: Policy): Promise<readonly string[]> {
    const { policySystem } = this.whole;
    const on = term.effectiveDate ?? '';
    const chain = await policySystem.readChain(policyNumber, { on });
    const quotes = await policySystem.listRenewals(chain?.transactions[0].quoteGuid ?? '');
    return quotes.flatMap(({ status }) =>
      status === 'closed' ? [] : [status === 'open' ? 'open' : 'bound'],
    );
  }

  #figuresOf({ premiumCents, terrorismCents }: Move): FullTerm {
    // Of a few cents the plans of the stand-in all have the same first invoice.
    return { premiumCents: premiumCents + 10_000, terrorismCents };
  }

  #costs(premium: FullTerm | null): number {
    const { premiumCents = 0, terrorismCents = 0 } = premium ?? this.fullTerm ?? {};
    return premiumCents + terrorismCents;
  }
}

function failureType(error: unknown): string | null {
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause : null;
  return cause instanceof ApplicationFailure ? (cause.type ?? null) : null;
}

function premiumOf({ premiumCents, terrorismCents }: FullTerm): readonly PremiumCharge[] {
  const line = { line: 'general-liability', state: 'TX' };
  return [
    { ...line, charge: 'premium', amountCents: premiumCents },
    { ...line, charge: 'terrorism', amountCents: terrorismCents },
  ];
}
