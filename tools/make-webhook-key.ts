import { keyCommand } from './encryption-keys/key-command.js';

/** `npm run webhook-key -- <file>` */
await keyCommand({
  usage: `Makes keys for the file of WEBHOOK_KEYS_FILE, of which the secrets of webhooks are made:

  npm run webhook-key -- <file>               makes the file with a first key, or adds a key that nothing is made of yet
  npm run webhook-key -- <file> --use <id>    has new secrets made of that key from now on

Give API and workers the new file and start them again after each. The order matters: docs/operations.md.
`,
  made: (file, keyId) =>
    `${file} was made, with the key ${keyId}. Whoever loses it must give every receiver a new secret: keep a copy elsewhere.\n`,
  added: (file, keyId) =>
    `The key ${keyId} was added. Nothing is made of it until every process has it; then: npm run webhook-key -- ${file} --use ${keyId}\n`,
  used: (keyId) =>
    `New secrets are made of the key ${keyId} from now on. Those that were made before stay until they are rotated.\n`,
});
