/** What may be logged of an error that nobody expected: its message may hold anything, a payload or personal data. */
export interface ErrorFacts {
  readonly type: string;
  /** Where it was thrown, innermost first; none when what was thrown is no error. */
  readonly stack: readonly string[];
}

/** Also for one that was thrown in a workflow, whose sandbox has an `Error` of its own. */
export function isError(value: unknown): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
}

const FRAME = /^ {4}at .+$/;

/** Reads type and stack frames, and nothing of the message, which the engine copies into the stack. */
export function errorFacts(error: unknown): ErrorFacts {
  if (!isError(error)) return { type: typeof error, stack: [] };
  const { name, message, stack = '' } = error;
  // A message of several lines could pass for frames.
  const lines = stack.slice(stack.indexOf(message) + message.length).split('\n');
  const first = lines.findLastIndex((line) => !FRAME.test(line)) + 1;
  return { type: name, stack: lines.slice(first).map((line) => line.trim()) };
}
