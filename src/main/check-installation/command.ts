import { refuseUnbillable } from '../../config/billing-config.js';
import { readBusinessFiles } from '../../config/business-files.js';
import { readSystemsConfig } from '../../config/config.js';
import { readEnvironment, type ReadEnvironment } from '../../config/env.js';
import { checkInstallation } from '../../installation-check/check-installation.js';
import { hasFailed, type CheckLine } from '../../installation-check/line.js';
import { billingConnection } from '../billing-connection.js';
import { asCommand, type ExitCode, type Output } from '../command.js';
import { imsConnection } from '../ims-connection.js';
import { readArguments, USAGE, type CheckArguments } from './arguments.js';
import { readNamed } from './named.js';
import { lineWords, summaryWords } from './words.js';

/** `npm run check-installation`: checks, prints, and says how it went. */
export function runCheck(
  args: readonly string[],
  output: Output,
  read = readEnvironment(),
): Promise<ExitCode> {
  return asCommand(output, async () => {
    const asked = readArguments(args);
    if (asked.help) {
      output.out(USAGE);
      return 0;
    }
    const lines = await check(asked, output, read);
    if (asked.json) output.out(`${JSON.stringify({ lines }, null, 2)}\n`);
    else output.out(summaryWords(lines));
    return hasFailed(lines) ? 1 : 0;
  });
}

async function check(
  asked: CheckArguments,
  output: Output,
  read: ReadEnvironment,
): Promise<readonly CheckLine[]> {
  const { files, policySystem, billing, named } = await connectSystems(asked, read);
  const lines: CheckLine[] = [];
  try {
    for await (const line of checkInstallation({ ...files, policySystem, billing, named })) {
      lines.push(line);
      if (!asked.json) output.out(lineWords(line));
    }
  } finally {
    await policySystem.close();
    await billing?.close();
  }
  return lines;
}

/** As a worker connects, from the same settings and files; calls leave no log here. */
async function connectSystems(asked: CheckArguments, read: ReadEnvironment) {
  const { config, secrets } = readSystemsConfig(read);
  const files = readBusinessFiles(config.files);
  refuseUnbillable(files.products, config.billing);
  const named = readNamed(asked, files);
  const billing =
    config.billing && billingConnection(config.billing, secrets.billingToken, () => undefined);
  const policySystem = await imsConnection(
    config.ims,
    secrets.imsEncryptedPassword,
    files,
    () => undefined,
  );
  return { files, policySystem, billing, named };
}
