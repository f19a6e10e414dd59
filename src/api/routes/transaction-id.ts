import type { Request } from 'express';

/** The `:id` of the path, decoded. */
export function transactionId(request: Request): string {
  const id = request.params['id'];
  return typeof id === 'string' ? id : '';
}
