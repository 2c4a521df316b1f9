import { link, parse } from '../router.ts';
import type { App } from '../store.ts';

/** Filters, order and page of a list stand in the address: they survive going to an entry and back. */
export function refine(app: App, changes: Record<string, string>): void {
  const { screen, id, query } = app.route;
  const next = Object.fromEntries(query);
  for (const [key, value] of Object.entries(changes)) {
    if (value) next[key] = value;
    else delete next[key];
  }
  const address = link(screen, id, next);
  app.route = parse(address);
  try {
    // Not a navigation: the focus stays where it is.
    history.replaceState(history.state, '', address);
  } catch {
    // Browsers limit how often; the next change writes the address.
  }
  app.update();
}

/** Goes to another screen. */
export function go(screen: string, id = ''): void {
  location.hash = link(screen, id);
}
