import { parseArgs } from 'node:util';
import { addKey, makeCurrent } from './encryption-keys/keys-file.js';
import { runProcess } from '../src/main/run-process.js';
import { UsageError } from '../src/main/usage-error.js';

const USAGE = `Makes keys for the file of ENCRYPTION_KEYS_FILE:

  npm run encryption-key -- <file>               makes the file with a first key, or adds a key that only decrypts
  npm run encryption-key -- <file> --use <id>    has that key encrypt from now on

Give every process the new file and start it again after each. The order matters: docs/privacy.md.
`;

/** `npm run encryption-key -- <file>`: no key is ever shown. */
await runProcess(() => {
  const { positionals, values } = readArguments(process.argv.slice(2));
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new UsageError(USAGE);
  if (values.use !== undefined) {
    makeCurrent(file, values.use);
    process.stdout.write(`The key ${values.use} encrypts from now on.\n`);
    return Promise.resolve();
  }
  const { keyId, isFirst } = addKey(file, new Date());
  process.stdout.write(
    isFirst
      ? `${file} was made, with the key ${keyId}. Whoever loses it loses what is in Temporal: keep a copy elsewhere.\n`
      : `The key ${keyId} was added. It only decrypts until every process has it; then: npm run encryption-key -- ${file} --use ${keyId}\n`,
  );
  return Promise.resolve();
});

function readArguments(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: { use: { type: 'string' } } });
  } catch {
    throw new UsageError(USAGE);
  }
}
