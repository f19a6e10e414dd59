import { text } from './answers.js';
import type { Operation } from './operation.js';

/** Below zero and zero alike mean the insured's print. */
const INSURED_PRINT = 0;

const BASE64 = /^[A-Za-z\d+/\s]+={0,2}\s*$/;

const sizeInBytes = text
  .refine((value) => BASE64.test(value), 'no document')
  .transform((value) => Buffer.byteLength(value.replace(/\s+/g, ''), 'base64'));

/** Makes and stores the binder. Answers its size in bytes. */
export const createBinderDocument: Operation<{ quoteGuid: string }, number> = {
  name: 'CreateBinderDocument',
  service: 'DocumentFunctions',
  effect: 'write',
  toRequest: ({ quoteGuid }) => ({ quoteGuid }),
  answer: sizeInBytes,
};

/** Makes and stores the policy document. Answers its size in bytes. */
export const createPolicyDocument: Operation<{ quoteGuid: string }, number> = {
  name: 'CreatePolicyDocument',
  service: 'DocumentFunctions',
  effect: 'write',
  toRequest: ({ quoteGuid }) => ({ quoteGuid, PrintTypeID: INSURED_PRINT }),
  answer: sizeInBytes,
};
