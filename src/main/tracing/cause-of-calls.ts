import type {
  ClientInterceptors,
  WorkflowClientInterceptor,
  WorkflowStartInput,
} from '@temporalio/client';
import { defaultPayloadConverter, type Headers } from '@temporalio/common';
import type { Span } from '@opentelemetry/api';
import { causeOfNow } from '../../tracing/cause.js';
import { inSpan } from '../../tracing/span.js';
import { CAUSE_HEADER } from '../../workflows/cause-header.js';

/** Has everything that is started or sent in Temporal carry the request that caused it. */
export function causeInterceptors(): ClientInterceptors {
  return { workflow: [sender] };
}

const sender: WorkflowClientInterceptor = {
  startWithDetails: (input, next) => started(input, () => next(withCause(input))),
  signal: (input, next) =>
    sent(input.signalName, input.workflowExecution.workflowId, () => next(withCause(input))),
  signalWithStart: (input, next) =>
    sent(input.signalName, input.options.workflowId, () => next(withCause(input))),
  startUpdate: (input, next) =>
    sent(input.updateName, input.workflowExecution.workflowId, () => next(withCause(input))),
  startUpdateWithStart: (input, next) =>
    sent(input.updateName, input.workflowStartOptions.workflowId, () =>
      next({
        ...input,
        workflowStartHeaders: causeIn(input.workflowStartHeaders),
        updateHeaders: causeIn(input.updateHeaders),
      }),
    ),
};

function started<T>({ workflowType, options }: WorkflowStartInput, work: () => Promise<T>) {
  return asSpan(`start ${workflowType}`, options.workflowId, work);
}

function sent<T>(message: string, workflowId: string, work: () => Promise<T>): Promise<T> {
  return asSpan(`send ${message}`, workflowId, work);
}

function asSpan<T>(name: string, workflowId: string, work: (span: Span) => Promise<T>) {
  const attributes = { 'temporal.workflow.id': workflowId };
  return inSpan({ name, kind: 'PRODUCER', attributes }, work);
}

function withCause<Input extends { readonly headers: Headers }>(input: Input): Input {
  return { ...input, headers: causeIn(input.headers) };
}

function causeIn(headers: Headers): Headers {
  const cause = causeOfNow();
  if (Object.keys(cause).length === 0) return headers;
  return { ...headers, [CAUSE_HEADER]: defaultPayloadConverter.toPayload(cause) };
}
