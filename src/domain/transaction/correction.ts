import { plannedWrite, type Plan, type PlannedStep } from './plan.js';

/** How far a transaction has come, for its corrections. */
export interface Progress {
  /** Names of the steps that have finished. */
  readonly done: ReadonlySet<string>;
  readonly isBound: boolean;
}

/**
 * Which of the corrected fields come too late, and why.
 *
 * What a step has told for good is corrected in the other system; what is bound is changed by an endorsement. Anything else
 * that was told already is told anew, as by closing a quote and making another.
 *
 * @param fields paths such as `insured.location.zip`
 * @returns a reason that names the fields, or null when all of them can still change
 */
export function whyTooLate(
  plan: Plan,
  fields: readonly string[],
  progress: Progress,
): string | null {
  const fixed = fields.filter((field) => stepThatUses(plan, field) === undefined);
  if (fixed.length > 0) return `This can never change: ${fixed.join(', ')}.`;
  for (const step of plan) {
    const { final } = step;
    if (final?.when !== 'onceDone' || !progress.done.has(step.name)) continue;
    const late = fields.filter((field) => stepThatUses(plan, field) === step);
    if (late.length === 0) continue;
    const remedy = final.remedy === undefined ? '' : ` ${final.remedy}`;
    return `${final.why}: ${late.join(', ')}.${remedy}`;
  }
  const bound = fields.filter((field) => isFinalByBind(stepThatUses(plan, field), progress));
  return bound.length === 0
    ? null
    : `The policy is bound: ${bound.join(', ')}. Have the policy changed by an endorsement.`;
}

function isFinalByBind(step: PlannedStep | undefined, { done, isBound }: Progress): boolean {
  switch (step?.final?.when) {
    case 'onceBound':
      return isBound;
    case 'onceBoundHere':
      return isBound && done.has('bind');
    case 'onceDone':
    case undefined:
      return false;
  }
}

/**
 * Which of the corrected fields the policy system, or billing, may have been told by a write in doubt.
 *
 * @param writes the keys of the writes in doubt
 */
export function fieldsInDoubt(
  plan: Plan,
  fields: readonly string[],
  writes: readonly string[],
): string[] {
  const open = writes.map((key) => plannedWrite(plan, key));
  return fields.filter((field) =>
    open.some(
      ({ tells = [], mayStillSay = [] }) =>
        tells.includes(firstPart(field)) && !mayStillSay.includes(field),
    ),
  );
}

/** Whether a correction changes something that a bind makes final; whether it happened must be known before. */
export function changesWhatIsBound(plan: Plan, fields: readonly string[]): boolean {
  return fields.some((field) => stepThatUses(plan, field)?.final?.when !== 'onceDone');
}

function stepThatUses(plan: Plan, field: string): PlannedStep | undefined {
  return plan.find(({ uses = [] }) => uses.includes(firstPart(field)));
}

function firstPart(field: string): string {
  return field.split('.')[0] ?? '';
}
