import { readApiAccess } from '../src/config/api-access-config.js';
import { runProcess } from '../src/main/run-process.js';
import { apiAt, keyOf } from './api/api-client.js';
import { readInput } from './api/read-input.js';
import { readRenewCommand, USAGE } from './renew-command/arguments.js';
import { batchesOf } from './renew-command/batches-api.js';
import { renewAndWatch } from './renew-command/renew-and-watch.js';

/** `npm run renew -- <file>`: starts a batch of renewals, and shows how far it is until it ends or somebody leaves. */
await runProcess(async (stop, exitWith) => {
  const command = readRenewCommand(process.argv.slice(2));
  if (command === 'help') {
    process.stdout.write(USAGE);
    return;
  }
  const { url, keyFile, file } = command;
  const defaults = readApiAccess();
  const key = keyOf(keyFile, defaults.apiKey);
  const batches = batchesOf(apiAt({ url: url ?? defaults.url, key }));
  const { stdout, stderr } = process;
  const width = stderr.isTTY ? stderr.columns : null;
  const isDone = await renewAndWatch(batches, command, readInput(file), {
    result: (line) => stdout.write(line),
    progress: (line) => stderr.write(line),
    width,
    stop,
  });
  if (!isDone) exitWith(1);
});
