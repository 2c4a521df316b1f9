import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build, type Rolldown } from 'vite';
import { hash } from './integrity.ts';

/** One file of the release: its address relative to the page, and its hash for `fetch(url, { integrity })`. */
export type Precached = [url: string, integrity: string];

/** All files of the release, sorted: what vite bundled and what lies in `public`. */
export function precacheList(bundle: Rolldown.OutputBundle, publicDir: string): Precached[] {
  const bundled = Object.values(bundle).map((file): Precached => {
    return [`./${file.fileName}`, hash('sha384', file.type === 'chunk' ? file.code : file.source)];
  });
  const open = filesIn(publicDir).map((path): Precached => {
    return [`./${relative(publicDir, path).replaceAll('\\', '/')}`, hash('sha384', readFileSync(path))];
  });
  return [...bundled, ...open].filter(([url]) => url !== './_headers').sort(([a], [b]) => (a < b ? -1 : 1));
}

/** `src/sw.ts` as one script that knows its release: `__PRECACHE__` and `__RELEASE__` are put in. */
export async function serviceWorker(root: string, precache: Precached[]): Promise<string | undefined> {
  const entry = join(root, 'src/sw.ts');
  if (!existsSync(entry)) return undefined;
  const list = JSON.stringify(precache);
  const release = hash('sha256', list).replace(/\W/g, '').slice(6, 22);
  const output = await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    define: { __PRECACHE__: list, __RELEASE__: JSON.stringify(release) },
    build: { write: false, lib: { entry, formats: ['es'], fileName: 'sw' } },
  });
  const [chunk] = [output].flat().flatMap((made) => ('output' in made ? made.output : []));
  return chunk?.type === 'chunk' ? chunk.code : undefined;
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
