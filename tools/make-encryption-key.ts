import { keyCommand } from './encryption-keys/key-command.js';

/** `npm run encryption-key -- <file>` */
await keyCommand({
  usage: `Makes keys for the file of ENCRYPTION_KEYS_FILE:

  npm run encryption-key -- <file>               makes the file with a first key, or adds a key that only decrypts
  npm run encryption-key -- <file> --use <id>    has that key encrypt from now on

Give every process the new file after each; none needs a restart. The order matters: docs/privacy.md.
`,
  made: (file, keyId) =>
    `${file} was made, with the key ${keyId}. Whoever loses it loses what is in Temporal: keep a copy elsewhere.\n`,
  added: (file, keyId) =>
    `The key ${keyId} was added. It only decrypts until every process has it; then: npm run encryption-key -- ${file} --use ${keyId}\n`,
  used: (keyId) => `The key ${keyId} encrypts from now on.\n`,
});
