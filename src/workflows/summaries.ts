import type { WorkflowInterceptorsFactory } from '@temporalio/workflow';
import { stepSummary } from './step-summaries.js';

/** Temporal refuses a summary of more than 400 bytes, encrypted as it is. */
const MOST_CHARACTERS = 100;

/**
 * Has every step and every timer say what it is about on the first page of Temporal's Web UI.
 *
 * A summary is not compared in a replay and is a payload, encrypted as any other: no command comes or goes by it.
 */
export const interceptors: WorkflowInterceptorsFactory = () => ({
  outbound: [
    {
      scheduleActivity: (input, next) => {
        const summary = stepSummary(input.activityType, input.args);
        return next({ ...input, options: { ...input.options, ...shortened(summary) } });
      },
      startTimer: (input, next) =>
        next({ ...input, options: { ...input.options, ...shortened(input.options?.summary) } }),
    },
  ],
});

function shortened(summary: string | undefined): { readonly summary?: string } {
  if (summary === undefined) return {};
  return {
    summary:
      summary.length > MOST_CHARACTERS ? `${summary.slice(0, MOST_CHARACTERS - 1)}…` : summary,
  };
}
