import { Vault, Workspace, isRefusal, load, loadTexts, type AnnexaError, type Shelved } from './api.ts';
import { openStorage, type Loaded } from './storage.ts';
import { sentence, type Problem } from './parts.ts';
import { fileOf } from './release.ts';
import type { App } from './store.ts';

export const examples = ['saas', 'manufacturer', 'clinic', 'consultancy'] as const;
export type Example = (typeof examples)[number];

/** No backup is larger; reading more would only fill the memory. */
const LIMIT = 64 * 1024 * 1024;
/** After a fault the page starts anew, but not again and again. */
const RESTARTED = 'annexa:restarted';
const AGAIN = 10_000;

/** Brings the page to its first view. `key` names the one workspace of an embedded element. */
export async function boot(app: App, key?: string): Promise<void> {
  const restarted = takeRestarted();
  app.onTrap = () => restart(app, restarted);
  addEventListener('beforeunload', (event) => {
    if (app.storage?.isUnsaved) event.preventDefault();
  });
  try {
    await load();
  } catch {
    app.close('damaged');
    return;
  }
  void readTexts(app);
  const storage = await openStorage(
    { Vault },
    {
      status: (status) => {
        app.saving = status;
        app.onChange();
      },
      followed: (body) => app.use(Workspace.open(body)),
      fault: (error) => app.onTrap(error),
    },
  );
  app.storage = storage;
  const last = key ?? newest(await storage.workspaces())?.id;
  if (last === undefined) app.close('start');
  else await openStored(app, last);
  if (restarted !== undefined) app.notice = { kind: 'warn', text: app.t.errors.trapped };
  app.onChange();
}

/** The first view does not wait for texts; what is drawn without them is drawn again when they are there. */
async function readTexts(app: App): Promise<void> {
  try {
    await loadTexts(app.texts.language);
    app.hasTexts = true;
    app.onChange();
  } catch {
    app.notice = { kind: 'bad', text: app.t.errors.damaged };
    app.onChange();
  }
}

const newest = (list: readonly Shelved[]) => [...list].sort((a, b) => b.time - a.time)[0];

/** Opens a workspace that is stored on this device. */
export async function openStored(app: App, id: string): Promise<void> {
  if (!app.storage) return;
  show(app, await app.storage.load(id));
}

/** "Edit here": this tab becomes the one that writes. */
export async function editHere(app: App): Promise<void> {
  if (!app.storage) return;
  show(app, await app.storage.takeOver());
}

function show(app: App, { id, report, body }: Loaded): void {
  app.found = report;
  app.workspaceId = id;
  if (app.storage) app.saving = app.storage.status;
  if (report.outcome === 'empty') app.close('start');
  else if (!body || !take(app, body)) app.close('recovery');
}

/** A stored workspace that is whole, but that this release cannot read, is left alone like a damaged one. */
function take(app: App, body: Uint8Array): boolean {
  try {
    app.use(Workspace.open(body));
    return true;
  } catch (error) {
    if (!isRefusal(error)) app.onTrap(error);
    return false;
  }
}

/** Starts an empty workspace; it is stored with its first change. */
export async function startNew(app: App): Promise<void> {
  await create(app, new Workspace());
}

async function create(app: App, workspace: Workspace): Promise<void> {
  const made = await app.storage?.create('');
  app.found = undefined;
  app.workspaceId = made?.id ?? '';
  app.use(workspace);
}

/** Opens a backup beside what is stored; what is wrong with it, or nothing. */
export async function openFile(app: App, file: File, tooLarge: string): Promise<Problem[]> {
  if (file.size > LIMIT) return [{ name: 'file', message: tooLarge }];
  return openBytes(app, new Uint8Array(await file.arrayBuffer()));
}

/** An example is a file of the release. */
export async function openExample(app: App, name: Example, failed: string): Promise<Problem[]> {
  try {
    const response = await fetch(fileOf(`examples/${name}.json`));
    if (!response.ok) throw new Error(response.statusText);
    return await openBytes(app, new Uint8Array(await response.arrayBuffer()));
  } catch {
    return [{ name: '', message: failed }];
  }
}

async function openBytes(app: App, bytes: Uint8Array): Promise<Problem[]> {
  let workspace: Workspace;
  try {
    workspace = Workspace.open(bytes);
  } catch (error) {
    if (isRefusal(error)) return problems(error);
    throw error;
  }
  await create(app, workspace);
  app.storage?.rename(app.name);
  app.keep();
  return [];
}

function problems(error: AnnexaError): Problem[] {
  const findings = error.findings.length ? error.findings : [error];
  return findings.map(({ message, path, help }) => ({
    name: 'file',
    message: path ? `${message} (${path})` : message,
    help: sentence(help),
  }));
}

/** The module broke down: what is stored is whole, so the page starts anew from there. */
function restart(app: App, before?: number): void {
  if (before !== undefined && Date.now() - before < AGAIN) {
    app.close('damaged');
    return;
  }
  try {
    sessionStorage.setItem(RESTARTED, String(Date.now()));
  } catch {
    // Without session storage the page starts anew without saying why.
  }
  location.reload();
}

function takeRestarted(): number | undefined {
  try {
    const at = sessionStorage.getItem(RESTARTED);
    sessionStorage.removeItem(RESTARTED);
    return at === null ? undefined : Number(at);
  } catch {
    return undefined;
  }
}
