/** The only way to the WebAssembly module: everything else imports from here. */
import start, { Vault, Workspace, installTexts } from '../pkg/core/annexa.js';
import address from '../pkg/core/annexa_bg.wasm?url';
import type { AnnexaError } from '../pkg/core/annexa.js';
import { bytes } from './bytes.ts';
import { fileOf } from './release.ts';

export type * from '../pkg/core/annexa.js';
export { Vault, Workspace };

/** Loads the module; the browser refuses bytes that are not those of the release. */
export async function load(): Promise<void> {
  await start({ module_or_path: fetch(address, { integrity: __INTEGRITY__.core }) });
}

/** Hands the module the texts that stand beside names and numbers: reasons, explanations, hints. */
export async function loadTexts(language: string): Promise<void> {
  installTexts(await bytes(textsAddress(language)));
}

/** Where the catalogue's texts of a language are; the worker needs them too. */
export const textsAddress = (language: string) => fileOf(`packs/prose.${language}.txt`);

/** Whether the module refused a call; anything else that it throws is a fault of ours. */
export function isRefusal(error: unknown): error is AnnexaError {
  return error instanceof Error && error.name === 'AnnexaError';
}
