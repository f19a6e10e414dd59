import { z } from 'zod';
import type { ConfirmationArithmetic } from '../../domain/billing/confirmation.js';
import { formatCents } from '../../domain/money/cents.js';
import { MONEY_RESULTS, TERM_STATUSES, type TermAnswer } from '../../domain/policy-term/events.js';
import type { RefusalCode } from '../../domain/machine/refusals.js';
import { Problem } from '../problem.js';
import type { ProblemCode } from '../problem-catalogue.js';
import type { MessageOutcome } from './tell-term.js';
import { ABOUT_TERMS } from './term-path.js';

const decimal = () => z.string().meta({ pattern: '^-?\\d+\\.\\d{2}$', example: '1494.50' });

/** How it stands between the money and what confirms the term. */
export const arithmeticSchema = z.strictObject({
  counted: decimal().meta({
    description: 'Money of this term that has come in and is still good.',
  }),
  threshold: decimal().nullable().meta({
    description: 'What confirms the term; null until it is bound.',
  }),
  tolerance: decimal().nullable(),
  shortfall: decimal().nullable().meta({ description: 'What is missing to the threshold.' }),
  aboveThreshold: decimal().nullable().meta({
    description: 'What is over it, once confirmed. Invoices to come may need it.',
  }),
  charged: decimal().nullable().meta({
    description: 'All that the term has been charged so far, returns taken off.',
  }),
  unapplied: decimal().nullable().meta({
    description: 'Money above what was charged: it has to go back some day.',
  }),
  decision: z.enum(['undecided', 'unconfirmed', 'confirmed']),
  rule: z.string().meta({ description: 'The rule in words.' }),
});

/** What the sender of a message is told. */
export const messageAnswerSchema = z
  .strictObject({
    status: z.enum(TERM_STATUSES).meta({ description: 'Where the term stood then.' }),
    result: z.enum(MONEY_RESULTS).meta({ description: 'What became of the message.' }),
    ...arithmeticSchema.shape,
    resembles: z.array(z.string()).optional().meta({
      description:
        'There where nobody has bound the policy and others are bound whose number is the same but for case, dashes, spaces, or O and 0: the number may be mis-spelt.',
    }),
  })
  .meta({
    id: 'TermMessageAnswer',
    description: 'A repeat is told the same as the first time, even if the term has moved on.',
  });

export type MessageAnswer = z.infer<typeof messageAnswerSchema>;

export function arithmeticAnswer(
  arithmetic: ConfirmationArithmetic,
): z.infer<typeof arithmeticSchema> {
  const isKnown = arithmetic.threshold !== null;
  const known = (cents: number | null) => (isKnown && cents !== null ? formatCents(cents) : null);
  return {
    counted: formatCents(arithmetic.counted),
    threshold: known(arithmetic.threshold),
    tolerance: known(arithmetic.tolerance),
    shortfall: known(arithmetic.shortfall),
    aboveThreshold: known(arithmetic.aboveThreshold),
    charged: known(arithmetic.charged),
    unapplied: known(arithmetic.unapplied),
    decision: arithmetic.decision,
    rule: arithmetic.rule,
  };
}

/** Says, after another sentence, which policy may have been meant; empty where none is known. */
export function resemblance({ resembles = [] }: MessageOutcome): string {
  return resembles.length === 0 ? '' : ` Its number resembles that of ${resembles.join(', ')}.`;
}

/**
 * What became of a message, for its sender.
 *
 * @throws Problem `unknown-term`, `term-not-bound`, `term-ended`, `content-differs`, `amount-not-positive`, `term-full`, `term-refused`
 */
export function answerOfOutcome(outcome: MessageOutcome): MessageAnswer {
  const { resembles = [] } = outcome;
  const meant = resemblance(outcome);
  switch (outcome.kind) {
    case 'answered':
      return {
        ...moneyAnswer(outcome.answer),
        ...(meant === '' ? {} : { resembles: [...resembles] }),
      };
    case 'unknown':
      throw new Problem('unknown-term', { detail: `Nothing is known of this term.${meant}` });
    case 'refused': {
      const { code, text, allowed } = outcome.refusal;
      throw new Problem(PROBLEM_OF_REFUSAL[code] ?? 'term-refused', {
        detail: `${text}${meant}`,
        refusal: { code, allowed },
      });
    }
  }
}

/** Refusals that have a problem of their own; every other one is the term's. */
const PROBLEM_OF_REFUSAL: Partial<Record<RefusalCode, ProblemCode>> = {
  contentDiffers: 'content-differs',
  amountNotPositive: 'amount-not-positive',
  termNotBound: 'term-not-bound',
  termNotInForce: 'term-ended',
  termFull: 'term-full',
};

function moneyAnswer(answer: TermAnswer): MessageAnswer {
  if (answer.kind !== 'money') {
    throw new TypeError(`a message about money was answered with ${answer.kind}`);
  }
  const { status, result, arithmetic } = answer;
  return { status, result, ...arithmeticAnswer(arithmetic) };
}

/** Problems that every message to a term can be answered. */
export const MESSAGE_PROBLEMS: readonly ProblemCode[] = [
  ...ABOUT_TERMS,
  'term-busy',
  'worker-unavailable',
  'workflow-failing',
  'content-differs',
  'term-full',
  'term-refused',
  'refused',
];
