import type { Plugin, Rolldown } from 'vite';
import { hash } from './integrity.ts';
import { headersFile, metaPolicy } from './headers.ts';
import { precacheList, serviceWorker } from './service-worker.ts';

type Bundle = Rolldown.OutputBundle;

/**
 * Makes a release of vite's output: the core module is preloaded, scripts are checked by hash, the policy stands
 * in the page and in `_headers`, and the service worker knows every file.
 */
export function release(): Plugin {
  let root = '';
  let publicDir = '';
  return {
    name: 'annexa-release',
    apply: 'build',
    configResolved(config) {
      ({ root, publicDir } = config);
    },
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const page = bundle['index.html'];
        if (page?.type !== 'asset') return this.error('vite made no index.html');
        const html = withIntegrity(String(page.source), bundle);
        const map = importMap(html, bundle);
        const scripts = map ? [hash('sha256', map)] : [];
        page.source = html.replace(/<meta charset="utf-8" ?\/?>/i, (charset) => charset + head(scripts, map, bundle));
        this.emitFile({ type: 'asset', fileName: 'annexa.js', source: embedding(bundle) });
        this.emitFile({ type: 'asset', fileName: '_headers', source: headersFile(scripts) });
        const worker = await serviceWorker(root, precacheList(bundle, publicDir));
        if (worker) this.emitFile({ type: 'asset', fileName: 'sw.js', source: worker });
      },
    },
  };
}

/** What comes first in the head: the policy must stand before anything that it governs. */
function head(scripts: string[], map: string | undefined, bundle: Bundle): string {
  const lines = [
    `<meta http-equiv="Content-Security-Policy" content="${metaPolicy(scripts)}">`,
    '<meta name="referrer" content="no-referrer">',
    ...(map ? [`<script type="importmap">${map}</script>`] : []),
    `<link rel="preload" as="fetch" type="application/wasm" crossorigin href="./${coreModule(bundle)}">`,
  ];
  return lines.map((line) => `\n    ${line}`).join('');
}

/** What a page loads that shows the element itself: a name that stays, for the entry whose name changes. */
function embedding(bundle: Bundle): string {
  const entry = Object.values(bundle).find((file) => file.type === 'chunk' && file.isEntry);
  if (!entry) throw new Error('there is no entry');
  return `import './${entry.fileName}';\n`;
}

function coreModule(bundle: Bundle): string {
  const files = Object.values(bundle).filter((file) => file.type === 'asset');
  const core = files.find((file) => file.originalFileNames.some((name) => name.endsWith('pkg/core/annexa_bg.wasm')));
  if (!core) throw new Error('nothing refers to pkg/core/annexa_bg.wasm, so the page would start without its module');
  return core.fileName;
}

/** Adds `integrity` to the scripts and style sheets that the HTML names. */
function withIntegrity(html: string, bundle: Bundle): string {
  return html.replace(/(?:src|href)="\.\/(assets\/[^"]+\.(?:js|css))"/g, (attribute, name: string) => {
    const file = bundle[name];
    return file ? `${attribute} integrity="${hash('sha384', content(file))}"` : attribute;
  });
}

/** Chunks that are imported later have no element of their own: their hashes go into an import map. */
function importMap(html: string, bundle: Bundle): string | undefined {
  const later = Object.values(bundle).filter((file) => file.type === 'chunk' && !html.includes(file.fileName));
  const integrity = later.map((file) => [`./${file.fileName}`, hash('sha384', content(file))]);
  return later.length ? JSON.stringify({ integrity: Object.fromEntries(integrity) }) : undefined;
}

export function content(file: Rolldown.OutputChunk | Rolldown.OutputAsset): string | Uint8Array {
  return file.type === 'chunk' ? file.code : file.source;
}
