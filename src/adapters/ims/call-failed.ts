/** The ways in which a SOAP call fails, before anybody knows what that means for the business. */
export type CallFailure =
  /** A SOAP fault. IMS writes it under HTTP 500; under another status it may be a gateway's. */
  | { readonly kind: 'fault'; readonly status: number; readonly text: string }
  /** No connection; the request was surely not sent. */
  | { readonly kind: 'notSent'; readonly code: string }
  /** No complete answer before the deadline. */
  | { readonly kind: 'timedOut' }
  /** The connection broke after the request may have been sent. */
  | { readonly kind: 'severed'; readonly code: string }
  /** A web server, proxy or gateway answered instead of the service; 500 means one without a SOAP fault. */
  | { readonly kind: 'httpStatus'; readonly status: number }
  /** A success that is none: HTML, nothing, or XML that is cut off or no SOAP envelope. */
  | { readonly kind: 'notSoap'; readonly status?: number; readonly problem: string }
  /** An answer that is not safe to read: DOCTYPE, hostile ids, wrong encoding, too large. */
  | { readonly kind: 'unsafe'; readonly status?: number; readonly problem: string }
  /** A SOAP envelope, but not with the answer of this operation. */
  | { readonly kind: 'misfit'; readonly status?: number; readonly problem: string };

/**
 * A SOAP call failed. Holds nothing of the request or of the library's own error, because both carry the token;
 * `toPortError` makes it one of the port's errors.
 */
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
