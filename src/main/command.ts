import { WrongSettings } from '../config/wrong-settings.js';
import { UsageError } from './usage-error.js';

/** 0 all is well, 1 something is not, which the command says, 2 settings, files or arguments cannot be used. */
export type ExitCode = 0 | 1 | 2;

/** Where a command's words go. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
}

/** Of the process itself. */
export const PRINTED: Output = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
};

/** Runs a command; what a person can put right is told in words, and ends it with 2. */
export async function asCommand(
  output: Output,
  command: () => Promise<ExitCode>,
): Promise<ExitCode> {
  try {
    return await command();
  } catch (error) {
    if (!(error instanceof WrongSettings || error instanceof UsageError)) throw error;
    output.err(`${error.message}\n`);
    return 2;
  }
}
