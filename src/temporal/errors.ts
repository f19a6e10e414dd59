/** What became of what was sent to a workflow, as far as it is known. */
export type Sent =
  /** It was a question: nothing was to change. */
  | 'question'
  /** It did not reach the workflow. */
  | 'notTaken'
  /** It may have been taken or be taken yet; sent again as it is, it counts once. */
  | 'takenPerhaps'
  /** It may have been taken or be taken yet, and sent again it would be another: look first. */
  | 'takenPerhapsNotOnce';

/** Temporal is there, and no worker answered for the workflow in time. */
export class NoWorkerAnswered extends Error {
  override readonly name = 'NoWorkerAnswered';
  readonly sent: Sent;

  constructor(sent: Sent, options?: ErrorOptions) {
    super('no worker answered in time', options);
    this.sent = sent;
  }
}

/** Temporal itself did not answer for a workflow in time. */
export class TemporalSilent extends Error {
  override readonly name = 'TemporalSilent';
  readonly sent: Sent;

  constructor(sent: Sent, options?: ErrorOptions) {
    super('Temporal did not answer in time', options);
    this.sent = sent;
  }
}

/** The workflow is known, and its code fails in the worker, so that it neither goes on nor answers. Nothing is lost. */
export class WorkflowFailing extends Error {
  override readonly name = 'WorkflowFailing';

  constructor(options?: ErrorOptions) {
    super('the code of the workflow fails in the worker', options);
  }
}

/** More was sent to a workflow at once than it takes. */
export class TooManyAtOnce extends Error {
  override readonly name = 'TooManyAtOnce';
  readonly sent: Sent;

  constructor(sent: Sent, options?: ErrorOptions) {
    super('more was sent at once than the workflow takes', options);
    this.sent = sent;
  }
}

/** The workflow refused what was sent; `cause` is its own failure, a refusal in words or something unforeseen. */
export class UpdateRefused extends Error {
  override readonly name = 'UpdateRefused';

  constructor(options: ErrorOptions) {
    super('the workflow refused what was sent', options);
  }
}

/** The workflow is over, and takes nothing any more. */
export class WorkflowEnded extends Error {
  override readonly name = 'WorkflowEnded';

  constructor(options?: ErrorOptions) {
    super('the workflow has ended', options);
  }
}
