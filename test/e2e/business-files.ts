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
    await copyWith(join('config/products', name), join(products, name), changes.products, billed);
  }
  const installation = join(folder, 'installation.json');
  await copyWith('config/installations/sandbox.json', installation, changes.installation);
  return { INSTALLATION_FILE: installation, PRODUCTS_DIR: products };
}

type Content = Readonly<Record<string, unknown>>;

async function copyWith(
  from: string,
  to: string,
  changes: Content = {},
  finish: (changed: Content, content: Content) => Content = (changed) => changed,
): Promise<void> {
  const content = JSON.parse(await readFile(from, 'utf8')) as Content;
  await writeFile(to, JSON.stringify(finish({ ...content, ...changes }, content)));
}

/** However it is billed, what of its charges is no premium stays so: a product with a rate plan does not start otherwise. */
function billed(changed: Content, { billing }: Content): Content {
  const { oneTimeCharges } = (billing ?? {}) as Content;
  const { method } = changed['rating'] as { readonly method: string };
  const isKept = changed['billing'] && oneTimeCharges && method === 'ratePlan';
  return isKept
    ? { ...changed, billing: { ...(changed['billing'] as Content), oneTimeCharges } }
    : changed;
}
