import type { RefusedQuote, TermToChange } from '../../activities/mid-term/term-to-change.js';
import { formatCents } from '../../domain/money/cents.js';
import type { TurnPurpose } from '../../domain/policy-term/events.js';
import type { RefusalCode } from '../../domain/machine/refusals.js';
import type { QuotedChange } from '../../domain/transaction/change-record.js';
import type { ChangeRequest } from '../../domain/transaction/change-request.js';
import type { Transaction } from '../transaction/transaction.js';
import { openChange, type Change } from './change.js';
import type { ChangeInput } from './messages.js';
import { askedOnLatest } from './latest.js';
import { mustBeQuoted, refusedNow } from './quoted.js';
import { Turn } from './turn.js';

/** What a change comes to, whatever its kind. */
export type AnyQuoted = TermToChange & { readonly change: QuotedChange };

/** How a term is seen by who asked for its turn. */
export type SeenForTurn<Quoted> =
  | { readonly kind: 'waits'; readonly seen: Quoted | RefusedQuote | null }
  /** `refused`: it never gets the turn, as the term stands. */
  | { readonly kind: 'mine' | 'refused'; readonly seen: Quoted | RefusedQuote };

/** A change under way: what is asked for, as it was quoted last, and its turn. */
export abstract class OpenChange<Request extends ChangeRequest, Quoted extends AnyQuoted> {
  readonly change: Change<Transaction<Request>>;
  readonly turn: Turn;
  abstract readonly course: { lookUp(): void };
  #quote: Quoted | null = null;
  #isAsAsked = false;
  #goOnAsBooked: () => void = () => undefined;

  /** Call it before the first await. */
  constructor(
    transaction: Transaction<Request>,
    input: ChangeInput<Request>,
    purpose: TurnPurpose,
  ) {
    this.change = openChange(transaction, input);
    this.turn = new Turn(this.change, purpose, (word) => {
      if (word === 'granted') this.course.lookUp();
      else this.neverItsTurn(word);
    });
  }

  /** Asks an activity what it comes to as the term stands now. */
  protected abstract ask(): Promise<Quoted | RefusedQuote>;

  /** The term says that it never gets the turn. */
  protected abstract neverItsTurn(why: RefusalCode): void;

  get transaction(): Transaction<Request> {
    return this.change.transaction;
  }

  get request(): Request {
    return this.transaction.request;
  }

  /** As it was quoted last. @throws Error before it was: a bug of ours */
  get quote(): Quoted {
    if (this.#quote === null) throw new Error('the change is not quoted yet');
    return this.#quote;
  }

  get isQuoted(): boolean {
    return this.#quote !== null;
  }

  /** Whether the policy system has to rate it first: until then it is only known whether it can be done. */
  protected isToBeRated(): boolean {
    return false;
  }

  /** Whether it was quoted as it is asked for now. */
  get isAsAsked(): boolean {
    return this.#isAsAsked;
  }

  /** Something else is asked for from now on. */
  askFor(changes: Partial<Request>): void {
    this.transaction.replaceRequest({ ...this.request, ...changes });
    this.#isAsAsked = false;
  }

  /** Asks what it comes to. @param orStop stops for a person where that is refused */
  async askQuote({ orStop = false } = {}): Promise<Quoted | RefusedQuote> {
    return this.transaction.step(
      'quoteChange',
      async () => {
        const quote = await askedOnLatest(this.change, () => this.ask());
        if (quote.change === null) {
          mustBeQuoted(quote.refusals);
          if (orStop) throw refusedNow(quote.refusals);
        }
        return quote;
      },
      (quote) => this.#inWords(quote),
    );
  }

  #inWords(quote: Quoted | RefusedQuote): string {
    if (!isQuoted(quote)) return 'It cannot be done as the term stands.';
    const { effectiveDate, totalCents } = quote.change;
    return this.#isKnown(quote)
      ? `From ${effectiveDate}: ${formatCents(totalCents)}.`
      : `It can be done from ${effectiveDate}; what it comes to is to be rated.`;
  }

  #isKnown({ booked }: Quoted): boolean {
    return booked !== null || !this.isToBeRated();
  }

  /** Asks again, and keeps what is said; stops for a person where it cannot be done any more. */
  async quoteAgain(): Promise<void> {
    const quote = await this.askQuote({ orStop: true });
    if (isQuoted(quote)) this.keep(quote);
  }

  /** What it does where the term has its booking already, because an earlier run of it came so far. */
  whenBooked(goOn: () => void): void {
    this.#goOnAsBooked = goOn;
  }

  /** Keeps a quote; goes on from the booking where there is one. @returns whether there is */
  keepOrGoOn(seen: Quoted): boolean {
    this.keep(seen);
    if (seen.booked === null) return false;
    this.#goOnAsBooked();
    return true;
  }

  /** Asks the term for its turn, and looks at the term where it is given at once, or refused. */
  async takeTurn(): Promise<SeenForTurn<Quoted>> {
    const refusal = await this.turn.take(this.quote.change.effectiveDate);
    if (refusal === null && !this.turn.isMine) return { kind: 'waits', seen: null };
    const seen = await this.askQuote();
    this.turn.see(seen.turn);
    const isRefused = refusal !== null && !this.turn.isAsked;
    return isRefused ? { kind: 'refused', seen } : this.#seenForTurn(seen);
  }

  /** Looks at the term with the turn, or to see whether it has come without a word; asks for it again where it is lost. */
  async lookAtTurn(): Promise<SeenForTurn<Quoted>> {
    const seen = await this.askQuote();
    this.turn.see(seen.turn);
    return this.turn.isAsked ? this.#seenForTurn(seen) : this.takeTurn();
  }

  #seenForTurn(seen: Quoted | RefusedQuote): SeenForTurn<Quoted> {
    const isBooked = isQuoted(seen) && seen.booked !== null && this.keepOrGoOn(seen);
    if (isBooked) return { kind: 'waits', seen: null };
    return { kind: this.turn.isMine ? 'mine' : 'waits', seen };
  }

  /** Keeps a quote, and shows it where it says what it comes to. */
  keep(quote: Quoted): void {
    this.#quote = quote;
    this.#isAsAsked = this.#isKnown(quote);
    this.change.asked.bookings = quote.bookings ?? null;
    const { effectiveDate } = quote.change;
    this.transaction.replaceRequest({ ...this.request, effectiveDate });
    if (this.#isAsAsked) this.transaction.knowChange({ quote: quote.change });
  }
}

/** Whether it can be done. */
export function isQuoted<Quoted extends AnyQuoted>(quote: Quoted | RefusedQuote): quote is Quoted {
  return quote.change !== null;
}
