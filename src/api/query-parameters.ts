import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import { fieldErrors } from '../requests/field-errors.js';
import { Problem } from './problem.js';

/**
 * Reads the query string by a schema of texts. A parameter given twice, unknown or unfit is refused by name.
 *
 * @throws Problem `invalid-parameter`
 */
export function readQuery<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): z.infer<Schema> {
  const parsed = schema.safeParse(request.query);
  if (parsed.success) return parsed.data;
  const errors = fieldErrors(parsed.error).map((error) =>
    Array.isArray(request.query[error.field])
      ? {
          ...error,
          code: 'repeated' as const,
          reason: 'is given more than once',
          remedy: 'Give it once.',
        }
      : error,
  );
  throw new Problem('invalid-parameter', {
    detail: 'Some query parameters cannot be used.',
    errors,
  });
}

/** Of a route that takes no parameters. @throws Problem `invalid-parameter` */
export const noQuery: RequestHandler = (request, _response, next) => {
  readQuery(request, z.strictObject({}));
  next();
};

/** A whole number written in digits, between two bounds. */
export function wholeNumber(minimum: number, maximum: number) {
  const message = `is not a whole number from ${minimum} to ${maximum}; write it in digits`;
  return z
    .string(message)
    .regex(/^\d{1,6}$/, message)
    .transform(Number)
    .refine((value) => value >= minimum && value <= maximum, message);
}
