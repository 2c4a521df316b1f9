/**
 * Where the workspace is kept. The decisions are the module's (`Vault`): this file carries out what it asks for, and
 * brings it the time, the tabs, and what the browser says. There is no user interface in it.
 *
 * ```ts
 * const storage = await openStorage(module, { status, followed, fault });
 * const [first] = await storage.workspaces();
 * const { report, body } = await storage.load(first.id);   // or: await storage.create('Acme')
 * storage.changed(() => workspace.save());                 // after each command
 * ```
 */
import type { Quarantined, ReadOnly, SaveStatus, Shelved, StorageMeter, StorageReport, StorageRequest, Trouble, Vault } from './api.ts';
import { Ring, type RingCopy, type RingRecord } from './ring.ts';
import { Tabs } from './tabs.ts';

/** The part of the module that storage needs. */
export interface VaultModule {
  Vault: typeof Vault;
}

export interface Callbacks {
  /** What is true now about the stored copies; called when it changes. */
  status(status: SaveStatus): void;
  /** For a tab that follows: the workspace as another tab has just saved it. */
  followed(body: Uint8Array): void;
  /** The module broke down. Nothing is written any more; `rawCopies` still works. */
  fault(error: unknown): void;
}

export interface Loaded {
  id: string;
  report: StorageReport;
  /** The workspace as it was given to `changed`; absent if nothing was opened. */
  body?: Uint8Array;
}

/** A stored text, for a download that needs nothing but the browser. */
export interface RawCopy {
  name: string;
  text: string;
}

/** How long a tab that follows, or takes over, waits to see what it was told of. */
const UNTIL_SEEN = 2000;
/** A timer this late means that the tab was asleep. */
const ASLEEP = 1000;

/** Opens IndexedDB; without it the storage works with one copy, and says so. */
export async function openStorage(module: VaultModule, callbacks: Callbacks): Promise<Storage> {
  const storage = new Storage(module, callbacks);
  await storage.openRing();
  return storage;
}

export class Storage {
  private readonly tab = randomId();
  private ring: Ring | Trouble = 'refused';
  private session?: Session;
  private asked = false;

  constructor(
    private readonly module: VaultModule,
    private readonly callbacks: Callbacks,
  ) {
    window.addEventListener('pagehide', this.leave);
    window.addEventListener('blur', this.leave);
    window.addEventListener('storage', (event) => this.session?.storageChanged(event));
    document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && this.leave());
    document.addEventListener('freeze', () => this.session?.sleep());
    document.addEventListener('resume', () => void this.session?.wakeUp());
  }

  /** What is true now about the stored copies. */
  get status(): SaveStatus {
    return this.session?.status ?? { kind: 'new' };
  }

  /** Whether leaving the page would lose changes. */
  get isUnsaved(): boolean {
    return this.session?.isUnsaved ?? false;
  }

  /** Why each copy cannot be used, if so: the banner that stays. */
  get missing(): { local?: Trouble; ring?: Trouble } {
    return { local: this.module.Vault.refused() ?? undefined, ring: this.ring instanceof Ring ? undefined : this.ring };
  }

  /** How full our share of `localStorage` is. */
  get meter(): StorageMeter | undefined {
    return this.module.Vault.meter() ?? undefined;
  }

  /**
   * The workspaces on this device. An empty list is no proof of a first visit: offer to open a backup beside starting
   * anew. Nothing is written until one is chosen.
   */
  async workspaces(): Promise<Shelved[]> {
    const shelved = this.module.Vault.workspaces();
    const ring = this.ring instanceof Ring ? await this.ring.workspaces().catch(() => []) : [];
    const unknown = ring.filter((id) => !shelved.some((entry) => entry.id === id));
    return [...shelved, ...unknown.map((id) => ({ id, name: '', n: 0, time: 0 }))];
  }

  /**
   * Opens a stored workspace, to edit it if no other tab does. Look at `report.outcome`: with `newer` and `damaged`
   * nothing is opened and nothing will be written; offer `rawCopies`.
   */
  async load(id: string): Promise<Loaded> {
    const session = await this.begin(id);
    await session.tabs.take();
    return session.open();
  }

  /** Starts a new workspace; it is stored with the first change. */
  async create(name: string): Promise<Loaded> {
    const session = await this.begin(randomId());
    await session.tabs.take();
    const loaded = await session.open();
    session.rename(name);
    return loaded;
  }

  /** The workspace was changed. `body` is called when it is time to save, at the latest after a second. */
  changed(body: () => Uint8Array): void {
    this.session?.changed(body);
    if (this.asked) return;
    this.asked = true;
    // Firefox asks the user, who may never answer.
    void navigator.storage?.persist?.().catch(() => false);
  }

  /** Saves at once what is not saved; resolves with what came of it. */
  flush(): Promise<SaveStatus> {
    return this.session?.flush() ?? Promise.resolve(this.status);
  }

  /** Saves at once and keeps that as the last known good copy: before imports and other bulk changes. */
  checkpoint(): Promise<SaveStatus> {
    return this.session?.checkpoint() ?? Promise.resolve(this.status);
  }

  /** Gives the workspace a name in the list, from the next save on. */
  rename(name: string): void {
    this.session?.rename(name);
  }

  /** Lets other tabs edit: saves, and follows from then on. */
  async release(): Promise<void> {
    await this.session?.release();
  }

  /**
   * "Edit here": takes the turn from the tab that has it, and opens what that one saved. Changes of this tab that are
   * not saved are still in the page's workspace; what becomes of them is the user's to say.
   */
  async takeOver(): Promise<Loaded> {
    const session = await this.begin(this.current().id);
    await session.tabs.takeOver();
    return session.open(true);
  }

  /** Writes copies again that something outside has deleted, once the user has agreed. */
  async rewrite(): Promise<SaveStatus> {
    if (!(this.ring instanceof Ring)) await this.openRing();
    return this.current().rewrite();
  }

  /** The copies that were put aside because they are damaged or from another branch. */
  async quarantined(): Promise<Quarantined[]> {
    return (await this.session?.quarantined()) ?? [];
  }

  /** Forgets the copies that were put aside: the user has decided. */
  async discardQuarantined(): Promise<void> {
    await this.session?.discardQuarantined();
  }

  /** The workspace in a stored text (a rival branch, a copy that was put aside), if the text is whole. */
  unseal(text: string): { n: number; hash: string; body: Uint8Array } | undefined {
    return this.module.Vault.unseal(text);
  }

  /** Every stored text as it is, of one workspace or of all. Needs no module: it works when that broke down. */
  async rawCopies(id?: string): Promise<RawCopy[]> {
    const ring: RingCopy[] = this.ring instanceof Ring ? await this.ring.copies(id).catch(() => []) : [];
    return [...localCopies(id), ...ring];
  }

  /** Removes one workspace from this device. */
  async remove(id: string): Promise<void> {
    if (this.session?.id === id) await this.end();
    this.module.Vault.erase(id);
    if (this.ring instanceof Ring) await this.ring.erase(id);
  }

  /** Removes everything of ours from this browser, and counts what is left. */
  async wipe(): Promise<number> {
    await this.end();
    this.module.Vault.erase();
    if (this.ring instanceof Ring) this.ring.close();
    this.ring = 'removed';
    await Ring.destroy();
    await forgetPage();
    return (await leftovers()).length;
  }

  /** Opens IndexedDB, again if it was closed. */
  async openRing(): Promise<void> {
    this.ring = await Ring.open(this.module.Vault.expiredDays, () => this.ringGone());
    if (this.ring instanceof Ring) this.session?.ringIs(this.ring);
  }

  private ringGone(): void {
    this.ring = 'removed';
    this.session?.ringIs('removed');
  }

  private readonly leave = () => void this.session?.flush();

  private current(): Session {
    if (!this.session) throw new Error('no workspace is open');
    return this.session;
  }

  private async begin(id: string): Promise<Session> {
    await this.end();
    this.session = new Session(id, this.tab, this.module, this.ring, this.callbacks);
    return this.session;
  }

  private async end(): Promise<void> {
    const session = this.session;
    this.session = undefined;
    await session?.close();
  }
}

/** One workspace that is open in this tab. */
class Session {
  readonly tabs: Tabs;
  private vault?: Vault;
  private records: RingRecord[] = [];
  private body?: () => Uint8Array;
  private timer?: number;
  private asleep = false;
  private broken = false;
  private settled: (() => void)[] = [];
  private shown: SaveStatus = { kind: 'new' };

  constructor(
    readonly id: string,
    private readonly tab: string,
    private readonly module: VaultModule,
    private ring: Ring | Trouble,
    private readonly callbacks: Callbacks,
  ) {
    this.tabs = new Tabs(id, {
      announced: (n) => void this.follow(n),
      asked: () => this.giveWay(),
      robbed: () => this.stop('taken-over'),
    });
  }

  get status(): SaveStatus {
    return this.shown;
  }

  get isUnsaved(): boolean {
    return this.broken || (this.vault?.isUnsaved() ?? false);
  }

  /** Reads the copies and, with the turn in hand, becomes the writer. */
  async open(robbing = false): Promise<Loaded> {
    const report = await this.read();
    const body = this.vault?.body();
    if (report.outcome === 'newer' || report.outcome === 'damaged') this.tabs.release(0);
    if (this.tabs.isWriter) {
      this.run((vault) => vault.claim(now()));
      // A frozen tab that wakes up must find a generation that it did not write.
      if (robbing && body) {
        this.changed(() => body);
        void this.flush();
      }
    } else {
      this.show(this.vault?.status() ?? this.shown);
    }
    return { id: this.id, report, body };
  }

  changed(body: () => Uint8Array): void {
    this.body = body;
    this.run((vault) => vault.changed(now()));
  }

  flush(): Promise<SaveStatus> {
    if (!this.asleep) this.run((vault) => vault.flush(now()));
    return this.settle();
  }

  checkpoint(): Promise<SaveStatus> {
    this.run((vault) => vault.checkpoint(now()));
    return this.settle();
  }

  rewrite(): Promise<SaveStatus> {
    this.run((vault) => vault.rewrite(now()));
    return this.settle();
  }

  rename(name: string): void {
    this.vault?.rename(name);
  }

  async release(): Promise<void> {
    this.tabs.release(await this.giveWay());
  }

  ringIs(ring: Ring | Trouble): void {
    this.ring = ring;
    this.run((vault) => vault.ring(ring instanceof Ring ? undefined : ring, now()));
  }

  async quarantined(): Promise<Quarantined[]> {
    const ring = this.ring instanceof Ring ? await this.ring.aside(this.id).catch(() => []) : [];
    return [...(this.vault?.quarantined() ?? []), ...ring.map(({ text }) => ({ place: 'ring', text }))];
  }

  async discardQuarantined(): Promise<void> {
    this.vault?.discardQuarantined();
    if (this.ring instanceof Ring) await this.ring.discardAside(this.id);
  }

  storageChanged({ key, newValue }: StorageEvent): void {
    const slots = [`annexa:${this.id}:g0`, `annexa:${this.id}:g1`];
    if (!this.tabs.isWriter || (key !== null && !slots.includes(key))) return;
    if (newValue === null) this.run((vault) => vault.removed(now()));
  }

  /** The browser is about to freeze this tab; it may lose its turn meanwhile. */
  sleep(): void {
    void this.flush();
    this.asleep = true;
  }

  /** Saves nothing until it is sure that the turn is still this tab's. */
  async wakeUp(): Promise<void> {
    this.asleep = true;
    await this.tabs.settle();
    this.asleep = false;
    this.run((vault) => vault.tick(now()));
  }

  async close(): Promise<void> {
    void this.flush();
    clearTimeout(this.timer);
    this.vault?.free();
    this.vault = undefined;
    this.wakeSettled();
    await this.tabs.close();
  }

  /** Reads until it finds the generation that the last writer told of. */
  private async read(): Promise<StorageReport> {
    const until = now() + UNTIL_SEEN;
    for (;;) {
      const found = await this.generations();
      this.records = Array.isArray(found) ? found : [];
      this.vault?.free();
      this.vault = new this.module.Vault(this.tab, this.id, this.records.map(({ text }) => text), Array.isArray(found) ? undefined : found);
      const report = this.vault.report();
      if ((report.opened?.n ?? 0) >= this.tabs.heard || now() > until) return report;
      await pause(25);
    }
  }

  private async generations(): Promise<RingRecord[] | Trouble> {
    if (!(this.ring instanceof Ring)) return this.ring;
    return await this.ring.generations(this.id).catch((): Trouble => 'failed');
  }

  /** Saves, also what is changed while it saves, and stops writing; resolves with the last generation. */
  private async giveWay(): Promise<number> {
    let status = await this.flush();
    while ('n' in status && this.isUnsaved) status = await this.flush();
    this.stop('another-tab');
    return 'n' in status ? status.n : 0;
  }

  private stop(why: ReadOnly): void {
    this.run((vault) => vault.stop(why, now()));
  }

  /** Shows what another tab has written, as soon as it can be seen from here. */
  private async follow(n: number): Promise<void> {
    const until = now() + UNTIL_SEEN;
    while (this.vault && !this.tabs.isWriter && !this.isUnsaved && n === this.tabs.heard) {
      const seen = this.vault.see(n) ?? (now() > until ? await this.seeInRing() : undefined);
      if (seen) this.callbacks.followed(seen.body);
      if (seen || now() > until) return;
      await pause(25);
    }
  }

  private async seeInRing() {
    const found = await this.generations();
    const newest = Array.isArray(found) ? found.at(-1) : undefined;
    return newest && this.module.Vault.unseal(newest.text);
  }

  /** Calls the module and carries out what it asks for. After a breakdown nothing is called any more. */
  private run(call: (vault: Vault) => StorageRequest[]): void {
    if (!this.vault || this.broken) return;
    try {
      for (const request of call(this.vault)) this.carryOut(request);
      this.schedule();
      if (!this.vault?.isWriting()) this.wakeSettled();
    } catch (error) {
      this.broken = true;
      this.show({ kind: 'not-saved', reason: 'failed' });
      this.wakeSettled();
      this.callbacks.fault(error);
    }
  }

  private carryOut(request: StorageRequest): void {
    switch (request.kind) {
      case 'serialise':
        if (this.body) {
          const body = this.body();
          this.run((vault) => vault.save(body, Date.now(), now()));
        }
        break;
      case 'write-ring':
        void this.writeRing(request);
        break;
      case 'write-local':
        this.run((vault) => vault.writeLocal(now()));
        break;
      case 'keep':
        if (this.ring instanceof Ring) void this.ring.keep(this.id, request).catch(() => {});
        break;
      case 'set-aside':
        if (this.ring instanceof Ring) void this.ring.setAside(request.copies.flatMap((index) => this.records[index] ?? [])).catch(() => {});
        break;
      case 'announce':
        this.tabs.announce(request.n, request.hash);
        break;
      case 'show':
        this.show(request.status);
    }
  }

  private async writeRing({ n, hash, time, text }: Extract<StorageRequest, { kind: 'write-ring' }>): Promise<void> {
    try {
      if (!(this.ring instanceof Ring)) throw this.ring;
      await this.ring.put(this.id, { n, hash, time, text });
      this.run((vault) => vault.ringAcknowledged(n, now()));
    } catch (reason) {
      this.run((vault) => vault.ringFailed(n, reason as Trouble, now()));
    }
  }

  private show(status: SaveStatus): void {
    this.shown = status;
    try {
      this.callbacks.status(status);
    } catch (error) {
      // A fault of the page must not stop the saving.
      reportError(error);
    }
  }

  /** Resolves with the status when nothing is on its way. */
  private async settle(): Promise<SaveStatus> {
    if (this.vault?.isWriting() && !this.broken) await new Promise<void>((settled) => this.settled.push(settled));
    return this.shown;
  }

  private wakeSettled(): void {
    for (const settled of this.settled.splice(0)) settled();
  }

  private schedule(): void {
    clearTimeout(this.timer);
    const wake = this.vault?.wake();
    if (wake === undefined || this.asleep) return;
    const due = now() + Math.max(0, wake - now());
    this.timer = window.setTimeout(() => this.tick(due), due - now());
  }

  private tick(due: number): void {
    if (now() - due > ASLEEP) void this.wakeUp();
    else this.run((vault) => vault.tick(now()));
  }
}

/** A clock that does not go back, in whole milliseconds. */
function now(): number {
  return Math.floor(performance.now());
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function randomId(): string {
  const digits = 'abcdefghijklmnopqrstuvwxyz234567';
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => digits[byte % 32]).join('');
}

function localCopies(id?: string): RawCopy[] {
  try {
    const prefix = id === undefined ? 'annexa:' : `annexa:${id}:`;
    const keys = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? '');
    const ours = keys.filter((key) => key.startsWith(prefix)).sort();
    return ours.map((key) => ({ name: key.slice('annexa:'.length).replaceAll(':', '-'), text: localStorage.getItem(key) ?? '' }));
  } catch {
    return [];
  }
}

/** Caches and the service worker of this page. */
async function forgetPage(): Promise<void> {
  const caches = await orNone(() => globalThis.caches.keys());
  const ours = caches.filter((name) => name.startsWith('annexa'));
  await Promise.all(ours.map((name) => globalThis.caches.delete(name)));
  const workers = await orNone(async () => [await navigator.serviceWorker.getRegistration()]);
  await Promise.all(workers.map((worker) => worker?.unregister()));
}

/** What is still there of ours. */
async function leftovers(): Promise<string[]> {
  const databases = await orNone(async () => (await indexedDB.databases()).map(({ name }) => name ?? ''));
  const caches = await orNone(() => globalThis.caches.keys());
  const others = [...databases, ...caches].filter((name) => name.startsWith('annexa'));
  return [...localCopies().map(({ name }) => name), ...others];
}

/** What cannot be listed because the browser refuses it, cannot hold anything of ours either. */
async function orNone<T>(list: () => Promise<T[]>): Promise<T[]> {
  try {
    return await list();
  } catch {
    return [];
  }
}
