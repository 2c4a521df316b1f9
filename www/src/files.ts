/** Files that leave the page: backups, and what is stored, as it is. */
import { Workspace } from './api.ts';
import type { Prefs } from './prefs.ts';
import type { App } from './store.ts';

/** After so many changes, or so many days, the page reminds of a backup. */
const CHANGES = 20;
const DAYS = 7;
const DAY = 86_400_000;

/** Hands a file to the browser's downloads. */
export function download(name: string, bytes: Uint8Array, type: string): void {
  const url = URL.createObjectURL(new Blob([bytes as BlobPart], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download reads the address after this task has ended.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Saves the workspace as a file. It counts as a backup only after it was read back. */
export function saveFile(app: App): void {
  const bytes = app.workspace.save();
  Workspace.open(bytes).free();
  download(`${fileName(app)}.json`, bytes, 'application/json');
  app.setPrefs({ files: { ...app.prefs.files, [app.workspaceId]: { changes: changes(app), time: Date.now() } } });
}

/** `acme-2026-11-24`, of letters that every file system takes. */
export function fileName(app: App, today = new Date()): string {
  const name = app.name.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  return `${name.slice(0, 40) || 'workspace'}-${today.toISOString().slice(0, 10)}`;
}

const changes = (app: App) => app.workspace.history(0, 1)[0]?.n ?? 0;

/** The last backup of this workspace, and how much has changed since; `due` when it is time for another. */
export function backupState(app: App): { last?: Date; changes: number; due: boolean } {
  const file: Prefs['files'][string] | undefined = app.prefs.files[app.workspaceId];
  const since = changes(app) - (file?.changes ?? 0);
  const old = file ? Date.now() - file.time > DAYS * DAY : false;
  return { last: file && new Date(file.time), changes: since, due: since >= CHANGES || (old && since > 0) };
}
