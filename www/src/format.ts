import type { Entry } from './api.ts';
import type { ShellTexts } from './i18n/texts.ts';

/** What a step did, in a few words: `excluded A.7.6`. */
export function describe(entry: Entry, t: ShellTexts): string {
  if (entry.name) return entry.name;
  const [first, ...others] = entry.changes;
  if (!first) return '';
  if (first.kind === 'answer') return t.answerDeeds[first.deed](first.title);
  // The title of a control, a risk or a row of a register says what it is; the others need the kind.
  const bare = ['control', 'risk', 'record'].includes(first.kind);
  const what = bare ? first.title : [t.kinds[first.kind], first.title].filter(Boolean).join(' ');
  const rest = others.length + (entry.more ?? 0);
  return [t.deeds[first.deed], what, rest ? t.more(rest) : ''].filter(Boolean).join(' ');
}

/** Today, as `2026-11-24`, in the visitor's time zone. */
export function today(now = new Date()): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** A day of the data, as the visitor's language writes it. */
export function day(date: string, language: string): string {
  return new Date(`${date}T00:00:00`).toLocaleDateString(language, { dateStyle: 'medium' });
}

export function time(date: Date, language: string): string {
  return date.toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' });
}

/** A moment of the data, as the visitor's language and time zone write it. */
export function moment(at: string, language: string): string {
  return new Date(at).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });
}

/** A new key for an entity: `p-k3v9x2ab`. */
export function newId(prefix: string): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz234567';
  const random = crypto.getRandomValues(new Uint8Array(8));
  return `${prefix}-${Array.from(random, (byte) => letters[byte % 32]).join('')}`;
}
