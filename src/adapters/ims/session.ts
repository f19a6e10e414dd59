import { PolicySystemRejection } from '../../ports/policy-system-errors.js';

/** The process's login to IMS: one token for every caller. */
export interface Session {
  /** The token to send; logs in when there is none that is young enough. */
  token(): Promise<string>;
  /** IMS refused this token. Does nothing when it has been replaced already. */
  drop(token: string): void;
}

export interface SessionOptions {
  readonly logIn: () => Promise<string>;
  /** A token lives one hour from its login, whatever happens in between; it is replaced before that. */
  readonly tokenMaxAgeMs: number;
  readonly now?: () => number;
}

/** Wrong credentials stay wrong for a while; asking again for every waiting call could lock the account. */
const REFUSAL_REMEMBERED_MS = 30_000;

/** Callers who need a token at the same moment share one login. */
export function createSession({ logIn, tokenMaxAgeMs, now = Date.now }: SessionOptions): Session {
  let current: { token: string; since: number } | undefined;
  let pending: Promise<string> | undefined;
  let refused: { error: PolicySystemRejection; until: number } | undefined;

  async function renew(): Promise<string> {
    const since = now();
    try {
      const token = await logIn();
      current = { token, since };
      return token;
    } catch (error) {
      if (error instanceof PolicySystemRejection) {
        refused = { error, until: now() + REFUSAL_REMEMBERED_MS };
      }
      throw error;
    } finally {
      pending = undefined;
    }
  }

  return {
    async token() {
      if (current && now() - current.since < tokenMaxAgeMs) return current.token;
      if (refused && now() < refused.until) throw refused.error;
      pending ??= renew();
      return pending;
    },
    drop(token) {
      if (current?.token === token) current = undefined;
    },
  };
}
