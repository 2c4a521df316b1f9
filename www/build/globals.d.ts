/** Values that the build puts in (`vite.config.ts`, `build/`). */

/** The hash of each WebAssembly module, for `fetch(url, { integrity })`. */
declare const __INTEGRITY__: { core: string; documents: string; workbooks: string };

/** Only in `sw.ts`: every file of the release as address and hash. */
declare const __PRECACHE__: [url: string, integrity: string][];

/** Only in `sw.ts`: a name for the release, different whenever one of its files is. */
declare const __RELEASE__: string;
