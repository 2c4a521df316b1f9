/** Use without a network: installs the service worker, and tells of a new release. */
import type { App } from './store.ts';
import { scriptAddress } from './trusted.ts';

export type ToServiceWorker = 'take over' | 'started';

/** `?nosw` takes the service worker and its files away, should one ever misbehave. */
export async function install(app: App): Promise<void> {
  const workers = (navigator as Partial<Navigator>).serviceWorker;
  if (!workers) return;
  try {
    if (new URLSearchParams(location.search).has('nosw')) await uninstall(workers);
    else watch(app, workers, await workers.register(scriptAddress('./sw.js'), { scope: './', updateViaCache: 'none' }));
  } catch {
    // Refused by a setting, or served without https: everything works, but only with a network.
  }
}

async function uninstall(workers: ServiceWorkerContainer): Promise<void> {
  const ours = await workers.getRegistration('./');
  await ours?.unregister();
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith('annexa-')).map((name) => caches.delete(name)));
}

function watch(app: App, workers: ServiceWorkerContainer, registration: ServiceWorkerRegistration): void {
  say(registration.active, 'started');
  const offer = (worker: ServiceWorker | null) => {
    if (!worker || !workers.controller) return;
    app.offerUpdate(() => replace(app, workers, worker));
  };
  offer(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing;
    worker?.addEventListener('statechange', () => worker.state === 'installed' && offer(worker));
  });
}

/** Saves, then changes over. A save that failed keeps the page as it is. */
async function replace(app: App, workers: ServiceWorkerContainer, worker: ServiceWorker): Promise<void> {
  await app.storage?.flush();
  if (app.storage?.isUnsaved) return;
  workers.addEventListener('controllerchange', () => location.reload(), { once: true });
  say(worker, 'take over');
}

const say = (worker: ServiceWorker | null, message: ToServiceWorker) => worker?.postMessage(message);
