import { parseArgs } from 'node:util';
import { runProcess } from '../../src/main/run-process.js';
import { UsageError } from '../../src/main/usage-error.js';
import { addKey, makeCurrent } from './keys-file.js';

/** What a command that makes keys says. */
interface KeyCommand {
  readonly usage: string;
  /** Each with its line break at the end. */
  readonly made: (file: string, keyId: string) => string;
  readonly added: (file: string, keyId: string) => string;
  readonly used: (keyId: string) => string;
}

/** Makes a file with a first key, adds a key to it, or has another one of it be the one in use. No key is ever shown. */
export async function keyCommand({ usage, made, added, used }: KeyCommand): Promise<void> {
  await runProcess(() => {
    const { positionals, values } = readArguments(process.argv.slice(2), usage);
    const [file, ...others] = positionals;
    if (file === undefined || others.length > 0) throw new UsageError(usage);
    if (values.use !== undefined) {
      makeCurrent(file, values.use);
      process.stdout.write(used(values.use));
      return Promise.resolve();
    }
    const { keyId, isFirst } = addKey(file, new Date());
    process.stdout.write(isFirst ? made(file, keyId) : added(file, keyId));
    return Promise.resolve();
  });
}

function readArguments(args: string[], usage: string) {
  try {
    return parseArgs({ args, allowPositionals: true, options: { use: { type: 'string' } } });
  } catch {
    throw new UsageError(usage);
  }
}
