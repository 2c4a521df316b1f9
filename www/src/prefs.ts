/** What belongs to the visitor and not to a workspace. It may be lost without harm. */
export interface Prefs {
  /** The visitor's name, as the change history shows it. */
  name: string;
  theme: 'auto' | 'light' | 'dark';
  /** The last backup of each workspace: when, and after how many changes. */
  files: Record<string, { changes: number; time: number }>;
}

const KEY = 'annexa:prefs';

export function readPrefs(): Prefs {
  try {
    return sound(JSON.parse(localStorage.getItem(KEY) ?? '{}'));
  } catch {
    return sound({});
  }
}

/** Anything may stand in storage: what is not as it should be counts as not there. */
function sound(stored: Partial<Prefs>): Prefs {
  const { name, theme, files } = stored;
  return {
    name: typeof name === 'string' ? name.slice(0, 300) : '',
    theme: theme === 'light' || theme === 'dark' ? theme : 'auto',
    files: files && typeof files === 'object' ? files : {},
  };
}

export function writePrefs(prefs: Prefs): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(prefs));
  } catch {
    // Storage is refused or full; the choice holds until the tab is closed.
  }
}
