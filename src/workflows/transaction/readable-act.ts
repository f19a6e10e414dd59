import { ApplicationFailure } from '@temporalio/workflow';

/** As much as the API takes; more would not fit through Temporal beside the submission. */
const LARGEST_BYTES = 1024 * 1024;
const DEEPEST = 32;

/** An act of a person names the person, and most name the reason. */
interface Act {
  readonly by: string;
  readonly reason?: string;
}
type RequiredText = keyof Act;

/**
 * Refuses what no act of a person can look like, before anything is done with it. Any Temporal client may send anything,
 * and whatever fails later than this would block the workflow.
 *
 * @throws ApplicationFailure of type `invalidInput`
 */
export function refuseUnreadable(act: Act): void {
  refuseUnreadableOf(act, ['by', 'reason']);
}

/** The same of an act that must say no more than is named. @throws ApplicationFailure of type `invalidInput` */
export function refuseUnreadableOf(act: Act, required: readonly RequiredText[]): void {
  const sent: unknown = act;
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) {
    const members = required.map((name) => `"${name}": "…"`).join(', ');
    throw invalid(`Send an object such as {${members}}.`);
  }
  const texts: Readonly<Partial<Record<RequiredText, unknown>>> = sent;
  for (const name of required) refuseMissing(texts[name], REQUIRED_TEXTS[name]);
  const { depth, hasProto } = shapeOf(sent);
  if (hasProto) throw invalid('It has a key named __proto__.');
  if (depth > DEEPEST) throw invalid(`It nests deeper than ${DEEPEST} levels.`);
  if (new TextEncoder().encode(JSON.stringify(sent)).length > LARGEST_BYTES) {
    throw invalid('It is larger than 1 MiB.');
  }
}

/** Refuses members that an act does not have: a misspelt one must not be taken for a missing one. */
export function refuseOtherMembers(act: object, known: readonly string[]): void {
  const other = Object.keys(act).filter((name) => !known.includes(name));
  if (other.length > 0)
    throw invalid(`It has members that are not known here: send ${known.join(', ')}.`);
}

/** Refuses what an act says in a way that cannot be read. @throws ApplicationFailure of type `invalidInput` */
export function refuseUnless(isRight: boolean, message: string): void {
  if (!isRight) throw invalid(message);
}

const REQUIRED_TEXTS: Readonly<
  Record<RequiredText, { readonly what: string; readonly longest: number }>
> = {
  by: { what: 'who acts (by', longest: 100 },
  reason: { what: 'why (reason', longest: 500 },
};

function refuseMissing(
  text: unknown,
  { what, longest }: (typeof REQUIRED_TEXTS)[RequiredText],
): void {
  if (typeof text !== 'string' || text.trim() === '' || text.length > longest) {
    throw invalid(`Say ${what}, up to ${longest} characters).`);
  }
}

/**
 * Level by level and never further than matters: a chain of a million objects must not exhaust the stack. A key that
 * means something to the language would be lost on the way, and a change that says nothing be taken.
 */
function shapeOf(value: unknown): { readonly depth: number; readonly hasProto: boolean } {
  let level: readonly unknown[] = [value];
  let depth = 0;
  while (level.length > 0 && depth <= DEEPEST) {
    const objects = level.filter(
      (part): part is object => typeof part === 'object' && part !== null,
    );
    if (objects.some((part) => Object.hasOwn(part, '__proto__'))) return { depth, hasProto: true };
    level = objects.flatMap((part) => Object.values(part) as unknown[]);
    depth += 1;
  }
  return { depth, hasProto: false };
}

function invalid(message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, 'invalidInput');
}
