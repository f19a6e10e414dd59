import { readdirSync, readFileSync } from 'node:fs';
import type { Installation } from '../../../src/domain/product/installation.js';
import type { Product } from '../../../src/domain/product/product.js';

const CONFIG = new URL('../../../config/', import.meta.url);

/** The sandbox's installation, as its file says; durations in the files are words, here milliseconds. */
export function sandboxInstallation(): Installation {
  const file = readJson('installations/sandbox.json') as Omit<Installation, 'settleMs'>;
  return { ...file, settleMs: 2_000 };
}

/** The products of the repository. */
export function products(): ReadonlyMap<string, Product> {
  return new Map(
    readdirSync(new URL('products/', CONFIG)).map((name) => {
      const file = readJson(`products/${name}`) as Omit<Product, 'billing' | 'outagePatienceMs'>;
      return [file.key, { ...file, billing: null, outagePatienceMs: 60_000 }];
    }),
  );
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, CONFIG), 'utf8'));
}
