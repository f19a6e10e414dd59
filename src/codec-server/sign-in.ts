import type { Request } from 'express';

/** In the browser of a person who looks at Temporal's Web UI; no script can read it, and no other site has it sent. */
const COOKIE = 'bindery-payloads';

/** The page on which a person shows their key of the API. */
export const SIGN_IN_PAGE = page(`
  <p>Temporal's Web UI shows what is encrypted to whoever signed in here, for twelve hours.</p>
  <form method="post" action="session">
    <label>Key of the API, with the scope payloads:read <input type="password" name="apiKey" required autofocus></label>
    <button>Sign in</button>
  </form>`);

export const SIGNED_IN_PAGE = page(`
  <p>Signed in. In Temporal's Web UI choose the glasses at the top right, tick
  &ldquo;Include cross-origin credentials&rdquo;, and apply; once for each browser.</p>`);

/** For the two pages: a form, and nothing else that a browser could run or load. */
export const PAGE_POLICY = "default-src 'none'; form-action 'self'; frame-ancestors 'none'";

/** The header that gives a browser its session. @param isSecure whether the browser comes by https */
export function sessionCookie(session: string, maxAgeMs: number, isSecure: boolean): string {
  const age = `Max-Age=${String(Math.floor(maxAgeMs / 1000))}`;
  const flags = ['HttpOnly', 'SameSite=Strict', 'Path=/', ...(isSecure ? ['Secure'] : [])];
  return [`${COOKIE}=${session}`, age, ...flags].join('; ');
}

export function sessionOf(request: Request): string | undefined {
  const cookies = (request.get('Cookie') ?? '').split(';').map((cookie) => cookie.trim());
  return cookies.find((cookie) => cookie.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
}

function page(body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Bindery: encrypted payloads</title></head><body>
<h1>Encrypted payloads</h1>${body}
</body></html>
`;
}
