/** Node cannot fetch files: without an argument the module beside this file is read instead, and its texts. */
import { readFile } from 'node:fs/promises';
import start, { installTexts } from './annexa.js';

export * from './annexa.js';

const read = (name) => readFile(new URL(name, import.meta.url));

export default async function init(input) {
  const module = await start(input ?? { module_or_path: await read('annexa_bg.wasm') });
  installTexts(await read('../packs/prose.en.txt'));
  return module;
}
