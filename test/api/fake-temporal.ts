import {
  type Client,
  ServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowFailedError,
  type WorkflowExecutionStatusName,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type WorkflowStartOptions,
} from '@temporalio/client';
import {
  ApplicationFailure,
  defaultPayloadConverter,
  TypedSearchAttributes,
} from '@temporalio/common';
import type { Submission } from '../../src/domain/new-business/submission.js';
import { newRecord, type TransactionRecord } from '../../src/domain/transaction/record.js';
import type { NewBusinessInput } from '../../src/workflows/new-business/messages.js';

type StartOptions = WorkflowStartOptions<(input: NewBusinessInput) => Promise<TransactionRecord>>;

/** A workflow as the fake keeps it; tests change it to play the worker. */
export interface FakeWorkflow {
  readonly id: string;
  type: string;
  status: WorkflowExecutionStatusName;
  record: TransactionRecord;
  submission: Submission;
  readonly options: StartOptions;
  attributes: Record<string, unknown>;
  readonly memo: Record<string, unknown>;
}

const STATUS_NUMBERS: Partial<Record<WorkflowExecutionStatusName, number>> = {
  RUNNING: 1,
  COMPLETED: 2,
  FAILED: 3,
  CANCELLED: 4,
  TERMINATED: 5,
};

/** Of the server's `EventType`. */
const WORKFLOW_TASK_FAILED = 9;

/** An in-memory Temporal with the few members that the API uses. */
export class FakeTemporal {
  readonly workflows = new Map<string, FakeWorkflow>();
  readonly updates: { readonly name: string; readonly argument: unknown }[] = [];
  readonly listRequests: { readonly query: string; readonly pageSize: number }[] = [];
  /** Answers nothing until the deadline passes, as when the server is away. */
  isDown = false;
  /** The code of every workflow fails in the worker. */
  failsInWorker = false;
  /** Queries and updates find no worker. */
  hasWorker = true;
  /** The next update is refused with this, or fails with it. */
  refusal: Error | null = null;
  /** Called after every start: the worker's first reaction. */
  onStart: (workflow: FakeWorkflow) => void = () => undefined;
  queries = 0;
  #ended = new Map<string, (() => void)[]>();

  /** The fake as the client it stands for. */
  get client(): Client {
    // Only the members below are used; a missing one fails the test that needs it.
    return this.#members() as unknown as Client;
  }

  workflow(id: string): FakeWorkflow {
    const workflow = this.workflows.get(id);
    if (!workflow) throw new WorkflowNotFoundError('workflow not found', id, undefined);
    return workflow;
  }

  /** Changes the record of a running workflow, and closes it when asked to. */
  advance(
    id: string,
    changes: Partial<TransactionRecord>,
    status: WorkflowExecutionStatusName = 'RUNNING',
  ): void {
    const workflow = this.workflow(id);
    workflow.record = { ...workflow.record, ...changes };
    workflow.status = status;
    if (status !== 'RUNNING') for (const wake of this.#ended.get(id) ?? []) wake();
  }

  #members() {
    return {
      options: {
        namespace: 'default',
        loadedDataConverter: { payloadConverter: defaultPayloadConverter, payloadCodecs: [] },
      },
      connection: {
        withDeadline: (_deadline: number, call: () => Promise<unknown>) => call(),
        withAbortSignal: (_signal: AbortSignal, call: () => Promise<unknown>) => call(),
      },
      workflow: {
        start: (type: string, options: StartOptions) => this.#start(type, options),
        /** Of a server that is away; a term is played by a real one. */
        executeUpdateWithStart: () => this.#answer(() => undefined),
        getHandle: (id: string) => ({
          describe: () => this.#describe(id),
          result: () => this.#result(id),
          query: (definition: { readonly name: string }) => this.#query(id, definition.name),
          executeUpdate: (
            definition: { readonly name: string },
            { args }: { readonly args: readonly unknown[] },
          ) => this.#update(id, definition.name, args[0]),
        }),
      },
      workflowService: {
        describeNamespace: () => this.#answer(() => ({})),
        // Of tasks that fail the history has the first.
        getWorkflowExecutionHistoryReverse: () =>
          this.#answer(() => ({ history: { events: [{ eventType: WORKFLOW_TASK_FAILED }] } })),
        listWorkflowExecutions: (request: {
          query: string;
          pageSize: number;
          nextPageToken: Uint8Array | null;
        }) => this.#list(request),
      },
    };
  }

  #start(type: string, options: StartOptions) {
    return this.#answer(() => {
      const id = options.workflowId;
      const known = this.workflows.get(id);
      if (
        known &&
        (known.status === 'RUNNING' || options.workflowIdReusePolicy !== 'ALLOW_DUPLICATE')
      ) {
        throw new WorkflowExecutionAlreadyStartedError('already started', id, type);
      }
      const [input] = options.args as readonly [NewBusinessInput];
      const workflow: FakeWorkflow = {
        id,
        type,
        status: 'RUNNING',
        record: newRecord(id, 'newBusiness', input.submission, input.advanceTo),
        submission: input.submission,
        options,
        attributes: attributesOf(options),
        memo: { ...options.memo },
      };
      this.workflows.set(id, workflow);
      this.onStart(workflow);
      return { workflowId: id };
    });
  }

  #describe(id: string) {
    return this.#answer(() => {
      const { type, status, attributes, memo } = this.workflow(id);
      const pairs = Object.entries(attributes).map(([name, value]) => ({ key: { name }, value }));
      return {
        type,
        runId: `run-of-${id}`,
        status: { name: status },
        memo,
        startTime: new Date(0),
        typedSearchAttributes: {
          getAll: () => pairs,
          get: ({ name }: { readonly name: string }) => attributes[name],
        },
        raw: { pendingWorkflowTask: this.failsInWorker ? { attempt: 9 } : null },
      };
    });
  }

  async #result(id: string): Promise<TransactionRecord> {
    while (this.workflow(id).status === 'RUNNING') {
      await new Promise<void>((resolve) => {
        this.#ended.set(id, [...(this.#ended.get(id) ?? []), resolve]);
      });
    }
    const { status, record } = this.workflow(id);
    if (status !== 'COMPLETED')
      throw new WorkflowFailedError(status, undefined, 'NON_RETRYABLE_FAILURE');
    return record;
  }

  #query(id: string, name: string) {
    this.queries += 1;
    return this.#answer(() => {
      if (!this.hasWorker) throw grpcError(4, 'Deadline exceeded');
      const workflow = this.workflow(id);
      return name === 'submission' ? workflow.submission : workflow.record;
    });
  }

  #update(id: string, name: string, argument: unknown) {
    return this.#answer(() => {
      if (!this.hasWorker) throw new WorkflowUpdateRPCTimeoutOrCancelledError('timed out');
      if (this.refusal) throw this.refusal;
      this.updates.push({ name, argument });
      return this.workflow(id).record;
    });
  }

  #list(request: { query: string; pageSize: number; nextPageToken: Uint8Array | null }) {
    return this.#answer(() => {
      this.listRequests.push(request);
      const token = Buffer.from(request.nextPageToken ?? []).toString();
      if (!/^(?:from:\d+)?$/.test(token)) throw grpcError(3, 'invalid page token');
      const from = Number(token.slice(5));
      const all = [...this.workflows.values()];
      const page = all.slice(from, from + request.pageSize);
      const end = from + page.length;
      return {
        executions: page.map((workflow) => ({
          execution: { workflowId: workflow.id },
          type: { name: workflow.type },
          status: STATUS_NUMBERS[workflow.status],
          searchAttributes: { indexedFields: payloads(workflow.attributes) },
          memo: { fields: payloads(workflow.memo) },
        })),
        nextPageToken: Buffer.from(end < all.length ? `from:${end}` : ''),
      };
    });
  }

  /** Like the network: later, or not at all. */
  async #answer<T>(work: () => T): Promise<T> {
    await Promise.resolve();
    if (this.isDown) throw new ServiceError('Failed to call', { cause: grpcError(14, 'refused') });
    return work();
  }
}

function attributesOf({ typedSearchAttributes }: StartOptions): Record<string, unknown> {
  const pairs =
    typedSearchAttributes instanceof TypedSearchAttributes
      ? typedSearchAttributes.getAll()
      : (typedSearchAttributes ?? []);
  return Object.fromEntries(pairs.map(({ key, value }) => [key.name, value]));
}

/** The refusal of an update, as the client reports it. */
export function updateRefused(
  type: string,
  message: string,
  ...details: readonly unknown[]
): WorkflowUpdateFailedError {
  return new WorkflowUpdateFailedError(
    'Workflow Update failed',
    ApplicationFailure.nonRetryable(message, type, ...details),
  );
}

export function grpcError(code: number, message: string): Error {
  return Object.assign(new Error(message), { code, details: message, metadata: {} });
}

function payloads(values: Record<string, unknown>) {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, defaultPayloadConverter.toPayload(value)]),
  );
}
