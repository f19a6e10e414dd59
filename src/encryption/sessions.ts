import { type KeyRing, open, seal } from './key-ring.js';

/** A working day: whoever looks at Temporal's Web UI signs in once. */
export const SESSION_MS = 12 * 3_600_000;

/** Between the id of the key and what it closed; no id has one. */
const PART = '~';

/** What a browser is given for the key of the API that a person typed in: the key itself, closed so that only we can open it. */
export interface Sessions {
  readonly begin: (apiKey: string) => string;
  /** The key again; null for a session that is over, or was none. */
  readonly apiKeyOf: (session: string) => string | null;
}

/** Nothing is kept: every process with the same keys knows a session, and a key that is taken from its client ends it. */
export function sessions(ring: KeyRing, now: () => number): Sessions {
  return {
    begin: (apiKey) => {
      const content = JSON.stringify({ apiKey, until: now() + SESSION_MS } satisfies Session);
      const { keyId, bytes } = seal(ring, 'session', Buffer.from(content));
      return `${keyId}${PART}${Buffer.from(bytes).toString('base64url')}`;
    },
    apiKeyOf: (session) => {
      const content = opened(ring, session);
      return content !== null && content.until > now() ? content.apiKey : null;
    },
  };
}

interface Session {
  readonly apiKey: string;
  /** Unix milliseconds. */
  readonly until: number;
}

function opened(ring: KeyRing, session: string): Session | null {
  const [keyId = '', closed = ''] = session.split(PART);
  try {
    const content = open(ring, 'session', { keyId, bytes: Buffer.from(closed, 'base64url') });
    return JSON.parse(Buffer.from(content).toString()) as Session;
  } catch {
    // Of another installation, of a key that is gone, or made up.
    return null;
  }
}
