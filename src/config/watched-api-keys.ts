import { type ApiKeyEntry, readApiKeysFile } from './api-keys-file.js';
import { watchFile, type WatchedFile, type Watching } from './watched-file.js';

/**
 * Who may call the API, as its file says now.
 *
 * @throws WrongSettings when it cannot be used now
 */
export function watchApiKeys(
  path: string,
  watching: Watching,
): WatchedFile<readonly ApiKeyEntry[]> {
  return watchFile(
    {
      setting: 'API_KEYS_FILE',
      name: 'API keys',
      read: () => readApiKeysFile(path),
      told: (keys) => ({ clients: keys.map(({ clientName }) => clientName) }),
    },
    watching,
  );
}
