import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A text as it may stand in a file: as it is, in hexadecimal, in UTF-16, and in Base64 wherever its three bytes begin. */
function formsOf(text: string): readonly Buffer[] {
  const hex = Buffer.from(text).toString('hex');
  const base64 = [0, 1, 2].map((offset) =>
    // The first and the last letters also depend on what stands around.
    Buffer.from('\0'.repeat(offset) + text)
      .toString('base64')
      .slice(offset === 0 ? 0 : offset + 1, -4),
  );
  const texts = [text, text.toUpperCase(), text.toLowerCase(), hex, hex.toUpperCase(), ...base64];
  return [...texts.map((one) => Buffer.from(one)), Buffer.from(text, 'utf16le')];
}

/** A social security number as it is written, too. */
export const dashed = (ssn: string): string =>
  `${ssn.slice(0, 3)}-${ssn.slice(3, 5)}-${ssn.slice(5)}`;

/** All files in a folder and below. @param leaveOut how the paths of those begin that are not meant */
export async function filesIn(
  folder: string,
  leaveOut: readonly string[] = [],
): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !leaveOut.some((name) => path.startsWith(join(folder, name))));
}

/** Where one of the texts stands, in any form. */
export async function findIn(
  files: readonly string[],
  texts: readonly string[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const file of files) {
    const content = await readFile(file);
    for (const text of texts)
      if (formsOf(text).some((form) => content.includes(form))) found.push(`${text} in ${file}`);
  }
  return found;
}
