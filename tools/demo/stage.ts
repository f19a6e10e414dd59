import type { StoryDays } from './days.js';
import { centsOf, sumOf } from './money.js';
import type { DemoStep, MoneyMoved } from './report.js';
import type { Preview, Scene, TermName, Transaction } from './scene.js';

/** How long an answer is waited for. */
export const WAIT = '?wait=60';

/** What a step says when it is over. */
type Told = Pick<DemoStep, 'sentence' | 'money'>;
/** Takes a step when it is over, with what it called. */
export type Step = (name: string, title: string, tell: () => Promise<Told>) => Promise<void>;

/** Where a policy's life goes on. */
export interface Stage {
  readonly scene: Scene;
  readonly step: Step;
  readonly policyNumber: string;
  readonly term: TermName;
  readonly days: StoryDays;
}

/** A term of which the story tells. */
export interface ToldTerm {
  readonly term: TermName;
  /** The transactions that booked something on it, in their order. */
  readonly booked: readonly { readonly id: string; readonly what: string }[];
}

/** Has a submission bound, issued and billed. */
export async function bindSubmission(
  { scene, step }: Pick<Stage, 'scene' | 'step'>,
  { name, title, submission }: { name: string; title: string; submission: object },
): Promise<Transaction> {
  const seen: { bound: Transaction | null } = { bound: null };
  await step(name, title, async () => {
    const posted = await scene.post(`/api/submissions${WAIT}`, submission);
    const bound = await scene.untilState(posted.id, 'completed');
    const policyNumber = bound.policyNumber ?? '';
    // The term is told of its bind; from then on it takes money.
    const { layers } = await scene.untilTerm(
      { policyNumber, termNumber: 1 },
      'the term is bound',
      (term) => term.layers.length === 1,
    );
    seen.bound = bound;
    const { firstInvoice = '', schedule = [] } = bound.billing ?? {};
    const charges = layers.flatMap((layer) => layer.charges);
    return {
      sentence:
        `It is quoted, bound and issued in IMS as policy ${policyNumber}, and billed in ` +
        `${String(schedule.length)} invoices, the first of them ${firstInvoice}.`,
      money: [{ what: 'charged', amount: sumOf(charges.map(({ amount }) => amount)), rows: [] }],
    };
  });
  if (seen.bound === null) throw new Error('the submission came to nothing');
  return seen.bound;
}

/** A transaction ends when the term was told of it and the turn is free again. */
export async function untilTold(
  { scene, term }: Pick<Stage, 'scene' | 'term'>,
  id: string,
): Promise<void> {
  await scene.untilTerm(
    term,
    `the term has ${id}`,
    (seen) => seen.lastChange === id && seen.turn.holder === null,
  );
}

export function paid(amount: string): MoneyMoved {
  return { what: 'paid', amount, rows: [] };
}

export function moved(
  more: MoneyMoved['what'],
  less: MoneyMoved['what'],
  amounts: Preview['amounts'] | null | undefined,
): MoneyMoved {
  const { total = '0.00', rows = [] } = amounts ?? {};
  return { what: centsOf(total) < 0 ? less : more, amount: total, rows };
}
