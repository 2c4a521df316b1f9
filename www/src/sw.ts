/**
 * Keeps one release for use without a network. It holds files of the page only: what a visitor types never passes
 * through here.
 */
import type { ToServiceWorker } from './install.ts';

declare const self: ServiceWorkerGlobalScope;

const PREFIX = 'annexa-';
const CACHE = PREFIX + __RELEASE__;
/** How long a visitor waits for a slow network before the kept copy is shown. */
const PATIENCE = 3000;

self.addEventListener('install', (event) => event.waitUntil(keepRelease()));
// Only pages of this release, or pages without any worker, are here when it becomes active.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  // Names of assets change with their content; everything else may be of another release than the kept one.
  const named = url.pathname.startsWith(new URL('./assets/', self.location.href).pathname);
  event.respondWith(named ? keptFirst(request) : networkFirst(request));
});

self.addEventListener('message', (event) => {
  const message = event.data as ToServiceWorker;
  // A new release never takes over by itself: the page asks for it, after it has saved.
  if (message === 'take over') event.waitUntil(self.skipWaiting());
  if (message === 'started') event.waitUntil(dropOthers());
});

/** All files or none: a release that is only half there would fail later, without a network. */
async function keepRelease(): Promise<void> {
  const cache = await caches.open(CACHE);
  await Promise.all(
    __PRECACHE__.map(async ([url, integrity]) => {
      const response = await fetch(url, { integrity, cache: 'no-cache' });
      if (!response.ok) throw new Error(`${url}: ${response.status}`);
      await cache.put(url, response);
    }),
  );
}

/** The page of this release has started, so the older ones are not needed to fall back on. */
async function dropOthers(): Promise<void> {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(others.map((name) => caches.delete(name)));
}

async function keptFirst(request: Request): Promise<Response> {
  return (await kept(request)) ?? fetch(request);
}

async function networkFirst(request: Request): Promise<Response> {
  const copy = await kept(request);
  const fresh = fetch(request);
  if (!copy) return fresh;
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE));
  const response = await Promise.race([fresh.catch(() => undefined), late]);
  return response?.ok ? response : copy;
}

async function kept(request: Request): Promise<Response | undefined> {
  const cache = await caches.open(CACHE);
  const wanted = request.mode === 'navigate' ? './index.html' : request;
  return cache.match(wanted, { ignoreSearch: true });
}
