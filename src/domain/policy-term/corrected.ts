import type { TermEventOf, TermRefused } from './events.js';
import type { PolicyTerm } from './state.js';
import { noted, refused, type TermStep } from './answers.js';

/** A person puts right what stopped a step, and it runs again. The status stays. Row t37. */
export function onCorrect(
  term: PolicyTerm,
  { step, input }: TermEventOf<'correct'>,
): TermStep | TermRefused {
  const stopped = term.stopped.filter((other) => other.step !== step);
  if (stopped.length === term.stopped.length)
    return refused('nothingToCorrect', {
      field: 'step',
      found: step,
      allowed: term.stopped.map((other) => other.step).join(', ') || 'nothing',
    });
  return noted({ ...term, stopped }, `The step ${step} runs again.`, [
    { kind: 'runStepAgain', step, input },
  ]);
}

/** Notes that a step outside stopped and waits for `correct`. The same step stopping again has its latest reason. @internal */
export function withStoppedStep(term: PolicyTerm, step: string, reason: string): PolicyTerm {
  const others = term.stopped.filter((other) => other.step !== step);
  return { ...term, stopped: [...others, { step, reason }] };
}
