import type { Random } from './random.js';

/** What is sold, each with another flow of renewals. */
export type ProductKey = 'general-liability' | 'commercial-property' | 'contractors';

export type Step =
  | 'pay'
  | 'endorse'
  | 'cancel'
  | 'reinstate'
  | 'rewrite'
  | 'renew'
  | 'nonPayment'
  | 'strayMoney'
  | 'reverse';

/** What happens to one policy, and to the terms that follow it. */
export interface LifePlan {
  readonly name: string;
  readonly product: ProductKey;
  /** Whether people steer the quote state by state. */
  readonly isSteered: boolean;
  readonly isPaidUpFront: boolean;
  readonly steps: readonly Step[];
}

/** The whole premium, a half or a quarter of it is asked for first, and so by which day something is past due. */
export const FIRST_INVOICE_PERCENT: Readonly<Record<ProductKey, number>> = {
  'general-liability': 25,
  'commercial-property': 50,
  contractors: 100,
};

const MOST_STEPS = 6;

/** Lives until there are as many transactions as were asked for. */
export function plannedLives(count: number, random: Random): readonly LifePlan[] {
  const lives: LifePlan[] = [];
  let planned = 0;
  while (planned < count) {
    const name = `SOAK-${String(lives.length + 1)}`;
    const life = plannedLife(name, random.of(name));
    lives.push(life);
    planned += transactionsIn(life);
  }
  return lives;
}

/** Money, and the confirmation that follows it, are transactions of the term. */
export function transactionsIn({ steps }: LifePlan): number {
  return 1 + steps.length;
}

function plannedLife(name: string, random: Random): LifePlan {
  const product = random.pick<ProductKey>([
    'general-liability',
    'general-liability',
    'commercial-property',
    'contractors',
  ]);
  const isPaidUpFront = random.isSo(0.15);
  const steps: Step[] = [];
  const length = random.between(1, MOST_STEPS);
  let standing: Standing = { isPaid: isPaidUpFront, isCancelled: false, isRenewed: false, product };
  while (steps.length < length) {
    const [first, ...others] = possible(standing);
    if (first === undefined) break;
    const step = random.pick<Step>([first, ...others]);
    steps.push(step);
    standing = after(standing, step);
    if (step === 'reverse') break;
  }
  return { name, product, isSteered: random.isSo(0.3), isPaidUpFront, steps };
}

interface Standing {
  readonly isPaid: boolean;
  readonly isCancelled: boolean;
  readonly isRenewed: boolean;
  readonly product: ProductKey;
}

/** What may come next; what is there twice comes twice as often. */
function possible({ isPaid, isCancelled, isRenewed, product }: Standing): readonly Step[] {
  const isRated = product === 'contractors';
  if (isRenewed) return isPaid ? ['strayMoney'] : ['pay', 'pay', 'strayMoney'];
  if (isCancelled) return ['reinstate'];
  if (!isPaid) return ['pay', 'pay', 'pay', 'endorse'];
  if (isRated) return ['endorse', 'endorse', 'renew', 'strayMoney'];
  return [
    ...(['endorse', 'endorse', 'cancel', 'cancel', 'rewrite', 'renew', 'renew'] as const),
    ...(['strayMoney', 'reverse'] as const),
    ...(product === 'general-liability' ? (['nonPayment', 'nonPayment'] as const) : []),
  ];
}

function after(standing: Standing, step: Step): Standing {
  return { ...standing, ...CHANGED[step]?.(standing) };
}

const CHANGED: Readonly<Partial<Record<Step, (before: Standing) => Partial<Standing>>>> = {
  pay: () => ({ isPaid: true }),
  cancel: () => ({ isCancelled: true }),
  reinstate: () => ({ isCancelled: false }),
  rewrite: () => ({ isPaid: false }),
  // An offer is bound when it is paid.
  renew: ({ product }) => ({ isRenewed: true, isPaid: product === 'commercial-property' }),
};
