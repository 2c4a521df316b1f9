/** Scripts lie in a folder of the release, wherever the page is that shows the element. */
const script = import.meta.url;

/** The address of a file of the release: `packs/prose.en.txt`. */
export const fileOf = (path: string) => new URL(`../${path}`, script).href;
