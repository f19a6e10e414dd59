import { z } from 'zod';
import { executionFields, type Execution } from './execution.js';
import type { Operation } from './operation.js';

/**
 * The call of a site procedure that changes something and has nothing to answer. The operation hands out the first
 * value of whatever the procedure selects; it says nothing here. A procedure refuses by raising an error.
 */
export const executeCommand: Operation<Execution, undefined> = {
  name: 'ExecuteCommand',
  service: 'DataAccess',
  effect: 'write',
  toRequest: executionFields,
  procedureOf: ({ procedure }) => procedure,
  answer: z.unknown().transform(() => undefined),
};
