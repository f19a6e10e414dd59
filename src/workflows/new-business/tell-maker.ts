import { ApplicationFailure, getExternalWorkflowHandle, patched } from '@temporalio/workflow';
import { newTermCorrectedSignal } from '../transaction/messages.js';
import type { NewBusinessInput } from './messages.js';

/** Whoever has this term made has stopped with it, and goes on with it once it is corrected. Nobody else is told. */
export async function tellMaker({
  renews,
  replaces,
  requestedBy,
}: Pick<NewBusinessInput, 'renews' | 'replaces' | 'requestedBy'>): Promise<void> {
  if (!renews && !replaces) return;
  if (!patched('tells-its-maker-of-corrections')) return;
  try {
    await getExternalWorkflowHandle(requestedBy).signal(newTermCorrectedSignal);
  } catch (error) {
    // It is over, or was ended: then nothing waits for this.
    if (!(error instanceof ApplicationFailure)) throw error;
  }
}
