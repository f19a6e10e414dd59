import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { API_SCOPES, readApiKeysFile } from '../../src/config/api-keys-file.js';
import { newApiKey } from '../api-keys/new-api-key.js';
import { addKey } from '../encryption-keys/keys-file.js';
import { makePrivate } from './private-folder.js';
import { UsageError } from '../../src/main/usage-error.js';

/** The person at this machine, and the billing sandbox. */
const CLIENT = 'local';

/** What `npm start` keeps between two runs, all of it in `.bindery`. */
export interface StateFolder {
  readonly path: string;
  readonly logs: string;
  /** Holds the key for the person at this machine. */
  readonly apiKeyFile: string;
  readonly apiKey: string;
  readonly apiKeysFile: string;
  readonly identityKey: string;
  /** Without it nobody can read what is in Temporal's database. */
  readonly encryptionKeysFile: string;
  /** Of these the secrets of webhooks are made. */
  readonly webhookKeysFile: string;
  /** Lets another `npm start` use the folder. */
  release(): void;
}

/**
 * Makes the folder and what is missing in it; keys are made once and kept. All of it is for this user alone: keys,
 * and the personal data in logs, in Temporal's database and in the books of the sandboxes. What an earlier version, or
 * an unpacked copy, left open to others is closed.
 *
 * @throws UsageError when another `npm start` uses the folder
 * @throws WrongSettings when its list of keys cannot be read
 */
export function openStateFolder(path: string): StateFolder {
  const logs = join(path, 'logs');
  mkdirSync(logs, { recursive: true, mode: 0o700 });
  makePrivate(path);
  const release = lock(join(path, 'running'));

  const apiKeyFile = join(path, 'api-key');
  const apiKeysFile = join(path, 'api-keys.json');
  const entries = existsSync(apiKeysFile) ? readApiKeysFile(apiKeysFile) : [];
  const own = entries.find(({ clientName }) => clientName === CLIENT);
  // A key of an earlier version may lack what the API has learned to ask for.
  if (!existsSync(apiKeyFile) || !API_SCOPES.every((scope) => own?.scopes.includes(scope))) {
    const { key, entry } = newApiKey(CLIENT, API_SCOPES);
    const others = entries.filter(({ clientName }) => clientName !== CLIENT);
    writePrivate(apiKeysFile, `${JSON.stringify([...others, entry], null, 2)}\n`);
    writePrivate(apiKeyFile, key);
  }
  const apiKey = readFileSync(apiKeyFile, 'utf8').trim();
  const identityKeyFile = join(path, 'identity-key');
  if (!existsSync(identityKeyFile)) {
    writePrivate(identityKeyFile, randomBytes(32).toString('base64url'));
  }
  const identityKey = readFileSync(identityKeyFile, 'utf8').trim();
  const encryptionKeysFile = join(path, 'encryption-keys.json');
  if (!existsSync(encryptionKeysFile)) addKey(encryptionKeysFile, new Date());
  const webhookKeysFile = join(path, 'webhook-keys.json');
  if (!existsSync(webhookKeysFile)) addKey(webhookKeysFile, new Date());
  const keys = {
    apiKeyFile,
    apiKey,
    apiKeysFile,
    identityKey,
    encryptionKeysFile,
    webhookKeysFile,
  };
  return { path, logs, ...keys, release };
}

function writePrivate(path: string, content: string): void {
  rmSync(path, { force: true });
  writeFileSync(path, content, { mode: 0o600 });
}

/** Two servers on one database file would spoil it. */
function lock(path: string): () => void {
  const holder = existsSync(path) ? Number(readFileSync(path, 'utf8')) : 0;
  if (holder > 0 && isAlive(holder)) {
    throw new UsageError(
      `"npm start" runs already for this folder (process ${String(holder)}). Stop it first.`,
    );
  }
  writeFileSync(path, String(process.pid));
  return () => {
    rmSync(path, { force: true });
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
