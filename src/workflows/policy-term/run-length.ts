import { workflowInfo } from '@temporalio/workflow';

const MESSAGES_PER_RUN = 500;

/** How long a run has become, in messages or in steps. */
export class RunLength {
  readonly #most: number;
  #messages = 0;

  constructor(messagesPerRun = MESSAGES_PER_RUN) {
    this.#most = Math.max(1, messagesPerRun);
  }

  /** How many came in this run. */
  get messages(): number {
    return this.#messages;
  }

  /** A message came, or a step was made. */
  count(): void {
    this.#messages += 1;
  }

  /** Enough has happened in this run, or there is newer code: the next one goes on. */
  get isDueToContinue(): boolean {
    const { continueAsNewSuggested, targetWorkerDeploymentVersionChanged } = workflowInfo();
    const isFull = this.#messages >= this.#most;
    return isFull || continueAsNewSuggested || targetWorkerDeploymentVersionChanged;
  }

  /** So much has happened in this run that it must end, whatever comes in. */
  get isLong(): boolean {
    return this.#messages >= 2 * this.#most;
  }
}
