import { Workspace, isRefusal, type AnnexaError, type Command, type Counts, type Effect, type Entity, type Kind, type Labels, type Owner, type SaveStatus, type Stamp, type StorageReport } from './api.ts';
import { DocumentsClient } from './documents.ts';
import { Texts, type ShellTexts } from './i18n/texts.ts';
import { readPrefs, writePrefs, type Prefs } from './prefs.ts';
import { parse, type Route } from './router.ts';
import type { Step } from './protocol.ts';
import type { Storage } from './storage.ts';

/** The entity of a kind: `Of<'risk'>` is `Risk`. */
export type Of<K extends Kind> = Extract<Entity, Record<K, unknown>>[K];

/** A message above a view. */
export interface Notice {
  kind: 'good' | 'warn' | 'bad';
  text: string;
}

/** Where the page stands: before a choice, in a workspace, or before something that it could not read. */
export type Phase = 'loading' | 'start' | 'open' | 'recovery' | 'damaged';

/** What the names of controls, documents, roles and people depend on. */
const NAMED: readonly Kind[] = ['organisation', 'role', 'person', 'document'];

/**
 * The whole state of the page. Views read it and call its methods; every change ends in one `onChange`, which draws
 * the page anew.
 */
export class App {
  phase: Phase = 'loading';
  route: Route = parse('');
  prefs: Prefs = readPrefs();
  storage?: Storage;
  /** What is true now about the stored copies. */
  saving: SaveStatus = { kind: 'new' };
  /** Under which key the workspace is stored. */
  workspaceId = '';
  /** What was found when the stored workspace was opened. */
  found?: StorageReport;
  /** Rises with every step and with every workspace that is opened: what was asked before may be out of date. */
  revision = 0;
  /** What the last step did; the questions show it. */
  effect?: Effect;
  /** Why the last command was refused; gone with the next one that is not. */
  refusal?: AnnexaError;
  /** The field that is typed into, with the text: it stays there when the module refuses it. */
  typed?: { name: string; text: string };
  /** A message that stays until the next navigation. */
  notice?: Notice;
  /** Whether the catalogue's texts have arrived; the first view does not wait for them. */
  hasTexts = false;
  /** The visitor does not want to be asked for a backup now. */
  putOff = false;
  onChange: () => void = () => {};
  /** Called when the module broke down in the middle of a call. */
  onTrap: (fault: unknown) => void = () => {};

  private handle?: Workspace;
  private known?: { labels: Labels; counts: Counts };
  private views = new Map<string, unknown>();
  private pending?: Notice;

  /** The worker that writes documents; it starts with the first question. */
  readonly documents: DocumentsClient;
  /** Changes over to a release that is ready, once the visitor wants it. */
  takeUpdate?: () => void;

  constructor(readonly texts: Texts) {
    this.documents = new DocumentsClient(() => this.workspace.save(), texts.language);
  }

  get t(): ShellTexts {
    return this.texts.area<ShellTexts>('shell');
  }

  /** The open workspace; only views of the phase `open` are drawn with it. */
  get workspace(): Workspace {
    if (!this.handle) throw new Error('no workspace is open');
    return this.handle;
  }

  /** The names of everything; kept until the next step. */
  get labels(): Labels {
    return this.cache.labels;
  }

  get counts(): Counts {
    return this.cache.counts;
  }

  get readonly(): boolean {
    return this.saving.kind === 'read-only';
  }

  private get cache() {
    this.known ??= { labels: this.workspace.labels(), counts: this.workspace.counts() };
    return this.known;
  }

  /** Takes a workspace as the open one. */
  use(workspace: Workspace): void {
    this.documents.stop();
    this.handle?.free();
    this.handle = workspace;
    this.revision += 1;
    this.known = undefined;
    this.effect = undefined;
    this.refusal = undefined;
    this.views.clear();
    this.phase = 'open';
    this.onChange();
  }

  /** Leaves the open workspace; what is stored stays. */
  close(phase: Phase): void {
    this.documents.stop();
    this.handle?.free();
    this.handle = undefined;
    this.known = undefined;
    this.phase = phase;
    this.onChange();
  }

  /** One entity; the id is empty for organisation, scope and method. */
  get<K extends Kind>(kind: K, id = ''): Of<K> | undefined {
    return unwrap(kind, this.workspace.entity(kind, id));
  }

  /** All entities of a kind. */
  all<K extends Kind>(kind: K): Of<K>[] {
    return this.workspace.entities(kind).flatMap((entity) => unwrap(kind, entity) ?? []);
  }

  /** Puts one entity: `app.put({ risk })`. */
  put(entity: Entity): Effect | undefined {
    return this.dispatch({ put: entity });
  }

  remove(kind: Kind, id: string): Effect | undefined {
    return this.dispatch({ remove: { kind, id } });
  }

  /** Runs a command; `undefined` when it was refused, which the page then shows. */
  dispatch(command: Command): Effect | undefined {
    const stamp = this.stamp();
    return this.step({ dispatch: command, stamp }, () => this.workspace.dispatch(command, stamp));
  }

  undo(): Effect | undefined {
    const stamp = this.stamp();
    return this.step({ undo: stamp }, () => this.workspace.undo(stamp) ?? undefined);
  }

  redo(): Effect | undefined {
    const stamp = this.stamp();
    return this.step({ redo: stamp }, () => this.workspace.redo(stamp) ?? undefined);
  }

  private step(step: Step, run: () => Effect | undefined): Effect | undefined {
    if (this.readonly) return this.refuse(this.readOnlyRefusal());
    let effect: Effect | undefined;
    try {
      effect = run();
    } catch (error) {
      if (isRefusal(error)) return this.refuse(error);
      this.onTrap(error);
      return undefined;
    }
    this.refusal = undefined;
    if (!effect) return undefined;
    this.typed = undefined;
    this.revision += 1;
    this.effect = effect;
    this.remember(effect);
    this.documents.step(step);
    if (effect.entry.changes.some(({ kind }) => kind === 'organisation')) this.storage?.rename(this.name);
    this.keep();
    this.onChange();
    return effect;
  }

  /** Names only change with what carries them, so a keystroke elsewhere asks for nothing. */
  private remember({ entry, counts }: Effect): void {
    const renamed = entry.more || entry.changes.some(({ kind }) => NAMED.includes(kind));
    this.known = renamed || !this.known ? undefined : { labels: this.known.labels, counts };
  }

  /** The workspace is different from what is stored. */
  keep(): void {
    this.storage?.changed(() => this.workspace.save());
  }

  /** What the list of workspaces calls this one. */
  get name(): string {
    return this.get('organisation')?.name ?? '';
  }

  private refuse(refusal: AnnexaError): undefined {
    this.refusal = refusal;
    this.onChange();
  }

  private readOnlyRefusal(): AnnexaError {
    const { readOnly, readOnlyHelp } = this.t.errors;
    const fields = { name: 'AnnexaError' as const, code: 'read-only', path: '', help: readOnlyHelp, findings: [] };
    return Object.assign(new Error(readOnly), fields);
  }

  private stamp(): Stamp {
    return { at: `${new Date().toISOString().slice(0, 19)}Z`, by: this.prefs.name };
  }

  /** What a view remembers while it is open (a filter, a draft): made when first asked for, dropped on leaving. */
  state<T extends object>(name: string, make: () => T): T {
    if (!this.views.has(name)) this.views.set(name, make());
    return this.views.get(name) as T;
  }

  /** Forgets what a view remembers, so that it starts anew. */
  reset(name: string): void {
    this.views.delete(name);
    this.onChange();
  }

  /** Draws the page anew after a view changed its own state. */
  update(): void {
    this.onChange();
  }

  /** Follows the address; called by the element. */
  arrive(hash: string): void {
    this.route = parse(hash);
    this.refusal = undefined;
    this.notice = this.pending;
    this.pending = undefined;
    this.typed = undefined;
    this.views.clear();
    this.onChange();
  }

  /** Goes to another screen, with a message that is shown there. */
  go(address: string, notice?: Notice): void {
    this.pending = notice;
    if (location.hash === address) this.arrive(address);
    else location.hash = address;
  }

  offerUpdate(take: () => void): void {
    this.takeUpdate = take;
    this.onChange();
  }

  setPrefs(prefs: Partial<Prefs>): void {
    this.prefs = { ...this.prefs, ...prefs };
    writePrefs(this.prefs);
    this.onChange();
  }

  /** After everything was deleted: nothing is written. */
  forgetPrefs(): void {
    this.prefs = readPrefs();
  }

  /** The name of a role or person: `IT manager (Ada Lovelace)`. */
  ownerName(owner: Owner | null | undefined): string {
    if (!owner) return '';
    if ('role' in owner) {
      const role = this.labels.roles.find(({ id }) => id === owner.role);
      return role?.holder ? `${role.title} (${role.holder})` : (role?.title ?? owner.role);
    }
    return this.get('person', owner.person)?.name ?? owner.person;
  }
}

function unwrap<K extends Kind>(kind: K, entity: Entity | null | undefined): Of<K> | undefined {
  return (entity as Record<K, Of<K>> | null | undefined)?.[kind];
}
