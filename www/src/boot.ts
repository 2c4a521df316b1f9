import { load } from './api.ts';
import type { App } from './store.ts';

export interface Place {
  /** The prefix of everything that is stored. */
  storageKey: string;
  standalone: boolean;
}

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
