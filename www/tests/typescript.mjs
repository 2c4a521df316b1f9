/** `node --import ./tests/typescript.mjs`: lets a test import the page's sources as they are. */
import { readFile } from 'node:fs/promises';
import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';
import { fileURLToPath } from 'node:url';

if (isMainThread) register(import.meta.url);

/** Node's hook: TypeScript becomes JavaScript, and a style sheet asked for as `?inline` becomes its text. */
export async function load(url, context, next) {
  const { pathname, search } = new URL(url, 'file:');
  if (pathname.endsWith('.ts')) return module(await compile(fileURLToPath(url)));
  if (search === '?inline') return module(`export default ${JSON.stringify(await source(url))}`);
  if (search === '?url') return module(`export default ${JSON.stringify(url.replace(search, ''))}`);
  return next(url, context);
}

async function compile(path) {
  const { transformWithOxc } = await import('vite');
  const { code } = await transformWithOxc(await readFile(path, 'utf8'), path);
  return code;
}

function source(url) {
  return readFile(fileURLToPath(url.split('?')[0]), 'utf8');
}

function module(text) {
  return { format: 'module', source: text, shortCircuit: true };
}
