/** Asks the admin endpoint of a sandbox. @returns the JSON of the answer, null when it has none */
export type Ask = (method: string, path: string, body?: unknown) => Promise<unknown>;

export function adminEndpoint(adminUrl: string): Ask {
  return async (method, path, body) => {
    const answer = await fetch(`${adminUrl}${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? null : (JSON.parse(text) as unknown);
  };
}
