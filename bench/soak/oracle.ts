/*
 * What the books must say in the end, worked out from what docs/amounts.md and docs/billing-sandbox.md promise and from nothing of the
 * code that is put to the proof. Amounts are whole cents by place: `line charge state`.
 */

export type Amounts = Readonly<Record<string, number>>;
export type EntryKind = 'original' | 'endorsement' | 'cancellation' | 'reinstatement';

/** One booking, as every system must have it once. */
export interface Entry {
  readonly kind: EntryKind;
  /** From which day it holds. */
  readonly from: string;
  readonly amounts: Amounts;
}

/** A term as it must stand. */
export interface OracleTerm {
  readonly policyNumber: string;
  readonly termNumber: number;
  readonly product: string;
  readonly from: string;
  readonly to: string;
  readonly entries: Entry[];
  /** What the whole term would cost by the figures that hold now. */
  fullTerm: Amounts;
  /** What confirms it. */
  readonly firstInvoice: number;
  cancelledOn: string | null;
  isReplaced: boolean;
  /** Good money by its id, in cents. */
  readonly payments: Map<string, number>;
  /** Payments of which billing told the term itself: not those that came with its bind. */
  readonly told: string[];
  isConfirmed: boolean;
  /** How often its bind is told: once more where it was lost, and opened again from the other books. */
  timesBound: number;
}

export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

/** `cents × part ÷ whole`, half a cent away from zero. In whole numbers, which are exact here. */
function shareOf(cents: number, part: number, whole: number): number {
  const doubled = 2n * BigInt(cents < 0 ? -cents : cents) * BigInt(part) + BigInt(whole);
  const rounded = Number(doubled / (2n * BigInt(whole)));
  return cents < 0 ? -rounded : rounded;
}

/** The down payment of a plan, rounded down to the cent. */
export function downPayment(total: number, percent: number): number {
  return Math.floor((total * percent) / 100);
}

export function sumOf(amounts: Amounts): number {
  return Object.values(amounts).reduce((sum, cents) => sum + cents, 0);
}

/** All that was charged, returns taken off. */
export function chargedOf({ entries }: Pick<OracleTerm, 'entries'>): number {
  return entries.reduce((sum, { amounts }) => sum + sumOf(amounts), 0);
}

export function receivedOf({ payments }: Pick<OracleTerm, 'payments'>): number {
  return [...payments.values()].reduce((sum, cents) => sum + cents, 0);
}

type NewTerm = Pick<OracleTerm, 'policyNumber' | 'termNumber' | 'product' | 'from' | 'to'>;

/** A term as it is bound. @param percent of its total that is asked for first */
export function boundTerm(
  named: NewTerm,
  { amounts, fullTerm = amounts }: { readonly amounts: Amounts; readonly fullTerm?: Amounts },
  percent: number,
): OracleTerm {
  return {
    ...named,
    entries: [{ kind: 'original', from: named.from, amounts }],
    fullTerm,
    firstInvoice: downPayment(sumOf(amounts), percent),
    cancelledOn: null,
    isReplaced: false,
    payments: new Map(),
    told: [],
    isConfirmed: false,
    timesBound: 1,
  };
}

/** New figures of the whole term from a day on: of the difference what is left of the term. @param fees of the endorsement itself */
export function endorse(
  term: OracleTerm,
  from: string,
  fullTerm: Amounts,
  fees: Amounts = {},
): void {
  const left = daysBetween(from, term.to);
  const places = [...new Set([...Object.keys(fullTerm), ...Object.keys(term.fullTerm)])];
  const charged = places.map((place): [string, number] => {
    const difference = (fullTerm[place] ?? 0) - (term.fullTerm[place] ?? 0);
    return [place, shareOf(difference, left, daysBetween(term.from, term.to))];
  });
  const amounts = { ...Object.fromEntries(charged.filter(([, cents]) => cents !== 0)), ...fees };
  term.entries.push({ kind: 'endorsement', from, amounts });
  term.fullTerm = fullTerm;
}

/** By days: each booking gives back what is left of its own interval, row by row. */
export function cancel(term: OracleTerm, from: string): void {
  const back = new Map<string, number>();
  for (const entry of term.entries) {
    if (entry.kind !== 'original' && entry.kind !== 'endorsement') continue;
    const whole = daysBetween(entry.from, term.to);
    for (const [place, cents] of Object.entries(entry.amounts)) {
      const returned = shareOf(cents, Math.min(daysBetween(from, term.to), whole), whole);
      back.set(place, (back.get(place) ?? 0) - returned);
    }
  }
  const amounts = Object.fromEntries([...back].filter(([, cents]) => cents !== 0));
  term.entries.push({ kind: 'cancellation', from, amounts });
  term.cancelledOn = from;
}

/** Without a gap: exactly what the cancellation gave back. */
export function reinstate(term: OracleTerm): void {
  const cancelled = term.entries.findLast(({ kind }) => kind === 'cancellation');
  if (cancelled === undefined) throw new Error('nothing is cancelled');
  const { from, amounts } = cancelled;
  const again = Object.entries(amounts).map(([place, cents]): [string, number] => [place, -cents]);
  term.entries.push({ kind: 'reinstatement', from, amounts: Object.fromEntries(again) });
  term.cancelledOn = null;
}

/** What remains of the figures of a whole term, from a day on. */
export function remainderOf({ from, to }: OracleTerm, fullTerm: Amounts, on: string): Amounts {
  const [left, whole] = [daysBetween(on, to), daysBetween(from, to)];
  const rows = Object.entries(fullTerm).map(([place, cents]): [string, number] => [
    place,
    shareOf(cents, left, whole),
  ]);
  return Object.fromEntries(rows);
}

/** Money that is good; enough of it confirms the term, for good. */
export function receive(term: OracleTerm, paymentId: string, cents: number): void {
  term.payments.set(paymentId, cents);
  if (receivedOf(term) >= term.firstInvoice) term.isConfirmed = true;
}
