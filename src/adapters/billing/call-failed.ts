/** Why a call to billing brought no answer that counts. */
export type CallFailure =
  /** No connection, or it broke; `code` is Node's. */
  | { readonly kind: 'noAnswer'; readonly code: string }
  | { readonly kind: 'timedOut' }
  /** Cut off, or no JSON: something between here and billing answered, or billing was interrupted. */
  | { readonly kind: 'broken'; readonly status: number }
  /** Success, but nothing that may be read: too large, or compressed without being asked to. */
  | { readonly kind: 'unsafe'; readonly status: number; readonly problem: string }
  /** A status other than success. `problem` is what came with it, where that was a problem answer. */
  | { readonly kind: 'httpStatus'; readonly status: number; readonly problem?: unknown }
  /** Success, with an answer that its schema refuses. */
  | {
      readonly kind: 'misfit';
      readonly status: number;
      readonly element: string;
      readonly problem: string;
    };

/** A call that failed; never leaves the adapter. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed';
  readonly failure: CallFailure;

  constructor(failure: CallFailure) {
    super(failure.kind);
    this.failure = failure;
  }

  get httpStatus(): number | undefined {
    return 'status' in this.failure ? this.failure.status : undefined;
  }
}
