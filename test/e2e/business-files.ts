import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The installation and product files of this repository, written for a process to read, with changes on top.
 *
 * @returns the settings that name them
 */
export async function writeBusinessFiles(
  folder: string,
  changes: {
    readonly installation?: Readonly<Record<string, unknown>>;
    readonly products?: Readonly<Record<string, unknown>>;
  },
): Promise<{ INSTALLATION_FILE: string; PRODUCTS_DIR: string }> {
  const products = join(folder, 'products');
  await mkdir(products, { recursive: true });
  for (const name of await readdir('config/products')) {
    await copyWith(join('config/products', name), join(products, name), changes.products);
  }
  const installation = join(folder, 'installation.json');
  await copyWith('config/installations/sandbox.json', installation, changes.installation);
  return { INSTALLATION_FILE: installation, PRODUCTS_DIR: products };
}

async function copyWith(from: string, to: string, changes: object = {}): Promise<void> {
  const content = JSON.parse(await readFile(from, 'utf8')) as object;
  await writeFile(to, JSON.stringify({ ...content, ...changes }));
}
