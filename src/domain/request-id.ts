/** Short, and no text of people. */
export const REQUEST_ID = /^[\w.:-]{1,100}$/;

/** Whether a text can name a request, in logs and wherever the request is carried out: short, and no text of people. */
export function isRequestId(text: unknown): text is string {
  return typeof text === 'string' && REQUEST_ID.test(text);
}
