/** Node cannot fetch files: without an argument the module beside this file is read instead. */
import { readFile } from 'node:fs/promises';
import start from './annexa.js';

export * from './annexa.js';

export default async function init(input) {
  return start(input ?? { module_or_path: await readFile(new URL('annexa_bg.wasm', import.meta.url)) });
}
