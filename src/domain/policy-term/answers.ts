import { arithmeticOf } from '../billing/confirmation.js';
import type { MoneyResult, TermAnswer, TermEffect, TermRefused } from './events.js';
import { refusalOf, type RefusalCode, type RefusalFacts } from '../machine/refusals.js';
import type { KeptMoneyAnswer, KeptAnswer, PolicyTerm } from './state.js';
import { basisOf, arithmeticNow } from './arithmetic.js';

/** A row of the machine that applied. */
export interface TermStep {
  readonly outcome: 'accepted';
  readonly term: PolicyTerm;
  readonly effects: readonly TermEffect[];
  readonly answer: TermAnswer;
}

/** Answers in words; nothing more is to be done unless effects are given. */
export function noted(
  term: PolicyTerm,
  text: string,
  effects: readonly TermEffect[] = [],
): TermStep {
  return {
    outcome: 'accepted',
    term,
    effects,
    answer: { kind: 'noted', status: term.status, text },
  };
}

/** Answers with the arithmetic of the moment. */
export function answered(
  term: PolicyTerm,
  result: MoneyResult,
  effects: readonly TermEffect[] = [],
): TermStep {
  const answer = {
    kind: 'money',
    result,
    status: term.status,
    arithmetic: arithmeticNow(term),
  } as const;
  return { outcome: 'accepted', term, effects, answer };
}

/** Refuses and leaves the term as it is. */
export function refused(
  code: RefusalCode,
  facts: RefusalFacts,
  effects: readonly TermEffect[] = [],
): TermRefused {
  return { outcome: 'refused', refusal: refusalOf(code, facts), effects };
}

/** An answer as it is kept. @param term as the event left it */
export function keptAnswer(term: PolicyTerm, answer: TermAnswer): KeptAnswer {
  return answer.kind === 'money' ? keptMoneyAnswer(term, answer) : answer;
}

/** An answer about money as it is kept. @param term as the event left it */
export function keptMoneyAnswer(
  term: PolicyTerm,
  { kind, result, status, arithmetic }: Extract<TermAnswer, { readonly kind: 'money' }>,
): KeptMoneyAnswer {
  const { counted: countedCents, decision } = arithmetic;
  const isConfirmed = decision === 'confirmed';
  return { kind, result, status, countedCents, basis: basisOf(term), isConfirmed };
}

/** A kept answer as it was first given. */
export function firstAnswer(kept: KeptAnswer): TermAnswer {
  if (kept.kind !== 'money') return kept;
  const { kind, result, status, countedCents, basis, isConfirmed } = kept;
  return { kind, result, status, arithmetic: arithmeticOf(countedCents, basis, isConfirmed) };
}

/** Refuses content that differs from what came first under the same id, and asks a person to look. */
export function contentDiffers(field: string, id: string): TermRefused {
  const facts = { field, found: id, allowed: 'the content that came first under this id' };
  const text = `The id ${id} came again with other content. The first stands; find out which is right.`;
  return refused('contentDiffers', facts, [
    { kind: 'task', key: `contentDiffers:${id}`, code: 'contentDiffers', text },
  ]);
}

/** Names a step that was done before under another id. */
export function refusedAsDone(field: string, found: string, allowed: string): TermRefused {
  return refused('notAllowedInState', { field, found: `${found} already`, allowed });
}
