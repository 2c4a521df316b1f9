import { readFileSync } from 'node:fs';
import { defineConfig } from 'vite';
import { hash } from './build/integrity.ts';
import { release } from './build/release.ts';

const module = (name: string) => hash('sha384', readFileSync(new URL(`pkg/${name}/annexa_bg.wasm`, import.meta.url)));

export default defineConfig({
  // Relative addresses: the page works from any path of any static host.
  base: './',
  define: {
    __INTEGRITY__: JSON.stringify({
      core: module('core'),
      documents: module('documents'),
      workbooks: module('workbooks'),
    }),
  },
  build: {
    target: 'es2022',
    // The policy allows neither inline scripts nor data: scripts and fonts.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  worker: { format: 'es' },
  plugins: [release()],
});
