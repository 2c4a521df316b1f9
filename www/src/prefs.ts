/** What belongs to the visitor and not to the workspace. It may be lost without harm. */
export interface Prefs {
  /** The visitor's name, as the change history shows it. */
  name: string;
  theme: 'auto' | 'light' | 'dark';
}

const KEY = 'annexa:prefs';

export function readPrefs(): Prefs {
  const empty: Prefs = { name: '', theme: 'auto' };
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Prefs>;
    return {
      name: typeof stored.name === 'string' ? stored.name.slice(0, 300) : empty.name,
      theme: stored.theme === 'light' || stored.theme === 'dark' ? stored.theme : 'auto',
    };
  } catch {
    return empty;
  }
}

export function writePrefs(prefs: Prefs): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(prefs));
  } catch {
    // Storage is refused or full; the choice holds until the tab is closed.
  }
}
