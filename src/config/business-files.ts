import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { REINSTATEMENT_FEE } from '../domain/money/charges.js';
import type { Installation } from '../domain/product/installation.js';
import type { NoticeLaw } from '../domain/notice/moratorium.js';
import type { Product } from '../domain/product/product.js';
import type { FilesConfig } from './config.js';
import type { ReadFile } from './json-file.js';
import { readInstallationFile } from './installation-file.js';
import { moratoriumContradictions } from './moratorium-contradictions.js';
import { noticeContradictions } from './notice-contradictions.js';
import { readNoticeFile } from './notice-file.js';
import { readProductFile } from './product-file.js';
import { WrongSettings } from './wrong-settings.js';

/** What is sold, by product key, and where; and how long notices are there. */
export interface BusinessFiles {
  readonly products: ReadonlyMap<string, Product>;
  readonly installation: Installation;
  readonly noticeRules: NoticeLaw;
}

/**
 * Reads the installation file, the notice file and every product file, and checks them against each other.
 *
 * @throws WrongSettings with every problem of every file
 */
export function readBusinessFiles(files: FilesConfig): BusinessFiles {
  const { installationFile, noticeFile, productsDir } = files;
  const problems: string[] = [];
  const installation = valueOf(readInstallationFile(installationFile), problems);
  const noticeRules = valueOf(readNoticeFile(noticeFile), problems);

  const products = new Map<string, Product>();
  for (const path of productPaths(productsDir, problems)) {
    const read = readProductFile(path);
    if ('problems' in read) {
      problems.push(...read.problems);
      continue;
    }
    const product = read.value;
    if (products.has(product.key)) {
      problems.push(`${path}: key: another product file has the key ${product.key}.`);
    }
    products.set(product.key, product);
    if (installation !== null) {
      problems.push(...contradictions(product, installation).map((p) => `${path}: ${p}`));
    }
    if (noticeRules !== null) {
      problems.push(...noticeContradictions(product, noticeRules).map((p) => `${path}: ${p}`));
    }
  }
  // A product that could not be read may be what it is about.
  if (noticeRules !== null && problems.length === 0) {
    const sold = [...products.values()];
    problems.push(...moratoriumContradictions(noticeRules, sold).map((p) => `${noticeFile}: ${p}`));
  }
  if (installation === null || noticeRules === null || problems.length > 0)
    throw new WrongSettings(problems);
  return { products, installation, noticeRules };
}

function valueOf<T>(read: ReadFile<T>, problems: string[]): T | null {
  if ('value' in read) return read.value;
  problems.push(...read.problems);
  return null;
}

function productPaths(folder: string, problems: string[]): readonly string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
    if (names.length === 0) problems.push(`PRODUCTS_DIR: ${folder} holds no product file.`);
    return names.sort().map((name) => join(folder, name));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    problems.push(`PRODUCTS_DIR cannot be read: ${reason}.`);
    return [];
  }
}

/** What a product asks of an installation that does not have it. */
function contradictions(product: Product, installation: Installation): readonly string[] {
  const problems: string[] = [];
  if (!Object.hasOwn(installation.offices, product.office)) {
    problems.push(`office: the installation ${installation.name} has no office ${product.office}.`);
  }
  if (product.rating.method === 'passThrough') {
    for (const charge of product.rating.charges) {
      const codes = installation.charges.filter((one) => one.charge === charge);
      if (!codes.some(({ state }) => product.states.includes(state))) {
        problems.push(
          `rating.charges: the installation ${installation.name} has no code for ${charge} ` +
            `in any state of the product (${product.states.join(', ')}).`,
        );
      }
    }
  }
  return [...problems, ...feeWithoutCode(product, installation)];
}

/** A reinstatement that costs something needs a code for it wherever the product is sold. */
function feeWithoutCode(
  { midTerm, states }: Product,
  { name, charges, changes }: Installation,
): readonly string[] {
  if (midTerm.reinstatement.feeCents === 0 || changes.reinstate === null) return [];
  const without = states.filter(
    (state) => !charges.some((one) => one.charge === REINSTATEMENT_FEE && one.state === state),
  );
  if (without.length === 0) return [];
  return [
    `midTerm.reinstatementFee: the installation ${name} has no code for ${REINSTATEMENT_FEE} in ${without.join(', ')}.`,
  ];
}
