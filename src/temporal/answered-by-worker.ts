import { grpcCode, isUnavailable, type Temporal } from './deadlines.js';
import { NoWorkerAnswered, type Sent, WorkflowFailing } from './errors.js';
import { isFailureOfTask } from './workflow-health.js';

/** gRPC code of a query or update that the server cannot hand to anyone, for there is no poller. */
const FAILED_PRECONDITION = 9;

/** What is known of the workflow, and of what it is sent. */
interface Asked {
  /** A question unless said. */
  readonly sent?: Sent;
  /** What Temporal said of it just before: a worker is there, and the code of the workflow fails in it. */
  readonly isKnownToFail?: boolean;
}

/**
 * Turns the silence of a worker into an error of its own; Temporal itself has answered just before.
 *
 * @param workflowId of what is asked
 * @throws NoWorkerAnswered when none answers in time
 * @throws WorkflowFailing when none can
 */
export async function answeredByWorker<T>(
  temporal: Temporal,
  workflowId: string,
  call: () => Promise<T>,
  { sent = 'question', isKnownToFail = false }: Asked = {},
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (await isFailureOfTask(temporal, workflowId, error))
      throw new WorkflowFailing({ cause: error });
    if (!isUnavailable(error) && grpcCode(error) !== FAILED_PRECONDITION) throw error;
    if (isKnownToFail) throw new WorkflowFailing({ cause: error });
    throw new NoWorkerAnswered(sent, { cause: error });
  }
}
