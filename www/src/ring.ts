/**
 * The second copy: IndexedDB, written with strict durability, so that what it acknowledges is on disk.
 *
 * `ring` holds the last eight generations of each workspace, `daily` one per day for two weeks and one per week for
 * twelve more (and the last known good copy, when `localStorage` has no room for it), `aside` the copies that were
 * put apart for the user to decide about, `blobs` evidence files by their SHA-256.
 *
 * The newest generations lie in `mirror.ts` too, since Chromium may delete a whole database after a crash.
 */
import type { Trouble } from './api.ts';
import { forget, mirror, mirrored } from './mirror.ts';

const NAME = 'annexa';
const VERSION = 1;
const GENERATIONS = 8;
/** A browser that does not answer by then is treated as one that refuses. */
const PATIENCE = 3000;
const DAY = 86_400_000;

export interface Generation {
  n: number;
  hash: string;
  time: number;
  text: string;
}

/** A generation as it lies in the ring. */
export interface RingRecord extends Generation {
  workspace: string;
}

/** A text as it lies in IndexedDB, for the raw download. */
export interface RingCopy {
  name: string;
  text: string;
}

/** What the ring needs to know of the calendar: the module's `Vault.expiredDays`. */
export type Expired = (today: number, days: Uint32Array) => Iterable<number>;

export class Ring {
  private constructor(
    private readonly db: IDBDatabase,
    private readonly expired: Expired,
  ) {}

  /** Opens the database, or says why not. `onGone` is called when the browser or another tab closes it later. */
  static open(expired: Expired, onGone: () => void): Promise<Ring | Trouble> {
    return new Promise((resolve) => {
      const late = setTimeout(() => resolve('stalled'), PATIENCE);
      const settle = (result: Ring | Trouble) => {
        clearTimeout(late);
        resolve(result);
      };
      try {
        const request = indexedDB.open(NAME, VERSION);
        request.onupgradeneeded = () => create(request.result);
        request.onerror = () => settle('refused');
        request.onsuccess = () => settle(new Ring(watched(request.result, onGone), expired));
      } catch {
        settle('refused');
      }
    });
  }

  /** Deletes the whole database. */
  static async destroy(): Promise<void> {
    await forget(() => true);
    await new Promise<void>((resolve) => {
      try {
        const request = indexedDB.deleteDatabase(NAME);
        request.onsuccess = request.onerror = request.onblocked = () => resolve();
      } catch {
        resolve();
      }
    });
  }

  /** The generations of a workspace, oldest first. */
  async generations(workspace: string): Promise<RingRecord[]> {
    const kept = await answer<RingRecord[]>(this.read('ring').getAll(all(workspace)));
    const known = new Set(kept.map(({ hash }) => hash));
    const only = (await mirrored(workspace)).filter(({ hash }) => !known.has(hash));
    return [...kept, ...only].sort((a, b) => a.n - b.n);
  }

  /** The ids of the workspaces in the ring. */
  async workspaces(): Promise<string[]> {
    const keys = await answer(this.read('ring').getAllKeys());
    const ids = keys.map((key) => String((key as IDBValidKey[])[0]));
    return [...new Set([...ids, ...(await mirrored()).map(({ workspace }) => workspace)])];
  }

  /**
   * Puts a generation, and resolves when it is on disk. Rejects with a `Trouble`, as all writing does: `other-writer`
   * when the ring holds a generation at least as new which is not this one. Two writers exclude each other here if
   * nowhere else.
   */
  async put(workspace: string, generation: Generation): Promise<void> {
    const { n, hash, time } = generation;
    await this.write(['ring', 'daily'], async (store) => {
      const keys = (await answer(store('ring').getAllKeys(all(workspace)))) as [string, number, string][];
      const others = keys.filter(([, otherN, otherHash]) => otherN !== n || otherHash !== hash);
      if (others.some(([, otherN]) => otherN >= n)) throw new OtherWriter();
      store('ring').put({ workspace, ...generation } satisfies RingRecord);
      for (const key of others.slice(0, Math.max(0, others.length - GENERATIONS + 1))) store('ring').delete(key);
      await this.keepDaily(store('daily'), workspace, time, generation);
    });
    await mirror({ workspace, ...generation });
  }

  /** Keeps a text as the last known good copy. */
  keep(workspace: string, generation: Omit<Generation, 'hash'>): Promise<void> {
    return this.write(['daily'], async (store) => {
      store('daily').put({ workspace, day: 'lkg', ...generation });
    });
  }

  /** Moves generations out of the ring to where they wait for the user. */
  async setAside(records: RingRecord[]): Promise<void> {
    await this.write(['ring', 'aside'], async (store) => {
      for (const record of records) {
        store('aside').put(record);
        store('ring').delete([record.workspace, record.n, record.hash]);
      }
    });
    const hashes = new Set(records.map(({ hash }) => hash));
    await forget((key) => hashes.has(key.hash));
  }

  /** The copies of a workspace that were set aside. */
  async aside(workspace: string): Promise<RingRecord[]> {
    return await answer<RingRecord[]>(this.read('aside').getAll(all(workspace)));
  }

  /** Forgets the copies that were set aside. */
  discardAside(workspace: string): Promise<void> {
    return this.write(['aside'], async (store) => {
      store('aside').delete(all(workspace));
    });
  }

  /** Everything there is of one workspace, or of all. */
  async copies(workspace?: string): Promise<RingCopy[]> {
    const found: RingCopy[] = [];
    for (const store of ['ring', 'daily', 'aside'] as const) {
      const range = workspace === undefined ? undefined : all(workspace);
      const records = await answer<(RingRecord & { day?: number | 'lkg' })[]>(this.read(store).getAll(range));
      for (const { workspace: id, n, day, text } of records) {
        found.push({ name: `${id}-${store}-${day ?? n}`, text });
      }
    }
    return found;
  }

  /** Removes one workspace. */
  async erase(workspace: string): Promise<void> {
    await forget((key) => key.workspace === workspace);
    await this.write(['ring', 'daily', 'aside'], async (store) => {
      for (const name of ['ring', 'daily', 'aside'] as const) store(name).delete(all(workspace));
    });
  }

  close(): void {
    this.db.close();
  }

  /** The first generation of a day is that day's copy. */
  private async keepDaily(daily: IDBObjectStore, workspace: string, time: number, generation: Generation) {
    const today = Math.floor(time / DAY);
    const numbers = IDBKeyRange.bound([workspace, 0], [workspace, Infinity]);
    const days = (await answer(daily.getAllKeys(numbers))).map((key) => (key as [string, number])[1]);
    if (days.includes(today)) return;
    daily.put({ workspace, day: today, ...generation });
    for (const day of this.expired(today, Uint32Array.from(days))) daily.delete([workspace, day]);
  }

  private read(store: Store): IDBObjectStore {
    return this.db.transaction(store, 'readonly').objectStore(store);
  }

  /** Runs a transaction. It is acknowledged only when it is complete, not when its requests are. */
  private async write(stores: Store[], run: (store: (name: Store) => IDBObjectStore) => Promise<void>): Promise<void> {
    try {
      const transaction = this.db.transaction(stores, 'readwrite', { durability: 'strict' });
      await complete(transaction, run((name) => transaction.objectStore(name)));
    } catch (error) {
      throw trouble(error);
    }
  }
}

type Store = 'ring' | 'daily' | 'aside';

function create(db: IDBDatabase): void {
  db.createObjectStore('ring', { keyPath: ['workspace', 'n', 'hash'] });
  db.createObjectStore('daily', { keyPath: ['workspace', 'day'] });
  db.createObjectStore('aside', { keyPath: ['workspace', 'n', 'hash'] });
  db.createObjectStore('blobs', { keyPath: 'hash' });
}

function watched(db: IDBDatabase, onGone: () => void): IDBDatabase {
  db.onclose = onGone;
  db.onversionchange = () => {
    db.close();
    onGone();
  };
  return db;
}

/** All keys that start with the workspace: an array sorts after every number and text. */
function all(workspace: string): IDBKeyRange {
  return IDBKeyRange.bound([workspace], [workspace, []]);
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function complete(transaction: IDBTransaction, run: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    run.catch((error: unknown) => {
      reject(error);
      try {
        transaction.abort();
      } catch {
        // It has aborted by itself.
      }
    });
  });
}

class OtherWriter extends Error {}

/** What an exception means for the user. */
function trouble(error: unknown): Trouble {
  if (error instanceof OtherWriter) return 'other-writer';
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError') return 'quota';
  return name === 'SecurityError' || name === 'InvalidStateError' ? 'refused' : 'failed';
}
