import { Workspace, isRefusal, load } from './api.ts';
import type { Problem } from './parts.ts';
import { sentence } from './parts.ts';
import type { App } from './store.ts';

export interface Place {
  /** The prefix of everything that is stored. */
  storageKey: string;
  standalone: boolean;
}

export const examples = ['saas', 'manufacturer', 'clinic', 'consultancy'] as const;
export type Example = (typeof examples)[number];

/** No backup is larger; reading more would only fill the memory. */
const LIMIT = 64 * 1024 * 1024;

/** Brings the page to its first view. */
export async function boot(app: App, _place: Place): Promise<void> {
  try {
    await load();
  } catch {
    app.close('damaged');
    return;
  }
  app.close('start');
}

export function startNew(app: App): void {
  app.use(new Workspace());
}

/** Opens a backup; what is wrong with it, or nothing. The open workspace stays until the file is read. */
export async function openFile(app: App, file: File, tooLarge: string): Promise<Problem[]> {
  if (file.size > LIMIT) return [{ name: 'file', message: tooLarge }];
  return openBytes(app, new Uint8Array(await file.arrayBuffer()));
}

/** An example is a file of the release. */
export async function openExample(app: App, name: Example, failed: string): Promise<Problem[]> {
  try {
    const response = await fetch(new URL(`./examples/${name}.json`, document.baseURI));
    if (!response.ok) throw new Error(response.statusText);
    return openBytes(app, new Uint8Array(await response.arrayBuffer()));
  } catch {
    return [{ name: '', message: failed }];
  }
}

function openBytes(app: App, bytes: Uint8Array): Problem[] {
  try {
    app.use(Workspace.open(bytes));
    return [];
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const findings = error.findings.length ? error.findings : [error];
    return findings.map(({ message, path, help }) => ({
      name: 'file',
      message: path ? `${message} (${path})` : message,
      help: sentence(help),
    }));
  }
}
