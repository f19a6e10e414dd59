import { newApiKey } from './api-keys/new-api-key.js';
import { API_SCOPES } from '../src/config/api-keys-file.js';
import { runProcess } from '../src/main/run-process.js';
import { UsageError } from '../src/main/usage-error.js';

/** `npm run api-key -- <clientName> <scope>…`: prints a new key once, and its entry for API_KEYS_FILE. */
await runProcess(() => {
  const [clientName, ...scopes] = process.argv.slice(2);
  if (clientName === undefined || scopes.length === 0) {
    throw new UsageError(
      `Say who and what for: npm run api-key -- <clientName> <scope>…, with scopes of ${API_SCOPES.join(', ')}.`,
    );
  }
  const { key, entry } = newApiKey(clientName, scopes);
  process.stdout.write(
    `The key, shown once; give it to the client:\n\n  ${key}\n\n` +
      `The entry, for the list in the file of API_KEYS_FILE:\n\n${JSON.stringify(entry, null, 2)}\n`,
  );
  return Promise.resolve();
});
