import { readFileSync } from 'node:fs';

/** A request of the `examples` folder, for the documentation page: the file is the only place where it stands. */
export function exampleFile(name: string): unknown {
  const file = new URL(`../../examples/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}
