import { sentences } from '../../domain/sentence.js';
import { SystemRejection } from '../../ports/call-errors.js';

/** The process's login to IMS: one token for every caller. */
export interface Session {
  /**
   * The token to send; logs in when there is none that is young enough.
   *
   * @throws SystemRejection in words that name the login, to be waited out for a while, when IMS refused it
   */
  token(): Promise<string>;
  /** IMS refused this token. Does nothing when it has been replaced already. */
  drop(token: string): void;
}

export interface SessionOptions {
  readonly logIn: () => Promise<string>;
  /** A token lives one hour from its login, whatever happens in between; it is replaced before that. */
  readonly tokenMaxAgeMs: number;
  /** How long a refused login is waited out before a person is told. Milliseconds. */
  readonly patienceMs: number;
  readonly now?: () => number;
}

/**
 * Wrong credentials stay wrong, and asking again for every waiting call could lock the account: so the next login is
 * tried after this, then after twice as long, and so on up to the longest pause.
 */
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 5 * 60_000;

interface Refusal {
  readonly error: SystemRejection;
  readonly until: number;
  readonly pauseMs: number;
}

/** Callers who need a token at the same moment share one login. */
export function createSession({
  logIn,
  tokenMaxAgeMs,
  patienceMs,
  now = Date.now,
}: SessionOptions): Session {
  let current: { token: string; since: number } | undefined;
  let pending: Promise<string> | undefined;
  let refused: Refusal | undefined;

  async function renew(): Promise<string> {
    const since = now();
    try {
      const token = await logIn();
      current = { token, since };
      refused = undefined;
      return token;
    } catch (error) {
      if (!(error instanceof SystemRejection)) throw error;
      const pauseMs = refused ? Math.min(refused.pauseMs * 2, LONGEST_PAUSE_MS) : FIRST_PAUSE_MS;
      refused = { error, until: now() + pauseMs, pauseMs };
      throw loginRefused(refused);
    } finally {
      pending = undefined;
    }
  }

  /** Told to every caller, who knows nothing of a login that somebody else's call had asked for. */
  function loginRefused({ error, until }: Refusal): SystemRejection {
    const inSeconds = Math.max(0, Math.ceil((until - now()) / 1000));
    return new SystemRejection(
      { system: 'policySystem', operation: error.operation },
      {
        reason: sentences(
          `The login to the policy system was refused: ${error.reason}`,
          `It is not tried again for ${String(inSeconds)} s, so that the account is not locked`,
        ),
        remedy: sentences(error.remedy, 'Then run the step again'),
      },
      { patienceMs, cause: error },
    );
  }

  return {
    async token() {
      if (current && now() - current.since < tokenMaxAgeMs) return current.token;
      if (refused && now() < refused.until) throw loginRefused(refused);
      pending ??= renew();
      return pending;
    },
    drop(token) {
      if (current?.token === token) current = undefined;
    },
  };
}
