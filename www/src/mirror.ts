/**
 * The newest generations of each workspace once more, in the Cache API: files of their own, where the ring is one
 * database.
 *
 * Chromium goes on writing to the log of a database whose last record was cut short by a crash, finds it damaged when
 * it opens it for the second time after the crash, and then deletes the whole database without asking
 * (google/leveldb#1287; the event `upgradeneeded` says `dataLoss: 'total'`). `localStorage` may be seconds behind at
 * that time. Measured: without this copy, 3 of 230 kills in a row lost everything.
 */
import type { RingRecord } from './ring.ts';

/** Not a name that the service worker takes for one of its releases. */
const NAME = 'annexa:generations';
/** The last one, and the one before, in case that the last is cut short. */
const GENERATIONS = 2;
/** A cache that does not answer by then must not hold up the saving. */
const PATIENCE = 3000;

/** Keeps a generation. The ring and `localStorage` are what "saved" stands on, so a cache that refuses is no fault. */
export async function mirror(record: RingRecord): Promise<void> {
  const put = async () => {
    const cache = await caches.open(NAME);
    const { workspace, n, hash, time, text } = record;
    await cache.put(address({ workspace, n, hash, time }), new Response(text));
    const ours = keys(await cache.keys()).filter((key) => key.workspace === workspace);
    const older = ours.sort((a, b) => b.n - a.n).slice(GENERATIONS);
    await Promise.all(older.map((key) => cache.delete(key.url)));
  };
  const late = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE));
  await Promise.race([put().catch(() => {}), late]);
}

/** The generations of a workspace that are here, or of all. */
export async function mirrored(workspace?: string): Promise<RingRecord[]> {
  try {
    const cache = await caches.open(NAME);
    const wanted = keys(await cache.keys()).filter((key) => workspace === undefined || key.workspace === workspace);
    const read = wanted.map(async ({ url, ...key }) => ({ ...key, text: (await (await cache.match(url))?.text()) ?? '' }));
    return (await Promise.all(read)).filter(({ text }) => text !== '');
  } catch {
    return [];
  }
}

/** Removes generations. */
export async function forget(gone: (key: Key) => boolean): Promise<void> {
  try {
    const cache = await caches.open(NAME);
    await Promise.all(keys(await cache.keys()).filter(gone).map(({ url }) => cache.delete(url)));
  } catch {
    // A page without the Cache API has nothing to forget.
  }
}

type Key = Omit<RingRecord, 'text'>;

/** What a generation is kept under: its data as the query of an address that nobody asks the network for. */
function address({ workspace, n, hash, time }: Key): string {
  const query = new URLSearchParams({ workspace, n: String(n), hash, time: String(time) });
  return new URL(`/annexa-generation?${query}`, location.origin).href;
}

function keys(requests: readonly Request[]): (Key & { url: string })[] {
  return requests.map(({ url }) => {
    const query = new URL(url).searchParams;
    const text = (name: string) => query.get(name) ?? '';
    return { url, workspace: text('workspace'), n: Number(text('n')), hash: text('hash'), time: Number(text('time')) };
  });
}
