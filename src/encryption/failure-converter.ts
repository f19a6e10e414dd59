import { DefaultFailureConverter } from '@temporalio/common';

/** Puts message and stack of a failure where they are encrypted: they hold other systems' words. Workers load it by its path. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
