import type { Response } from 'express';

/** How long what the sender goes on to send is thrown away, so that it finds the answer and no broken connection. Milliseconds. */
const LINGER_MS = 1_000;

/**
 * Sends an answer whose request is not read to its end, and closes the connection: the answer is whole for the sender at once. Were the connection
 * closed in the same moment, what is under way would break it and the answer would be lost.
 */
export function answerEarly(response: Response, text: string): void {
  const { req: request } = response;
  response.set({ Connection: 'close', 'Content-Length': String(Buffer.byteLength(text)) });
  response.write(text);
  const end = (): void => {
    clearTimeout(timer);
    response.end();
  };
  const timer = setTimeout(end, LINGER_MS);
  request.once('end', end).once('close', end);
  request.resume();
}
