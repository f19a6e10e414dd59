/** Something that a person can put right; the message says what, and no stack would help. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError';
}
